"""Commands killed at one of their system calls, again and again on one folder, and looked over.

Between two calls that change something, nothing on the disk changes: to be killed before each of
them in turn is to be killed at any moment. The disk is that of a machine that goes on: what was
written is there.
"""

import json
import random
import shutil
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from counterfoil.cli.app import main
from tests.faults import evidence
from tests.faults.deeds import DEEDS, Deed, Harm, Seen
from tests.faults.evidence import Evidence
from tests.faults.scene import Scene, opened_without_lock
from tests.faults.tracing import CHANGES, KILL, Call, Ended, Refused, trace

IN_A_ROW = 4
_BUG = "Something is wrong"


@dataclass
class Killer:
    """Kills the program before its `at`-th change; where there are fewer, it comes to its end."""

    at: int
    seen: int = 0

    def __call__(self, call: Call) -> Refused | None:
        if call.number not in CHANGES:
            return None
        self.seen += 1
        return KILL if self.seen == self.at else None


@dataclass
class Lengths:
    """How many changes each command makes, measured once."""

    scene: Scene
    known: dict[str, int] = field(default_factory=dict)

    def __call__(self, deed: Deed) -> int:
        if deed.name not in self.known:
            copy = self.scene.copy(self.scene.folder.with_name("measured"))
            counting = Killer(-1)
            ended = run(deed, copy, 0, counting)
            assert ended.code == 0, (deed.name, ended)
            self.known[deed.name] = counting.seen
        return self.known[deed.name]


def run(deed: Deed, scene: Scene, turn: int, killer: Killer) -> Ended:
    """Run a command in a child until it ends or is killed."""
    words = deed.command(scene, turn)
    return trace(lambda: main(words), scene.folder, killer, stdin=deed.stdin(scene))


def kill_in_a_row(
    scene: Scene, tries: int, chance: random.Random, deeds: Sequence[Deed] = DEEDS
) -> Harm:
    """Kill commands `tries` times; every few times, begin with a fresh copy of the scene."""
    harm, lengths = Harm(), Lengths(scene)
    for deed in deeds:
        lengths(deed)
    while harm.tries < tries:
        copy = scene.copy(scene.folder.with_name("killed"))
        before = evidence.of_folder(copy.data)
        for turn in range(min(IN_A_ROW, tries - harm.tries)):
            deed = chance.choice(deeds)
            killer = Killer(chance.randint(1, lengths(deed) + 1))
            ended = run(deed, copy, turn, killer)
            made, before = _judged(deed, copy, turn, killer.at, before, ended)
            harm.add(made)
            if deed.restores:
                # Without its key the copy that was looked over has begun another chain.
                break
        harm.crashes += [f"in the end: {fault}" for fault in doctor(copy.data)]
    return harm


def look(scene: Scene) -> Evidence:
    """Open the ledger in a copy of the folder, as the next start would; return what is there then.

    The folder itself stays as it was left, for the next kill.
    """
    shutil.rmtree(place := scene.folder.with_name("looked"), ignore_errors=True)
    shutil.copytree(scene.data, place)
    with opened_without_lock(place):
        pass
    return evidence.of_folder(place)


def doctor(data: Path) -> list[str]:
    """Start the program's own check-up, and return what it finds."""
    with redirect_stdout(StringIO()) as out:
        code = main(["doctor", "--json", "--data", str(data)])
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    faults = [fault for each in found for fault in each["faults"]]
    return faults if code == 0 or faults else [f"doctor ended with {code}"]


def _judged(
    deed: Deed, scene: Scene, turn: int, at: int, before: Evidence, ended: Ended
) -> tuple[Harm, Evidence]:
    where = f"{deed.name}, killed before change {at}"
    after = look(scene)
    seen = Seen(scene, turn, before, ended.out.decode(), after)
    losses = list(deed.losses(seen))
    if not deed.restores:
        losses += after.lacks(before)
    crashes = list(after.faults)
    if ended.code not in {0, -9} or _BUG.encode() in ended.err or b"Traceback" in ended.err:
        crashes.append(f"it ended with {ended.code}: {ended.err.decode()}")
    made = Harm(
        1,
        [f"{where}: {each}" for each in losses],
        [f"{where}: a code was accepted twice"] * after.doubles,
        [f"{where}: {each}" for each in crashes],
    )
    return made, after

"""Commands killed at one of their system calls, again and again on one folder, and looked over.

Between two calls that change something, nothing on the disk changes: to be killed before each of
them in turn is to be killed at any moment. The disk is that of a machine that goes on: what was
written is there.
"""

import json
import random
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from counterfoil.cli.app import main
from counterfoil.ledger.connect import DATABASE
from tests.cli.shop import command, environment
from tests.faults import evidence
from tests.faults.deeds import DEEDS, FIRST_START, Deed, Harm, Seen
from tests.faults.evidence import Evidence
from tests.faults.scene import SINGLE, Scene, opened_without_lock
from tests.faults.tracing import CHANGES, KILL, Call, Ended, Refused, trace
from tests.house.checkout import ROOT

IN_A_ROW = SINGLE
"""A redemption of its own code each, that nothing used before."""
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
            if deed.restores or deed is FIRST_START:
                # With no key yet, the copy that was looked over has begun a chain of its own.
                break
        if not _never_began(deed, copy):
            harm.crashes += [f"in the end: {fault}" for fault in doctor(copy.data)]
    return harm


def kill_started(scene: Scene, tries: int, chance: random.Random) -> Harm:
    """Kill `redeem -`, started from nothing as its own process, at moments of its whole life."""
    harm, deed = Harm(), DEEDS[0]
    life = 0.0
    while harm.tries < tries:
        copy = scene.copy(scene.folder.with_name("killed"))
        before = evidence.of_folder(copy.data)
        began = time.monotonic()
        with deed.stdin(copy).open("rb") as stdin, (copy.folder / "err").open("wb") as err:
            running = subprocess.Popen(
                command(*deed.command(copy, 0)), stdin=stdin, stdout=subprocess.PIPE,
                stderr=err, cwd=ROOT, env=environment(),
            )  # fmt: skip
            try:
                out, _ = running.communicate(timeout=chance.uniform(0, life) if life else None)
            except subprocess.TimeoutExpired:
                running.kill()
                out, _ = running.communicate()
        ended = Ended(running.returncode, out, (copy.folder / "err").read_bytes())
        # The first is let live to its end.
        life = life or time.monotonic() - began
        harm.add(_judged(deed, copy, 0, 0, before, ended)[0])
        harm.crashes += doctor(copy.data)
    return harm


def kill_careless(scene: Scene, tries: int) -> Harm:
    """Kill a counter with a planted mistake: it shows its verdicts before they are committed."""
    harm, deed = Harm(), DEEDS[0]
    before = evidence.of_folder(scene.data)
    for number in range(tries):
        copy = scene.copy(scene.folder.with_name("killed"))
        words = [*deed.command(copy, 0)]

        def careless(words: Sequence[str] = words) -> int:
            show_before_commit()
            return main(words)

        killer = Killer(20 + 7 * number)
        ended = trace(careless, copy.folder, killer, stdin=deed.stdin(copy))
        harm.add(_judged(deed, copy, 0, killer.at, before, ended)[0])
    return harm


def show_before_commit() -> None:
    """Let every commit of this process fail to be one: what was shown is undone when it ends."""

    @event.listens_for(Engine, "commit")
    def hold_back(conn: Connection) -> None:
        raw = conn.connection.driver_connection
        assert raw is not None
        raw.execute("ROLLBACK")
        raw.execute("BEGIN")


def _never_began(deed: Deed, scene: Scene) -> bool:
    """Say whether the first start of all was killed before there was anything to check up."""
    return deed is FIRST_START and not (scene.data / DATABASE).exists()


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

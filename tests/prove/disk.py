"""A disk that is full, fails or takes half of what is written: refused before goods, nothing half.

Each call of the real program to which the disk can say no is answered so in turn, by the kernel's
own error numbers (`tests/faults/tracing.py`): on SQLite's way to the file as well as on Python's.
"""

import random
from collections.abc import Iterator

from tests.faults import evidence
from tests.faults.bad_day import ACTS, PLANTED, join_hub, try_day
from tests.faults.deeds import DEEDS, Harm
from tests.faults.disk_faults import BadDisk, Trouble, count_calls, try_command
from tests.faults.scene import Scene, scenery
from tests.faults.tracing import CANNOT_TRACE, can_trace
from tests.prove.harm import planted, proof
from tests.prove.report import Proof
from tests.prove.runner import tries

COMMANDS = 1_200
SAID = {Trouble.FULL: "disk full", Trouble.FAILED: "disk fails", Trouble.HALF: "disk takes half"}


def prove(effort: float) -> list[Proof]:
    """Let the disk go wrong at thousands of calls."""
    if not can_trace():
        return [Proof(f"disk full or failing: {CANNOT_TRACE}", tries=0)]
    with scenery() as scene:
        joined = join_hub(scene)
        return [
            *(proof(f"{said}, a program that goes on", days(scene, joined, trouble, effort))
              for trouble, said in SAID.items()),
            *(proof(f"{said}, each command", commands(scene, trouble, effort))
              for trouble, said in SAID.items()),
            planted("goods are handed out though nothing was recorded", regardless(scene)),
        ]  # fmt: skip


def days(scene: Scene, joined: Scene, trouble: Trouble, effort: float) -> Harm:
    """Let the disk go wrong at each call of a thing done, once and from there on."""
    harm = Harm()
    for name in ACTS:
        where = joined if name == "sync" else scene
        sound = BadDisk("", trouble, 0)
        harm.add(try_day(where, name, sound))
        for at in _spread(sound.seen, tries(sound.seen, effort)):
            for stays in (False, True):
                harm.add(try_day(where, name, BadDisk("", trouble, at, stays)))
    return harm


def commands(scene: Scene, trouble: Trouble, effort: float) -> Harm:
    """Let the disk go wrong anywhere between a command's start and its end."""
    harm, before, chance = Harm(), evidence.of_folder(scene.data), random.Random(trouble.value)
    wanted = tries(COMMANDS // len(Trouble), effort)
    for number, deed in enumerate(DEEDS):
        share = wanted // len(DEEDS) + (number < wanted % len(DEEDS))
        calls = count_calls(deed, scene, trouble) if share else 0
        for at in _spread(calls, share):
            disk = BadDisk("", trouble, at, stays=chance.random() < 0.5)
            harm.add(try_command(deed, scene, before, disk))
    return harm


def regardless(scene: Scene) -> Harm:
    """Try a day at a counter that does not hear what the disk says."""
    harm = Harm()
    for at in range(1, 28, 3):
        harm.add(try_day(scene, PLANTED, BadDisk("", Trouble.FULL, at, stays=True)))
    return harm


def _spread(calls: int, wanted: int) -> Iterator[int]:
    """Yield as many of the calls, which count from 1, as are wanted, spread evenly."""
    yield from (1 + number * calls // wanted for number in range(min(wanted, calls)))

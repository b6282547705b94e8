"""Several programs on one folder at the same moment, and files that others left there."""

import os
import random

from tests.faults.at_once import race_for_code, race_for_long, race_without_lock
from tests.faults.deeds import Harm
from tests.faults.kills import doctor
from tests.faults.leftovers import HARMLESS, STRANGE, leave_and_look
from tests.faults.scene import Scene, scenery
from tests.faults.tracing import CANNOT_TRACE, can_trace
from tests.prove.harm import planted, proof
from tests.prove.report import Proof
from tests.prove.runner import tries

LONG, SHORT, LEFT = 120, 300, 8


def prove(effort: float) -> list[Proof]:
    """Start programs at once, and leave files about."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scenery() as scene:
        stay, short = tries(LONG, effort), tries(SHORT, effort)
        made = [
            proof("second instance of desk, hub and commands", long_races(scene, stay)),
            proof("commands at once with one code", short_races(scene, short)),
            planted("the lock is taken away", race_without_lock(copied(scene))),
        ]
        if not can_trace():
            return [*made, Proof(f"files left behind: {CANNOT_TRACE}", tries=0)]
        with scenery() as other:
            return [*made, proof("files left behind", left(scene, other, tries(LEFT, effort)))]


def long_races(scene: Scene, times: int) -> Harm:
    """Race for the folder, a fresh one each time."""
    harm, chance = Harm(), random.Random(times)
    for _ in range(times):
        harm.add(race_for_long(copied(scene), chance))
    return harm


def copied(scene: Scene) -> Scene:
    """Return a fresh copy of the scene."""
    return scene.copy(scene.folder.with_name("held"))


def short_races(scene: Scene, times: int) -> Harm:
    """Race for codes, all those of a folder one after the other."""
    harm = Harm()
    while harm.tries < times:
        copy = scene.copy(scene.folder.with_name("raced"))
        for code in copy.free[: times - harm.tries]:
            harm.add(race_for_code(copy, code))
        harm.crashes += doctor(copy.data)
    return harm


def left(scene: Scene, other: Scene, times: int) -> Harm:
    """Leave each kind of file so many times."""
    harm = Harm()
    for name in (*HARMLESS, *STRANGE):
        for _ in range(times):
            harm.add(leave_and_look(scene, other, name))
    return harm

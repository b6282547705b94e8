"""Prove that the desk can be used by everybody: every screen, in every look, through each check.

Tries are screens looked at; crashes are findings: a text of too little contrast, a part that the
keyboard does not reach, that a screen reader cannot name, or that is cut. The findings themselves
go to standard error. Looks go two at a time: four of them, and the others too from effort 2 on.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QWidget

from counterfoil.desk.app import make_application
from tests.desk.access import contrast, keyboard, room, tree
from tests.desk.access.finding import FROM, Finding
from tests.desk.access.register import TOURS, forgotten
from tests.desk.access.sweep import DARK, LARGE, LIGHT, LOOKS, MIRRORED, Look, Seen, sweep
from tests.helpers.quiet import quiet
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

NEEDED = 4.5


class Contrast:
    """Measures contrast, and keeps the lowest that it met."""

    def __init__(self) -> None:
        self.lowest = 21.0

    def __call__(self, window: QWidget) -> list[Finding]:
        found: list[Finding] = []
        for each in (contrast.measure, contrast.pressed):
            got = each(window)
            self.lowest = min(self.lowest, got.lowest)
            found += got.findings
        return found


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of the tours in one look: screens, findings of each check, and what was seen."""

    screens: int
    findings: dict[str, list[str]]
    lowest: float
    classes: frozenset[type]


CONTRAST, KEYBOARD = "contrast of texts, signs and fields", "reached by the keyboard, in order"
NAMES, ROOM = "named to a screen reader", "room for every text"
FIRST = (LIGHT, DARK, MIRRORED, LARGE)
MEASURED, WALKED, NAMED = (LIGHT, DARK), (LIGHT, MIRRORED), (LIGHT,)


def prove(effort: float) -> list[Proof]:
    """Go through the tours: contrast in both themes, keys both ways round, room in each look."""
    looks = FIRST[: tries(len(FIRST), effort)]
    if effort >= 2:
        looks = (*FIRST, *(each for each in LOOKS if each not in FIRST))
    tours = tries(len(TOURS), min(effort, 1))
    # One look to a process, which can have one application only.
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as processes:
        each_look = list(processes.map(look_at, looks, [tours] * len(looks)))
    made = [_proof(what, each_look) for what in (CONTRAST, KEYBOARD, NAMES, ROOM)]
    if effort >= 1:
        seen = {known for each in each_look for known in each.classes}
        missing = forgotten(seen)
        print("\n".join(missing), file=sys.stderr)
        made.append(Proof("access: screens that no tour shows", len(seen), crashes=len(missing)))
    return made


def look_at(look: Look, tours: int) -> Looked:
    """Make the first tours in a look, in a process of its own."""
    quiet()
    app = make_application(["prove"])
    app.setQuitOnLastWindowClosed(False)
    measured = Contrast()
    # The keyboard moves the focus and scrolls, so it goes on tours of its own.
    checks: dict[str, tuple[Callable[[QWidget], list[Finding]], tuple[Look, ...]]] = {
        CONTRAST: (measured, MEASURED),
        NAMES: (tree.check, NAMED),
        ROOM: (room.check, LOOKS),
        KEYBOARD: (keyboard.walk, WALKED),
    }
    findings: dict[str, list[str]] = {
        what: [] for what, (_check, where) in checks.items() if look in where
    }

    def check_all(whats: list[str]) -> Seen:
        def check(window: QWidget) -> list[Finding]:
            for what in whats:
                findings[what] += [f"{look.name}: {each}" for each in checks[what][0](window)]
            return []

        return sweep(app, look, TOURS[:tours], [check])

    got = check_all([what for what in findings if what != KEYBOARD])
    if KEYBOARD in findings:
        check_all([KEYBOARD])
    own = frozenset(each for each in got.classes if each.__module__.startswith(FROM))
    return Looked(got.screens, findings, measured.lowest, own)


def _proof(what: str, looked: list[Looked]) -> Proof:
    """Add up what one check found in the looks in which it looked."""
    there = [each for each in looked if what in each.findings]
    lines = [line for each in there for line in each.findings[what]]
    print("\n".join(lines), file=sys.stderr)
    lowest = min((each.lowest for each in there), default=NEEDED)
    bound = Bound(NEEDED / lowest, 1, "of the contrast there is") if what == CONTRAST else None
    screens = sum(each.screens for each in there)
    return Proof(f"access: {what}", screens, crashes=len(lines), bound=bound)

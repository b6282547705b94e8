"""Prove that the desk can be used by everybody: every screen, in every look, through each check.

Tries are screens looked at; crashes are findings: a text of too little contrast, a part that the
keyboard does not reach, that a screen reader cannot name, or that is cut. The findings themselves
go to standard error.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from counterfoil.desk.app import make_application
from tests.desk.access import contrast, keyboard, keys, room, tree
from tests.desk.access.finding import Finding
from tests.desk.access.register import TOURS, forgotten
from tests.desk.access.shown import NOT_YET
from tests.desk.access.sweep import DARK, LARGE, LIGHT, LOOKS, Check, Look, Seen, sweep
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

NEEDED = 4.5


class Contrast:
    """Measures contrast, and keeps the lowest that it met."""

    def __init__(self) -> None:
        self.lowest = 21.0

    def __call__(self, window: QApplication | object) -> list[Finding]:
        found: list[Finding] = []
        for each in (contrast.measure, contrast.pressed):
            got = each(window)  # type: ignore[arg-type]
            self.lowest = min(self.lowest, got.lowest)
            found += got.findings
        return found


def prove(effort: float) -> list[Proof]:
    """Go through the tours: contrast in both themes, the rest in each look."""
    app = make_application(["prove"])
    app.setQuitOnLastWindowClosed(False)
    tours = TOURS[: tries(len(TOURS), effort)]
    looks = LOOKS[: tries(len(LOOKS), effort)]
    measured = Contrast()
    seen: set[type] = set()
    made: list[Proof] = []

    def go(what: str, where: tuple[Look, ...], check: Check, bound: Contrast | None = None) -> None:
        screens = findings = 0
        for look in where:
            got = sweep(app, look, tours, [check])
            seen.update(got.classes)
            screens, findings = screens + got.screens, findings + _tell(got)
        lowest = Bound(NEEDED / bound.lowest, 1, "of the contrast there is") if bound else None
        made.append(Proof(f"access: {what}", screens, crashes=findings, bound=lowest))

    go("contrast of texts, signs and fields", (LIGHT, DARK)[: len(looks)], measured, measured)
    go("reached by the keyboard, in the order read", _of(looks, "light", "mirrored"), keyboard.walk)
    go("each key wanted by one part", _of(looks, "light"), keys.check)
    go("named to a screen reader", (LIGHT,), tree.check)
    go("room for every text", looks, room.check)
    if effort >= 1:
        missing = [each for each in forgotten(seen) if each not in NOT_YET]
        print("\n".join(missing), file=sys.stderr)
        made.append(Proof("access: screens that no tour shows", len(seen), crashes=len(missing)))
    return made


def _of(looks: tuple[Look, ...], *names: str) -> tuple[Look, ...]:
    return tuple(each for each in looks if each.name in names) or (LARGE,)


def _tell(got: Seen) -> int:
    lines = got.lines()
    print("\n".join(lines), file=sys.stderr)
    return len(lines)

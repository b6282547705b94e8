"""Contrast as WCAG 2.1 AA asks for it, measured on what a window looks like."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.desk.access.finding import Finding, inside, name, parts, seen
from tests.desk.access.pixels import RATIO, Pixels, contrast, cut, inks, picture
from tests.desk.access.places import DISABLED, FIELDS, HELD, SIGN, TEXT, places


@dataclass(frozen=True, slots=True)
class Measured:
    """The findings, and the lowest contrast of a text against what it needs (1 is just enough)."""

    findings: list[Finding]
    lowest: float = 21.0
    places: int = 0


def measure(window: QWidget, state: str = "") -> Measured:
    """Measure each text and sign that is seen in a window, and the edges of fields."""
    pixels, findings, lowest, count = picture(window), [], 21.0, 0
    for place in places(window):
        there = inks(cut(pixels, place.box), solid=place.solid)
        worst = min(there, key=lambda ink: ink.contrast, default=None)
        if worst is None:
            continue
        count += 1
        if place.needed != DISABLED:
            lowest = min(lowest, worst.contrast * TEXT / place.needed)
        if worst.contrast < place.needed - 0.005:
            what = f"{worst.contrast:.2f} of {place.needed} ({worst.ink} on {worst.ground}) {state}"
            findings.append(Finding("contrast", name(place.widget), what))
    findings += edges(window, pixels)
    return Measured(findings, lowest, count)


def pressed(window: QWidget) -> Measured:
    """Measure again with every button under the mouse, and again with every one pressed."""
    buttons = [each for each in parts(window) if isinstance(each, QAbstractButton)]
    findings, lowest, count = [], 21.0, 0
    for state in ("hovered", "pressed"):
        _hold(buttons, state, held=True)
        got = measure(window, state)
        _hold(buttons, state, held=False)
        findings += got.findings
        lowest, count = min(lowest, got.lowest), count + got.places
    return Measured(findings, lowest, count)


def edges(window: QWidget, pixels: Pixels) -> list[Finding]:
    """Find fields whose edge or ground does not stand out from what is around them.

    They are looked at where reading begins: on the other side a scroll bar may touch them.
    """
    found = []
    for part in parts(window):
        box = seen(part)
        if not isinstance(part, FIELDS) or part.parent() is None or box.size() != part.size():
            continue
        if not part.isEnabled() or inside(part.parentWidget(), HELD):
            continue
        rtl = part.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - 7 if rtl else box.left() - 3
        middle = QRect(left, box.center().y(), 8 + 3, 2)
        if not window.rect().contains(middle):
            continue
        line = cut(pixels, middle).reshape(2 * RATIO, -1, 3)[0]
        outside = line[-1 if rtl else 0]
        most = max(contrast(_rgb(outside), _rgb(each)) for each in line)
        if most < SIGN - 0.005:
            found.append(Finding("edge", name(part), f"{most:.2f} of {SIGN}"))
    return found


def _hold(buttons: list[QAbstractButton], state: str, *, held: bool) -> None:
    for each in buttons:
        if state == "hovered":
            each.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, held)
        else:
            each.blockSignals(True)
            each.setDown(held)
            each.blockSignals(False)


def _rgb(pixel: np.ndarray) -> tuple[int, int, int]:
    return int(pixel[0]), int(pixel[1]), int(pixel[2])

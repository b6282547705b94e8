"""What the keyboard reaches: all of it, in the order in which it is read, and one sees where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from counterfoil.desk.drop_hint import DropHint
from tests.desk.access.finding import FROM, Finding, name, parts, seen
from tests.desk.access.pixels import Pixels, changed, picture

MOST = 250
WITHIN = 60
ROW = 40
AROUND = 5
MOST_MARKED = 200
PRESSES = ("mousePressEvent", "mouseReleaseEvent")
KEYS = ("keyPressEvent",)
NATIVE = (QAbstractButton, QAbstractItemView, QLineEdit, QComboBox, QAbstractSpinBox)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where Tab came to, what that looked like, and the box that was seen of it."""

    widget: QWidget
    box: QRect
    look: Pixels


def walk(window: QWidget) -> list[Finding]:
    """Press Tab until all of a window was gone through, and judge the way it went."""
    # A menu keeps the keys while it is open, and a hand that holds a picture presses none.
    if QApplication.activePopupWidget() is not None:
        return []
    if any(each.isVisible() for each in window.findChildren(DropHint)):
        return []
    window.activateWindow()
    QApplication.processEvents()
    found = astray(window)
    stops = list(_stops(window, found))
    found += unreached(window, [each.widget for each in stops])
    found += out_of_order(from_the_top([each.widget for each in stops]))
    return found


def astray(window: QWidget) -> list[Finding]:
    """Find that what is typed now would go to a part that another one hides."""
    at = cast("QWidget | None", window.focusWidget())
    if at is None or at.isVisible() or at is window:
        return []
    return [Finding("hidden focus", name(at), "the focus is on a part that is not shown")]


def _stops(window: QWidget, found: list[Finding]) -> Iterator[Stop]:
    """Go from widget to widget until one comes again; what cannot be left or seen is found."""
    been: set[QWidget] = set()
    before: Stop | None = None
    stayed = 0
    for _press in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        at = QApplication.focusWidget()
        if before is not None and at is before.widget and stayed < WITHIN:
            # It leads through what is inside, such as links, or there is nothing else.
            stayed += 1
            continue
        if before is not None and at is not before.widget:
            found += unmarked(before)
        if at is None or at in been:
            return
        stayed = 0
        been.add(at)
        if seen(at).isEmpty():
            found.append(Finding("hidden focus", name(at), "the focus is where nothing is seen"))
            before = None
            continue
        before = Stop(at, _around(at), look(at))
        yield before


def from_the_top(stops: Sequence[QWidget]) -> Sequence[QWidget]:
    """Return stops from the one on that is read first, as Tab goes round."""
    there = [each for each in stops if not seen(each).isEmpty()]
    highest = min(
        there, key=lambda each: (seen(each).top() // ROW, _from_start(each)), default=None
    )
    at = stops.index(highest) if highest is not None else 0
    return [*stops[at:], *stops[:at]]


def _line_and_start(part: QWidget) -> tuple[int, int]:
    return seen(part).top() // ROW, _from_start(part)


def _from_start(part: QWidget) -> int:
    rtl = part.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return -seen(part).right() if rtl else seen(part).left()


def look(widget: QWidget) -> Pixels:
    """Return what a widget and its edge look like."""
    return picture(widget.window(), 1, _around(widget))


def unmarked(stop: Stop) -> list[Finding]:
    """Find that a widget looked with the focus as it looks without."""
    if not stop.widget.isVisible() or _around(stop.widget).size() != stop.box.size():
        return []
    least = min(MOST_MARKED, max(24, (stop.box.width() + stop.box.height()) // 2))
    differ = changed(look(stop.widget), stop.look)
    if differ >= least:
        return []
    what = f"only {differ} pixels of {stop.box.width()}×{stop.box.height()} change enough"
    return [Finding("focus not seen", name(stop.widget), what)]


def unreached(window: QWidget, reached: Sequence[QWidget]) -> list[Finding]:
    """Find what can be clicked and that Tab did not come to, or that no key works."""
    found = []
    for part in parts(window):
        if not part.isEnabled() or part in reached or not _clickable(part):
            continue
        if isinstance(part, QAbstractButton) and _one_of_many(part, reached):
            continue
        found.append(Finding("not reached", name(part), "Tab does not come to it"))
    return found + [
        Finding("no keys", name(part), "it takes the focus and no key")
        for part in reached
        if not isinstance(part, NATIVE) and not _has(part, KEYS) and not _scrolls(part)
    ]


def out_of_order(reached: Sequence[QWidget]) -> list[Finding]:
    """Find where Tab leads back up, or back against the way in which a line is read."""
    found = []
    for one, other in pairwise(reached):
        first, second = _branches(one, other)
        if first is None or second is None or not _is_before(second, first):
            continue
        found.append(Finding("order", name(other), f"comes after {name(one)}"))
    return found


def _is_before(one: QWidget, other: QWidget) -> bool:
    """Say whether a part is read before another one: in the same line, or all above it."""
    mine, theirs = seen(one), seen(other)
    if mine.isEmpty() or theirs.isEmpty() or mine.intersects(theirs):
        return False
    low = min(mine.bottom(), theirs.bottom()) - max(mine.top(), theirs.top())
    if low > min(mine.height(), theirs.height()) // 3:
        rtl = one.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return mine.left() > theirs.left() if rtl else mine.left() < theirs.left()
    beside = mine.left() >= theirs.right() or mine.right() <= theirs.left()
    return mine.bottom() <= theirs.top() + 2 and not beside


def _branches(one: QWidget, other: QWidget) -> tuple[QWidget | None, QWidget | None]:
    """Return the parts of the closest common part that hold either of two widgets."""
    mine, theirs = _above(one), _above(other)
    common = next((each for each in mine if each in theirs), None)
    if common is None:
        return None, None
    if common in {one, other}:
        return one, other
    return mine[mine.index(common) - 1], theirs[theirs.index(common) - 1]


def _above(widget: QWidget) -> list[QWidget]:
    chain = [widget]
    while (above := chain[-1].parentWidget()) is not None:
        chain.append(above)
    return chain


def _around(widget: QWidget) -> QRect:
    return seen(widget).adjusted(-AROUND, -AROUND, AROUND, AROUND) & widget.window().rect()


def _clickable(part: QWidget) -> bool:
    if isinstance(part, QAbstractButton):
        return not _within(part, (QLineEdit, QAbstractSpinBox, QAbstractItemView))
    if isinstance(part, QLineEdit):
        return not _within(part, (QComboBox, QAbstractSpinBox))
    if isinstance(part, QAbstractItemView | QComboBox | QAbstractSpinBox):
        return not _within(part, (QAbstractItemView,))
    return _has(part, PRESSES)


def _has(part: QWidget, methods: Sequence[str]) -> bool:
    """Say whether a class of ours answers to such an event."""
    return any(
        each.__module__.startswith(FROM) and set(methods) & vars(each).keys()
        for each in type(part).mro()
    )


def _scrolls(part: QWidget) -> bool:
    return isinstance(part, QAbstractScrollArea)


def _within(part: QWidget, kinds: tuple[type, ...]) -> bool:
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, kinds):
            return True
        above = above.parentWidget()
    return False


def _one_of_many(part: QAbstractButton, reached: Sequence[QWidget]) -> bool:
    """Say whether the arrow keys lead to a button from one that Tab came to."""
    group = part.group()
    return bool(group) and group.exclusive() and any(b in reached for b in group.buttons())

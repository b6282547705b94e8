"""Tab leads through a window as it is read: layout by layout, whenever a part was added."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from counterfoil.desk.parts.drawer import Drawer

LEAST_SEEN = 24
EDGE = 24


def stops(root: QWidget) -> Iterator[QWidget]:
    """Give each part that Tab comes to now, in the order in which it is read."""
    for part in _children(root):
        if not part.isVisible() or part.isWindow():
            continue
        takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
        if takes and part.isEnabled():
            yield part
        yield from stops(part)


def step(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next part or the one before, and have it seen; False where none is."""
    over = _over(window)
    there = [each for each in stops(window) if not _is_under(each, over)]
    if not there:
        return False
    at = _place(there, window.focusWidget())
    if at is None:
        target = there[0] if forward else there[-1]
    else:
        target = there[(at + (1 if forward else -1)) % len(there)]
    reason = Qt.FocusReason
    target.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
    bring_into_view(target)
    return True


def leads_everywhere() -> bool:
    """Say whether Tab leads to every part here; on some systems it leads to texts only."""
    style = QGuiApplication.styleHints()
    return style.tabFocusBehavior() is Qt.TabFocusBehavior.TabFocusAllControls


def bring_into_view(part: QWidget) -> None:
    """Scroll whatever hides a part."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and not _is_seen(part, above):
            _scroll_to(part, above)
        above = above.parentWidget()


def _scroll_to(part: QWidget, area: QScrollArea) -> None:
    """Scroll an area to a part's own box, by its top where it is higher than the area.

    `ensureWidgetVisible` would go for the current row of a list, which may be scrolled far away.
    """
    port, bar = area.viewport(), area.verticalScrollBar()
    top = bar.value() + part.mapTo(port, QPoint()).y() - EDGE
    over = top + part.height() + 2 * EDGE - port.height()
    bar.setValue(min(top, max(over, bar.value())))


def _over(window: QWidget) -> list[Drawer]:
    """Return the panels that lie over the rest of a window."""
    return [each for each in window.findChildren(Drawer) if each.isVisible()]


def _is_under(part: QWidget, over: Sequence[QWidget]) -> bool:
    """Say whether a panel covers a part; it is reached once the panel is closed."""
    middle = part.mapToGlobal(part.rect().center())
    return any(
        panel.rect().contains(panel.mapFromGlobal(middle)) and not panel.isAncestorOf(part)
        for panel in over
    )


def _place(there: Sequence[QWidget], focused: QWidget | None) -> int | None:
    """Return where the focus stands among the stops: at one, or inside of it."""
    while focused is not None:
        if focused in there:
            return there.index(focused)
        focused = focused.parentWidget()
    return None


def _children(root: QWidget) -> list[QWidget]:
    """Return the parts of a widget as they are laid out, and then what lies over them."""
    middle = root.centralWidget() if isinstance(root, QMainWindow) else None
    if middle is not None:
        laid = [middle]
    elif (layout := root.layout()) is not None:
        laid = list(_laid(layout))
    else:
        laid = []
    direct = root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    rest = [each for each in direct if each not in laid]
    return [*laid, *sorted(rest, key=_from_top(root))]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for number in _numbers(layout):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _laid(inner)
        elif (widget := item.widget()) is not None:
            yield widget


def _numbers(layout: QLayout) -> Sequence[int]:
    """Return the items of a layout by number, line by line."""
    numbers = range(layout.count())
    if isinstance(layout, QGridLayout):
        return sorted(numbers, key=lambda number: _cell(layout, number))
    back = {QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop}
    if isinstance(layout, QBoxLayout) and layout.direction() in back:
        return numbers[::-1]
    return numbers


def _cell(layout: QGridLayout, number: int) -> tuple[int, int]:
    row, column, _rows, _columns = cast("tuple[int, ...]", layout.getItemPosition(number))
    return row, column


def _from_top(root: QWidget) -> Callable[[QWidget], tuple[int, int]]:
    mirrored = root.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def place(part: QWidget) -> tuple[int, int]:
        return part.y(), -part.geometry().right() if mirrored else part.x()

    return place


def _is_seen(part: QWidget, area: QScrollArea) -> bool:
    port = area.viewport()
    box = QRect(part.mapTo(port, part.rect().topLeft()), part.size())
    least = min(LEAST_SEEN, part.height())
    return (box & port.rect()).height() >= max(least, min(part.height(), port.height()) // 2)

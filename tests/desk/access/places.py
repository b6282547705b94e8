"""What is read or recognized in a window: where it is, and the contrast that it needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMargins, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTableView,
    QTextBrowser,
    QWidget,
)

from counterfoil.desk import theme
from counterfoil.desk.counter.member_parts import Initials
from counterfoil.desk.counter.verdict_card import Badge, VerdictCard
from counterfoil.desk.dashboard.bars import BAR, BarButton
from counterfoil.desk.dashboard.chart import ColumnChart
from counterfoil.desk.parts.drawer import Drawer
from counterfoil.desk.printing.colour import Swatch
from counterfoil.desk.printing.grid import SheetGrid
from counterfoil.desk.printing.preview import Preview
from counterfoil.desk.sheets.picture import SheetPicture
from counterfoil.desk.simulate.test_codes import Symbol
from counterfoil.desk.widgets import Icon, Switch
from tests.desk.access.finding import FROM, inside, parts, seen

TEXT, LARGE, SIGN, DISABLED = 4.5, 3.0, 3.0, 2.0
LARGE_PX, BOLD_PX = 24.0, 18.66
EDGE = 4
ROWS = 4
FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, Switch)
HELD = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)
PICTURES = (Preview,)
GROUNDS = (VerdictCard,)
SIGNS = (Badge, Icon, Swatch, SheetGrid, Symbol)
FIELD_EDGE, SHADE, BELOW_BAR = 12, 40, 12


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is read or recognized: where it is, and the contrast that it needs."""

    widget: QWidget
    box: QRect
    needed: float
    solid: bool = False


def places(window: QWidget) -> Iterator[Place]:
    """Give what is read or recognized in a window."""
    if isinstance(window, QMenu):
        for action in window.actions():
            needed = _needed(window.font(), window, enabled=action.isEnabled())
            yield Place(window, window.actionGeometry(action), needed)
    over = [each for each in window.findChildren(Drawer) if each.isVisible()]
    for part in parts(window):
        if not inside(part, PICTURES) and not _partly_under(part, over):
            yield from _of(part)


def _partly_under(part: QWidget, over: list[Drawer]) -> bool:
    """Say whether a panel lies over some of a part, and throws its shadow there."""
    return any(
        not each.isAncestorOf(part) and each is not part and _shade(each).intersects(seen(part))
        for each in over
    )


def _shade(panel: Drawer) -> QRect:
    return seen(panel).adjusted(-SHADE, -SHADE, SHADE, SHADE)


def _of(part: QWidget) -> Iterator[Place]:
    """Give what is in a part, by the first kind that it is of; other parts say nothing."""
    for kind, given in _GIVEN.items():
        if isinstance(part, kind):
            yield from given(part, seen(part))
            return
    box = seen(part)
    if box.size() != part.size() and part.height() < part.window().height() // 2:
        return  # it is seen whole where the screen is scrolled on
    if _is_field(part) or (_draws(part) and not isinstance(part, GROUNDS)):
        yield Place(part, _inner(part, box), _needed(part.font(), part))


def _label(part: QLabel, box: QRect) -> Iterator[Place]:
    if part.text() or not part.pixmap().isNull():
        yield Place(part, box, _needed(part.font(), part) if part.text() else SIGN)


def _chart(part: ColumnChart, box: QRect) -> Iterator[Place]:
    """Give the texts of the axes, and the columns."""
    yield Place(part, box, TEXT)
    yield Place(part, box, SIGN, solid=True)


def _headings(part: QHeaderView, box: QRect) -> Iterator[Place]:
    yield Place(part, box.adjusted(0, 0, 0, -EDGE), _needed(part.font(), part))


def _codes(part: SheetPicture, box: QRect) -> Iterator[Place]:
    """Give the places of a sheet that hold a code; the others are only paper."""
    corner = part.mapTo(part.window(), QPoint())
    for place in part.places:
        yield Place(part, part.box(place).toRect().translated(corner) & box, SIGN)


def _items(view: QAbstractItemView, box: QRect) -> Iterator[Place]:
    """Give the lines of a list."""
    for row in range(view.model().rowCount()):
        line = view.visualRect(view.model().index(row, 0))
        line.translate(view.viewport().mapTo(view.window(), QPoint()))
        if not (line & box).isEmpty():
            inner = _within(line & box)
            yield Place(view, inner, _needed(view.font(), view))


def _inner(part: QWidget, box: QRect) -> QRect:
    """Return where the content of a part is, without its edge."""
    if isinstance(part, QPushButton) and not part.text():
        # Around the icon, as a round button shows in its corners what it stands on.
        icon = QRect(QPoint(), part.iconSize().grownBy(QMargins(EDGE, EDGE, EDGE, EDGE)))
        icon.moveCenter(box.center())
        return icon & box
    if isinstance(part, QPushButton):
        option = QStyleOptionButton()
        part.initStyleOption(option)
        inner = part.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, part)
        return inner.translated(part.mapTo(part.window(), QPoint())) & box
    if isinstance(part, Badge | Initials):
        edge = round(part.width() * 0.21)
        return box.adjusted(edge, edge, -edge, -edge)
    if isinstance(part, BarButton):
        # The texts above the bar, which say all that it shows.
        return _within(box.adjusted(0, 0, 0, -theme.current().px(BAR + BELOW_BAR)))
    if isinstance(part, QPlainTextEdit):
        return _within(seen(part.viewport()))  # beside it is the scroll bar
    if isinstance(part, QLineEdit):
        return _within(box, FIELD_EDGE)
    return _within(box)


def _within(box: QRect, beside: int = EDGE) -> QRect:
    """Return a box without its edge and rounded corners, which grow with the text."""
    across, down = theme.current().px(beside), theme.current().px(EDGE)
    return box.adjusted(across, down, -across, -down)


def _switch(part: Switch, box: QRect) -> Iterator[Place]:
    """Give the track and the text of a switch that is seen whole."""
    if box.size() != part.size():
        return
    track = min(theme.current().px(52), box.width())
    rtl = part.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = box.right() + 1 - track if rtl else box.left()
    yield Place(part, QRect(left, box.top(), track, box.height()), SIGN if part.isEnabled() else 1)
    text = box.adjusted(0, 0, -track, 0) if rtl else box.adjusted(track, 0, 0, 0)
    yield Place(part, text, _needed(part.font(), part))


def _is_field(part: QWidget) -> bool:
    if isinstance(part, QLineEdit) and inside(part.parentWidget(), (QComboBox, QAbstractSpinBox)):
        return False
    return isinstance(part, (QAbstractButton, *HELD))


def _draws(part: QWidget) -> bool:
    """Say whether a class of ours draws it by hand."""
    return any(
        each.__module__.startswith(FROM) and "paintEvent" in vars(each) for each in type(part).mro()
    )


def _cells(table: QTableView, _box: QRect) -> Iterator[Place]:
    """Give the cells of the first rows and of the selected ones."""
    model, window = table.model(), table.window()
    rows = set(range(min(ROWS, model.rowCount())))
    if table.selectionModel() is not None:
        rows |= {index.row() for index in table.selectionModel().selectedRows()}
    whole = seen(table.viewport())
    for row in sorted(rows):
        for column in range(model.columnCount()):
            index: QModelIndex = model.index(row, column)
            box = table.visualRect(index)
            at = table.viewport().mapTo(window, box.topLeft())
            shown = QRect(at, box.size()).adjusted(7, 7, -7, -7) & whole
            if not shown.isEmpty() and not table.isColumnHidden(column):
                yield Place(table, shown, TEXT if table.isEnabled() else DISABLED)


def _paragraphs(shown: QTextBrowser, _box: QRect) -> Iterator[Place]:
    """Give each paragraph that holds no picture."""
    layout, block = shown.document().documentLayout(), shown.document().begin()
    whole, window = seen(shown.viewport()), shown.window()
    while block.isValid():
        box = layout.blockBoundingRect(block).toRect()
        box.translate(-shown.horizontalScrollBar().value(), -shown.verticalScrollBar().value())
        box = QRect(shown.viewport().mapTo(window, box.topLeft()), box.size()) & whole
        if "\ufffc" not in block.text() and block.text().strip() and not box.isEmpty():
            yield Place(shown, box, TEXT)
        block = block.next()


def _needed(font: QFont, part: QWidget, *, enabled: bool = True) -> float:
    if not (enabled and part.isEnabled()):
        return DISABLED
    if isinstance(part, SIGNS) or (
        isinstance(part, QAbstractButton) and not part.text() and not _draws(part)
    ):
        return SIGN
    size = QFontInfo(font).pixelSize()
    bold = font.weight() >= QFont.Weight.Bold
    return LARGE if size >= LARGE_PX or (bold and size >= BOLD_PX) else TEXT


_GIVEN: dict[type[QWidget], Callable[[Any, QRect], Iterator[Place]]] = {
    QTableView: _cells,
    QTextBrowser: _paragraphs,
    Switch: _switch,
    QHeaderView: _headings,
    QAbstractItemView: _items,
    QLabel: _label,
    ColumnChart: _chart,
    SheetPicture: _codes,
}

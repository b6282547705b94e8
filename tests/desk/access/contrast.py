"""Contrast as WCAG 2.1 AA asks for it, measured on what a window looks like."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
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
from counterfoil.desk.counter.verdict_card import Badge, VerdictCard
from counterfoil.desk.dashboard.chart import ColumnChart
from counterfoil.desk.parts.drawer import Drawer
from counterfoil.desk.printing.colour import Swatch
from counterfoil.desk.printing.grid import SheetGrid
from counterfoil.desk.printing.preview import Preview
from counterfoil.desk.sheets.picture import SheetPicture
from counterfoil.desk.simulate.test_codes import Symbol
from counterfoil.desk.widgets import Icon, Switch
from tests.desk.access.finding import FROM, Finding, inside, name, parts, seen
from tests.desk.access.pixels import RATIO, Pixels, contrast, cut, inks, picture

TEXT, LARGE, SIGN, DISABLED = 4.5, 3.0, 3.0, 2.0
LARGE_PX, BOLD_PX = 24.0, 18.66
EDGE = 4
ROWS = 4
FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, Switch)
HELD = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit)
PICTURES = (Preview,)
GROUNDS = (VerdictCard,)
SIGNS = (Badge, Icon, Swatch, SheetGrid, Symbol)
FIELD_EDGE, SHADE = 12, 40


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is read or recognized: where it is, and the contrast that it needs."""

    widget: QWidget
    box: QRect
    needed: float
    solid: bool = False


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
        not each.isAncestorOf(part) and each is not part and shade(each).intersects(seen(part))
        for each in over
    )


def shade(panel: Drawer) -> QRect:
    return seen(panel).adjusted(-SHADE, -SHADE, SHADE, SHADE)


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


def _of(part: QWidget) -> Iterator[Place]:
    """Give what is in a part, by the first kind that it is of; other parts say nothing."""
    for kind, given in _GIVEN.items():
        if isinstance(part, kind):
            yield from given(part, seen(part))
            return
    if _is_field(part) or (_draws(part) and not isinstance(part, GROUNDS)):
        yield Place(part, _inner(part, seen(part)), _needed(part.font(), part))


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
            inner = (line & box).adjusted(EDGE, EDGE, -EDGE, -EDGE)
            yield Place(view, inner, _needed(view.font(), view))


def _inner(part: QWidget, box: QRect) -> QRect:
    """Return where the content of a part is, without its edge."""
    if isinstance(part, QPushButton):
        option = QStyleOptionButton()
        part.initStyleOption(option)
        inner = part.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, part)
        return inner.translated(part.mapTo(part.window(), QPoint())) & box
    if isinstance(part, Badge):
        edge = round(part.width() * 0.21)
        return box.adjusted(edge, edge, -edge, -edge)
    if isinstance(part, QLineEdit):
        return box.adjusted(FIELD_EDGE, EDGE, -FIELD_EDGE, -EDGE)
    return box.adjusted(EDGE, EDGE, -EDGE, -EDGE)


def _switch(part: Switch, box: QRect) -> Iterator[Place]:
    """Give the track and the text of a switch."""
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

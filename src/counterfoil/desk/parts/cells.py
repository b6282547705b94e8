"""Cells of a table, drawn: an icon, a text, a quieter one below."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from counterfoil.desk import icons, theme

ROW_ROLE = Qt.ItemDataRole.UserRole
MENU_ROLE = Qt.ItemDataRole.UserRole + 1
GAP = 12
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `tone` is a colour of the theme; `code` sets the text as codes are set.

    `share` from 0 to 1 draws a bar below the text in place of `under`.
    """

    text: str
    under: str = ""
    icon: str = ""
    tone: str = "text"
    code: bool = False
    strong: bool = False
    end: bool = False
    share: float | None = None
    tip: str = ""


class CellDelegate(QStyledItemDelegate):
    """Draws cells, a line under each row, and three dots where a row has a menu."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, box = theme.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.colour("accent-ground"))
        painter.setPen(QPen(now.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.data(MENU_ROLE):
            side = now.px(22)
            dots = QRectF(0, 0, side, side)
            dots.moveCenter(QRectF(box).center())
            icons.draw(painter, "more", dots, now.colours["text"])
        else:
            row, gap = index.data(ROW_ROLE), now.px(GAP)
            _paint(painter, option, box.adjusted(gap, 0, -gap, 0), row.cells[index.column()])
        painter.restore()


def _paint(painter: QPainter, option: QStyleOptionViewItem, box: QRect, cell: Cell) -> None:
    if cell.icon:
        box = _with_icon(painter, option, box, cell)
    below = bool(cell.under) or cell.share is not None
    top, under = QRect(box), QRect(box)
    if below:
        top.setBottom(box.center().y() + 2)
        under.setTop(box.center().y() + 2)
    weight = QFont.Weight.DemiBold if cell.strong else QFont.Weight.Normal
    font = theme.code_font(15) if cell.code else small_font(15, weight)
    vertical = Qt.AlignmentFlag.AlignBottom if below else Qt.AlignmentFlag.AlignVCenter
    draw_text(painter, option, top, cell.text, cell.tone, font, vertical, end=cell.end)
    if cell.share is not None:
        _bar(painter, option, under, cell.share)
    elif cell.under:
        way = Qt.AlignmentFlag.AlignTop
        draw_text(painter, option, under, cell.under, "soft", small_font(13), way, end=cell.end)


def _with_icon(painter: QPainter, option: QStyleOptionViewItem, box: QRect, cell: Cell) -> QRect:
    side = theme.current().px(20)
    rtl = option.direction == Qt.LayoutDirection.RightToLeft
    left = box.right() - side if rtl else box.left()
    place = QRectF(left, box.center().y() - side / 2 + 1, side, side)
    icons.draw(painter, cell.icon, place, theme.current().colours[cell.tone])
    return box.adjusted(0 if rtl else side + 8, 0, -side - 8 if rtl else 0, 0)


def _bar(painter: QPainter, option: QStyleOptionViewItem, box: QRect, share: float) -> None:
    now = theme.current()
    track = QRectF(box.left(), box.top() + now.px(6), box.width(), now.px(6))
    filled = QRectF(track)
    filled.setWidth(track.width() * max(0.0, min(1.0, share)))
    if option.direction == Qt.LayoutDirection.RightToLeft:
        filled.moveRight(track.right())
    painter.setPen(Qt.PenStyle.NoPen)
    for rect, role in ((track, "sunken"), (filled, "accent")):
        painter.setBrush(QColor(now.colours[role]))
        painter.drawRoundedRect(rect, now.px(3), now.px(3))


def small_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the body's font at a size of its own."""
    font = theme.body_font(theme.current())
    font.setPixelSize(theme.current().px(size))
    font.setWeight(weight)
    return font


def draw_text(
    painter: QPainter,
    option: QStyleOptionViewItem,
    box: QRect,
    text: str,
    tone: str,
    font: QFont,
    vertical: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    *,
    end: bool = False,
) -> None:
    """Draw a text in a colour of the theme, cut with an ellipsis where it is too long."""
    painter.setFont(font)
    painter.setPen(theme.current().colour(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignTrailing if end else Qt.AlignmentFlag.AlignLeading
    painter.drawText(box, QStyle.visualAlignment(option.direction, vertical | side), shown)

"""What the member panel is made of: initials in a disc, and how found members are drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counterfoil.desk import icons, theme
from counterfoil.desk.widgets import Live

FOUND_HEIGHT = 56
DETAILS = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Initials(Live, QWidget):
    """The member's initials in a disc."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.restyle()

    def show_name(self, name: str) -> None:
        """Show the initials of a name."""
        words = [word for word in name.split() if word[0].isalpha()]
        self._text = "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
        self.update()

    def restyle(self) -> None:
        side = theme.current().px(40)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent-ground"))
        painter.drawEllipse(self.rect())
        if not self._text:
            room = now.px(12)
            icon = self.rect().adjusted(room, room, -room, -room).toRectF()
            icons.draw(painter, "member", icon, now.colours["accent"])
            return
        font = QFont(self.font())
        font.setPixelSize(now.px(16))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(now.colour("accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class FoundDelegate(QStyledItemDelegate):
    """Draws a found member: the name, and under it how to tell them from another."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme.current().px(FOUND_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.current()
        box = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent-ground"))
            painter.drawRoundedRect(box, 8, 8)
        box.adjust(12, 6, -12, -6)
        details = str(index.data(DETAILS) or "")
        for text, role, size, weight, at in (
            (str(index.data()), "text", 16, QFont.Weight.DemiBold, Qt.AlignmentFlag.AlignTop),
            (details, "soft", 14, QFont.Weight.Normal, Qt.AlignmentFlag.AlignBottom),
        ):
            font = theme.body_font(now)
            font.setPixelSize(now.px(size))
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(now.colour(role))
            centred = Qt.AlignmentFlag.AlignVCenter if not details else at
            leading = QStyle.visualAlignment(
                option.direction, centred | Qt.AlignmentFlag.AlignLeading
            )
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, leading, cut)
        painter.restore()

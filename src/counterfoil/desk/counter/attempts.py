"""The last attempts, refused ones too: newest first, with Undo where it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from counterfoil.desk import icons, theme
from counterfoil.desk.parts.cells import draw_text, small_font
from counterfoil.desk.parts.table import list_rows
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live

ROW = 56
# Narrower than this, the member stands under the code beside the campaign.
ROOMY = 720
# Narrower still, the time stands there too, and Undo is an icon.
TIGHT = 500
Index = QModelIndex | QPersistentModelIndex
TIME, CODE, MEMBER, VERDICT, UNDO = range(5)
LINE_ROLE = Qt.ItemDataRole.UserRole
TEXTS = ("time", "code", "member", "word")


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt in words. `redemption_id` is there where it can be undone."""

    time: str
    code: str
    campaign: str
    member: str
    tone: str
    icon: str
    word: str
    why: str = ""
    redemption_id: str = ""


class Attempts(QAbstractTableModel):
    """The attempts as a table."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[AttemptLine, ...] = ()

    def show_lines(self, lines: Sequence[AttemptLine]) -> None:
        """Replace all attempts."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def retranslate(self) -> None:
        """Name the columns anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TIME, UNDO)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else UNDO + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        column = index.column()
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if column == UNDO:
                return _("Undo") if line.redemption_id else ""
            return getattr(line, TEXTS[column])
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.why if column == VERDICT else self.data(index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole and section == UNDO:
            return _("Undo")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Time"), _("Code"), _("Member"), _("Verdict"), "")[section]


class AttemptDelegate(QStyledItemDelegate):
    """Draws the cells: quiet texts, the verdict with its icon and colour, Undo as a button."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.current().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.current()
        line: AttemptLine = index.data(LINE_ROLE)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.colour("accent-ground"))
        painter.setPen(QPen(now.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() == UNDO:
            self._paint_undo(painter, box, line)
        else:
            self._paint_text(painter, option, index, line)
        painter.restore()

    def _paint_undo(self, painter: QPainter, box: QRect, line: AttemptLine) -> None:
        if not line.redemption_id:
            return
        now = theme.current()
        button = QRectF(box).adjusted(4, 4, -4, -5)
        painter.setPen(QPen(now.colour("edge"), 1))
        painter.setBrush(now.colour("surface"))
        painter.drawRoundedRect(button, 10, 10)
        if self._table.isColumnHidden(TIME):
            side = now.px(22)
            icon = QRectF(0, 0, side, side)
            icon.moveCenter(button.center())
            icons.draw(painter, "undo", icon, now.colours["text"])
            return
        painter.setFont(small_font(15, QFont.Weight.DemiBold))
        painter.setPen(now.colour("text"))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, _("Undo"))

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: AttemptLine
    ) -> None:
        box = QRect(option.rect).adjusted(theme.current().px(12), 0, -8, 0)
        if index.column() == VERDICT:
            self._paint_verdict(painter, option, box, line)
        elif index.column() == CODE:
            top, under = QRect(box), QRect(box)
            top.setBottom(box.center().y() + 2)
            under.setTop(box.center().y() + 2)
            font = theme.code_font(15, QFont.Weight.DemiBold)
            beside = line.member if self._table.isColumnHidden(MEMBER) else ""
            time = line.time if self._table.isColumnHidden(TIME) else ""
            more = " · ".join(filter(None, (time, line.campaign, beside)))
            code = top if more else box
            way = Qt.AlignmentFlag.AlignBottom if more else Qt.AlignmentFlag.AlignVCenter
            draw_text(painter, option, code, line.code or "–", "text", font, way)
            way = Qt.AlignmentFlag.AlignTop
            draw_text(painter, option, under, more, "soft", small_font(13), way)
        else:
            draw_text(painter, option, box, str(index.data()), "soft", small_font(15))

    def _paint_verdict(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, line: AttemptLine
    ) -> None:
        side = theme.current().px(20)
        colour = f"{line.tone}-text"
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left = box.right() - side if rtl else box.left()
        icon = QRectF(left, box.center().y() - side / 2 + 1, side, side)
        icons.draw(painter, line.icon, icon, theme.current().colours[colour])
        box.adjust(0 if rtl else side + 8, 0, -side - 8 if rtl else 0, 0)
        draw_text(painter, option, box, line.word, colour, small_font(15, QFont.Weight.DemiBold))


class AttemptTable(Live, QTableView):
    """The table; `undo_wanted` follows a press on Undo, or Enter on its line."""

    undo_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.attempts = Attempts()
        self.setModel(self.attempts)
        self.setItemDelegate(AttemptDelegate(self))
        list_rows(self)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._ask)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.attempts.retranslate()
        self.setAccessibleName(_("Last attempts"))
        self._size_columns()

    def restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW))
        self._size_columns()

    def _size_columns(self) -> None:
        now = theme.current()
        header = self.horizontalHeader()
        header.setMinimumSectionSize(now.px(60))
        tight = self.width() < now.px(TIGHT)
        for column, width in ((TIME, 92), (VERDICT, 178), (UNDO, 56 if tight else 92)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, now.px(width))
        for column in (CODE, MEMBER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(MEMBER, self.width() < now.px(ROOMY))
        self.setColumnHidden(TIME, tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == UNDO:
            self._ask(index)

    def _ask(self, index: QModelIndex) -> None:
        line: AttemptLine = index.data(LINE_ROLE)
        if line.redemption_id:
            self.undo_wanted.emit(line)

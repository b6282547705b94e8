"""The member: searched for by card, name or phone, or shown once known."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from counterfoil.desk import formats, theme
from counterfoil.desk.counter.member_parts import DETAILS, FoundDelegate, Initials
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Elided,
    Icon,
    Live,
    button,
    describe,
    frame,
    label,
    polish,
    set_icon,
)
from counterfoil.domain.member import DEFAULT_WALLET, Member
from counterfoil.domain.units import ZERO

SEARCH_KEY, CLEAR_KEY = "F3", "Ctrl+F3"
# Typing pauses this long before the search is made.
PAUSE_MS = 140
MOST_SHOWN = 5
# Narrower than this the name needs the room of the tier.
ROOMY = 320
# Narrower than this it needs the room of the initials, too.
WITH_INITIALS = 200


class MemberPanel(Live, QWidget):
    """The member of this turn. `searched` asks for a search, `chosen` gives a member or None."""

    searched = Signal(str)
    chosen = Signal(object)

    def __init__(self, overlay: QWidget) -> None:
        """Build the panel; found members are listed on `overlay`, above whatever lies there."""
        super().__init__()
        self._member: Member | None = None
        self._tiers: Mapping[str, str] = {}
        self._found: Sequence[Member] = ()
        self._label = label("field")
        self.line = QLineEdit(maxLength=80)
        self._label.setBuddy(self.line)
        self._magnifier = Icon("search", "soft", 22)
        self._overlay = overlay
        self.results = QListWidget(overlay)
        self.results.hide()
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setItemDelegate(FoundDelegate(self.results))
        self.results.itemClicked.connect(self._pick)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self._initials = Initials()
        self._name = Elided("strong")
        self._tier = label("tier")
        self._card = Elided("soft")
        self._balance = label("strong")
        self._clear = button("icon", CLEAR_KEY)
        self._clear.clicked.connect(lambda: self.chosen.emit(None))
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        known = frame("member")
        row = QHBoxLayout(known)
        row.setContentsMargins(8, 1, 2, 1)
        row.setSpacing(12)
        row.addWidget(self._initials)
        text = QVBoxLayout()
        text.setSpacing(0)
        for wide, narrow in ((self._name, self._tier), (self._card, self._balance)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(wide, 1)
            line.addWidget(narrow)
            text.addLayout(line)
        row.addLayout(text, 1)
        row.addWidget(self._clear)
        self._stack = QStackedLayout()
        inside = QHBoxLayout(self.line)
        inside.setContentsMargins(12, 0, 12, 0)
        inside.addWidget(self._magnifier, 0, Qt.AlignmentFlag.AlignLeading)
        unknown = QWidget()
        top = QVBoxLayout(unknown)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.line)
        top.addStretch(1)
        self._stack.addWidget(unknown)
        self._stack.addWidget(known)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addLayout(self._stack)

    def show_member(
        self, member: Member | None, tiers: Mapping[str, str], *, needed: bool = False
    ) -> None:
        """Show the member in force, or the search; stress it where a code waits for a member."""
        polish(self.line, needed="true" if needed and member is None else "false")
        if member is not None and member != self._member:
            self.line.clear()
            self._hide_results()
        self._member, self._tiers = member, tiers
        self._stack.setCurrentIndex(0 if member is None else 1)
        self._fill()

    def show_found(self, text: str, members: Sequence[Member], tiers: Mapping[str, str]) -> None:
        """List the members found for `text`, unless staff have typed on."""
        if text != self.line.text().strip() or self._member is not None:
            return
        self._found, self._tiers = members[:MOST_SHOWN], tiers
        self.results.clear()
        for member in self._found:
            self.results.addItem(self._line_of(member))
        if not members:
            nobody = QListWidgetItem(_("Nobody found for “{text}”").format(text=text))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.results.addItem(nobody)
        else:
            self.results.setCurrentRow(0)
        self._place_results()

    def retranslate(self) -> None:
        self._label.setText(_("Member"))
        self.line.setPlaceholderText(_("Card, name or phone"))
        describe(self.line, _("Find a member by card, name or phone"), SEARCH_KEY)
        describe(self._clear, _("Go on without this member"), CLEAR_KEY)
        self._fill()

    def restyle(self) -> None:
        room = theme.current().px(28)
        self.line.setTextMargins(room, 0, 0, 0)
        set_icon(self._clear, "close", "soft")
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._initials.setVisible(self.width() >= theme.current().px(WITH_INITIALS))
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the found members with the arrow keys while the line has the focus."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self._hide_results)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.results.isVisible():
                row = max(0, min(self.results.count() - 1, self.results.currentRow() + step))
                self.results.setCurrentRow(row)
                return True
            if event.key() == Qt.Key.Key_Escape and self.results.isVisible():
                self._hide_results()
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        member = self._member
        if member is None:
            return
        self._initials.show_name(member.name)
        self._name.set_text(member.name)
        self._card.set_text(_("Card {number}").format(number=member.loyalty_card_number))
        tier = self._tiers.get(member.tier, member.tier) if member.tier else ""
        self._tier.setText(tier)
        self._tier.setVisible(bool(tier) and self.width() >= theme.current().px(ROOMY))
        self._balance.setText(formats.units(member.wallets.get(DEFAULT_WALLET, ZERO)))

    def _line_of(self, member: Member) -> QListWidgetItem:
        tier = self._tiers.get(member.tier, member.tier) if member.tier else ""
        details = " · ".join(filter(None, (member.loyalty_card_number, member.phone, tier)))
        item = QListWidgetItem(member.name)
        item.setData(DETAILS, details)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{member.name}, {details}")
        return item

    def _place_results(self) -> None:
        overlay = self._overlay
        height = self.results.sizeHintForRow(0) * self.results.count() + 12
        below = self.line.mapTo(overlay, QPoint(0, self.line.height() + 4))
        above = self.line.mapTo(overlay, QPoint(0, -4 - height))
        top = below if below.y() + height <= overlay.height() else above
        self.results.setGeometry(top.x(), top.y(), self.line.width(), height)
        self.results.raise_()
        self.results.show()

    def _hide_results(self) -> None:
        self.results.hide()

    def _edited(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._hide_results()

    def _search(self) -> None:
        if text := self.line.text().strip():
            self.searched.emit(text)

    def _enter(self) -> None:
        row = self.results.currentRow()
        if self.results.isVisible() and 0 <= row < len(self._found):
            self.chosen.emit(self._found[row])
        else:
            self._search()

    def _pick(self, item: QListWidgetItem) -> None:
        row = self.results.row(item)
        if row < len(self._found):
            self.chosen.emit(self._found[row])

"""Asking before a person is erased: by typing the card, so that nobody does it by mistake."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from counterfoil.desk.members.panel import fill_scrolled
from counterfoil.desk.members.words import name_of
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, label
from counterfoil.domain.member import Member


class ErasePanel(Live, QWidget):
    """`agreed` gives the reason; `left` says that nothing is to be done."""

    agreed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._member: Member | None = None
        self.card, self.reason = QLineEdit(maxLength=200), QLineEdit(maxLength=200)
        self.card_field, self.reason_field = Field(self.card), Field(self.reason)
        self._title, self._text = label("heading", wrap=True), label("", wrap=True)
        self.go, self.cancel = button("danger"), button()
        self.go.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.left)
        for line in (self.card, self.reason):
            line.textChanged.connect(self._changed)
            line.returnPressed.connect(self._submit)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = beside((self.cancel, 0), (self.go, 0))
        buttons.addStretch(1)
        first = beside((self.card_field, 2), (self.reason_field, 3))
        inner = card(self._title, self._text, first, buttons, kind="warning")
        fill_scrolled(self, inner)

    def ask(self, member: Member) -> None:
        """Ask whether a member is to be erased."""
        self._member = member
        self.card.clear()
        self.reason.clear()
        self.retranslate()
        self._changed()
        self.card.setFocus()

    def retranslate(self) -> None:
        name = name_of(self._member) if self._member else ""
        card = self._member.loyalty_card_number if self._member else ""
        self._title.setText(_("Erase {member} for good?").format(member=name))
        self._text.setText(
            _(
                "Name, card, e-mail, phone, attributes and labels are removed from this till, and"
                " unused coupons end. What was redeemed stays, without a name. It cannot be undone."
                " Backups made before keep the data until they are deleted. The till may pause"
                " while its file is cleaned."
            )
        )
        self.card_field.name(_("Type the card {card} to agree").format(card=card))
        self.reason_field.name(_("Reason"), _("It is kept, so name nobody in it."))
        self.go.setText(_("Erase for good"))
        self.cancel.setText(_("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _is_meant(self) -> bool:
        member, typed = self._member, self.card.text().strip()
        named = member is not None and typed == member.loyalty_card_number
        return named and bool(self.reason.text().strip())

    def _changed(self) -> None:
        self.go.setEnabled(self._is_meant)

    def _submit(self) -> None:
        if self._is_meant:
            self.go.setEnabled(False)
            self.agreed.emit(self.reason.text().strip())

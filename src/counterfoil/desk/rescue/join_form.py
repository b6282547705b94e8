"""Asking for the invitation with which a damaged till joins its hub anew."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk.parts.field import Field
from counterfoil.desk.sync.invitation import read_join_line
from counterfoil.desk.sync.invitation_lines import are_given, invitation_lines
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, label


class JoinForm(Live, QWidget):
    """`wanted` gives address, token and name; `back` that nothing is wanted."""

    wanted = Signal(str, str, str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lead = label("quiet", wrap=True)
        self.address, self.token, self.till = invitation_lines()
        self.fields = {each: Field(each) for each in (self.address, self.token, self.till)}
        self.leave, self.join = button("quiet"), button("primary")
        self.leave.clicked.connect(self.back)
        self.join.clicked.connect(self._join)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._lead)
        for each, field in self.fields.items():
            each.returnPressed.connect(self._join)
            each.textEdited.connect(self._edited)
            column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.join)
        column.addLayout(row)
        column.addStretch(1)
        self.retranslate()

    def begin(self, hub: str, name: str) -> None:
        """Ask, with what the journal knows filled in."""
        self.address.setText(hub)
        self.till.setText(name)
        self._forget()
        (self.token if hub else self.address).setFocus()

    def retranslate(self) -> None:
        self._lead.setText(
            _(
                "First everything that was found goes to the hub; then this till joins under a new"
                " id. The damaged file is kept among the backups."
            )
        )
        self.fields[self.address].name(_("Hub"), _("Such as https://hub.example.com"))
        self.fields[self.token].name(
            _("Invitation"), _("A manager makes it on the screen Devices; scan it, or type it.")
        )
        self.fields[self.till].name(
            _("Name of this till"), _("Used where the invitation has none.")
        )
        self.leave.setText(_("Back"))
        self.join.setText(_("Hand over, and join"))

    def _edited(self, text: str) -> None:
        """Take a whole invitation that is pasted into any of the lines."""
        self._forget()
        read = read_join_line(text)
        if read is not None:
            self.address.setText(read.url)
            self.token.setText(read.token)
            self.join.setFocus()

    def _forget(self) -> None:
        for field in self.fields.values():
            field.show_error("")

    def _join(self) -> None:
        if not are_given(self.fields, self.address, self.token):
            return
        texts = (each.text().strip() for each in (self.address, self.token, self.till))
        self.wanted.emit(*texts)

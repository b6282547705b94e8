"""This till among others: that it stands alone, how to join a hub, or which one it has joined."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.sync.invitation import read_join_line
from counterfoil.desk.sync.invitation_lines import are_given, invitation_lines
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, label, set_icon
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import Standing


@dataclass(frozen=True, slots=True)
class Among:
    """How a till stands: its hub, "" for none, and why it cannot join one, "" where it can.

    `anew` says that it had joined and was restored from a backup since: it joins again.
    """

    standing: Standing = Standing.ALONE
    hub: str = ""
    why_not: str = ""
    anew: bool = False


class JoinSettings(Live, QWidget):
    """`asked` follows the wish to join, `join_wanted` gives address, token and name."""

    asked = Signal()
    join_wanted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._among = Among()
        self._name, self._about = label("field"), label("quiet", wrap=True)
        self._trouble = label("trouble", wrap=True)
        self.begin, self.join, self.cancel = YieldingButton(), button("primary"), button()
        self.address, self.token, self.till = invitation_lines()
        self.fields = {each: Field(each) for each in (self.address, self.token, self.till)}
        self._meaning = label("soft", wrap=True)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setRange(0, 0)
        self._lay_out()
        self.begin.clicked.connect(self.asked)
        self.cancel.clicked.connect(self.close_form)
        self.join.clicked.connect(self._join)
        for each in self.fields:
            each.returnPressed.connect(self._join)
            each.textEdited.connect(self._edited)
        self.close_form()
        self.restyle()

    def show_among(self, among: Among) -> None:
        """Show how the till stands."""
        self._among = among
        self.close_form()

    def open_form(self) -> None:
        """Ask where the hub is, or say why this till cannot join one."""
        self._trouble.setText(self._among.why_not)
        self._trouble.setVisible(bool(self._among.why_not))
        if self._among.why_not:
            return
        self._form.show()
        self.begin.hide()
        self.address.setFocus()

    def close_form(self) -> None:
        """Leave it at what it is."""
        self._form.hide()
        self._progress.hide()
        self._form.setEnabled(True)
        self._trouble.hide()
        self.begin.setVisible(self._among.standing is Standing.ALONE or self._among.anew)
        for each, field in self.fields.items():
            each.clear()
            field.show_error("")
        self.retranslate()

    @property
    def is_open(self) -> bool:
        """Whether the form is open."""
        return not self._form.isHidden()

    @property
    def trouble(self) -> str:
        """What is said to be wrong."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def take(self, texts: tuple[str, ...]) -> bool:
        """Take a scanned invitation; say whether it was one and is wanted."""
        read = next(filter(None, map(read_join_line, texts)), None)
        if read is None or not self.is_open:
            return False
        self.address.setText(read.url)
        self.token.setText(read.token)
        self._forget()
        self.join.setFocus()
        return True

    def show_error(self, error: Exception) -> None:
        """Say why it was not joined; what was filled in stays."""
        self._form.setEnabled(True)
        self._progress.hide()
        if isinstance(error, InvalidInput) and "url" in error.values:
            self.fields[self.address].show_error(formats.error(error))
            self.address.setFocus()
            return
        self._trouble.setText(formats.error(error))
        self._trouble.show()

    def retranslate(self) -> None:
        self._name.setText(_("This till"))
        self._about.setText(self._said())
        self.begin.setText(_("Join anew…") if self._among.anew else _("Join a hub…"))
        self.fields[self.address].name(_("Hub"), _("Such as https://hub.example.com"))
        self.fields[self.token].name(
            _("Invitation"), _("A manager makes it on the screen Devices; scan it, or type it.")
        )
        self.fields[self.till].name(
            _("Name of this till"), _("Used where the invitation has none.")
        )
        self._meaning.setText(
            _(
                "Campaigns, members, staff and their PINs come from the hub then, and what is done"
                " here goes there. Without a network this till goes on with what it may decide"
                " alone. This cannot be undone."
            )
        )
        self.join.setText(_("Join"))
        self.cancel.setText(_("Cancel"))
        self._progress.setAccessibleName(_("Joining…"))

    def restyle(self) -> None:
        set_icon(self.begin, "online")

    def _said(self) -> str:
        hub = self._among.hub
        if self._among.anew:
            return _(
                "It was restored from a backup, so the hub {hub} does not know it. What it did is"
                " kept; join it anew, with an invitation."
            ).format(hub=hub)
        return {
            Standing.TILL: _("A till of the hub {hub}.").format(hub=hub),
            Standing.OFFICE: _("An office device of the hub {hub}.").format(hub=hub),
        }.get(
            self._among.standing,
            _("It stands alone: it keeps its own records and shares them with nobody."),
        )

    def _edited(self, text: str) -> None:
        """Take a whole invitation that is pasted into any of the lines."""
        self._forget()
        self.take((text,))

    def _forget(self) -> None:
        self._trouble.hide()
        for field in self.fields.values():
            field.show_error("")

    def _join(self) -> None:
        if not are_given(self.fields, self.address, self.token):
            return
        self._forget()
        self._form.setEnabled(False)
        self._progress.show()
        texts = (each.text().strip() for each in (self.address, self.token, self.till))
        self.join_wanted.emit(*texts)

    def _lay_out(self) -> None:
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        for field in self.fields.values():
            form.addWidget(field)
        form.addWidget(self._meaning)
        row = Turning(gap=8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.join)
        form.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._name, self._about, self.begin, self._form, self._progress):
            column.addWidget(part)
        column.addWidget(self._trouble)

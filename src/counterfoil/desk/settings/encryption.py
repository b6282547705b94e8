"""The settings of encryption: how this till's files lie, and the recovery key to write down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, label, set_icon
from counterfoil.ledger.encryption import Encryption


class EncryptionSettings(Live, QWidget):
    """`asked` follows the wish to turn it on or off, `turn_wanted` says which, once it is sure."""

    asked = Signal()
    turn_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._state = Encryption.OFF
        self._name, self._about = label("field"), label("quiet", wrap=True)
        self.turn = YieldingButton()
        self._meaning = label("soft", wrap=True)
        self.sure, self.cancel = YieldingButton("primary"), button()
        self._advice, self.recovery = label("soft", wrap=True), label("heading", wrap=True)
        self.recovery.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.noted = YieldingButton("primary")
        self._trouble = label("trouble", wrap=True)
        self._lay_out()
        self.turn.clicked.connect(self.asked)
        self.cancel.clicked.connect(self.close_question)
        self.sure.clicked.connect(self._go)
        self.noted.clicked.connect(lambda: self.show_recovery(""))
        self.show_recovery("")
        self.close_question()
        Leaving(self._question, self.close_question)
        self.restyle()

    def show_state(self, state: Encryption) -> None:
        """Show how the files lie."""
        self._state = state
        self.retranslate()

    def ask(self) -> None:
        """Say what it means, and ask whether it is meant."""
        self._trouble.hide()
        self._question.show()
        self.turn.hide()
        self.sure.setFocus()

    def close_question(self) -> None:
        """Leave it as it is."""
        asked = self._question.isVisible()
        self._question.hide()
        self._trouble.hide()
        self.turn.show()
        self.retranslate()
        if asked:
            self.turn.setFocus()

    def show_recovery(self, key: str) -> None:
        """Show the recovery key until it was written down; "" for none."""
        groups = key.split()
        lines = [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
        self.recovery.setText("\n".join(lines))
        for part in (self._advice, self.recovery, self.noted):
            part.setVisible(bool(key))

    def show_error(self, error: Exception) -> None:
        """Say why it is not so."""
        self.close_question()
        self._trouble.setText(formats.error(error))
        self._trouble.show()

    @property
    def trouble(self) -> str:
        """What is said to be wrong."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def retranslate(self) -> None:
        is_on = self._state is Encryption.ON
        self._name.setText(_("Encryption"))
        self._about.setText(
            {
                Encryption.OFF: _(
                    "Whoever takes this machine's disk can read what the till keeps."
                ),
                Encryption.BEGUN: _("It was cut off on the way; go on with it."),
                Encryption.ON: _(
                    "What this till keeps is encrypted; its key is in the system's keyring, or in"
                    " a key file."
                ),
            }[self._state]
        )
        self.turn.setText(
            _("Decrypt this till's ledger…") if is_on else _("Encrypt this till's ledger…")
        )
        self._meaning.setText(
            _(
                "The ledger, its backups here and the key this till signs with will lie open. The"
                " till is closed for as long as that takes."
            )
            if is_on
            else _(
                "The ledger, its backups here and the key this till signs with are encrypted. The"
                " till is closed for as long as that takes. Then a recovery key is shown, which"
                " opens them where the system's keyring was lost."
            )
        )
        self.sure.setText(_("Decrypt") if is_on else _("Encrypt"))
        self.cancel.setText(_("Cancel"))
        self._advice.setText(
            _(
                "Write this recovery key down and keep it elsewhere. Without it and without the"
                " keyring, all that this till keeps is lost."
            )
        )
        self.recovery.setAccessibleName(_("Recovery key"))
        self.noted.setText(_("I wrote it down"))

    def restyle(self) -> None:
        set_icon(self.turn, "lock")

    def _go(self) -> None:
        self.turn_wanted.emit(self._state is not Encryption.ON)

    def _lay_out(self) -> None:
        self._question = QWidget()
        question = QVBoxLayout(self._question)
        question.setContentsMargins(0, 0, 0, 0)
        question.setSpacing(8)
        question.addWidget(self._meaning)
        row = Turning(gap=8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.sure)
        question.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._name, self._about, self._advice, self.recovery, self.noted, self.turn):
            column.addWidget(part)
        column.addWidget(self._question)
        column.addWidget(self._trouble)

"""“Try a code”: whose, for how much and when; and what would come of it, check by check."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counterfoil.desk.counter.present import next_step, reason_sentence
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import NumberInput, TextInput
from counterfoil.desk.parts.layout import beside, card, empty
from counterfoil.desk.parts.moments import MomentInput, moment_of
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, button, label
from counterfoil.desk.wizard import trial_words
from counterfoil.desk.wizard.names import names_of
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part
from counterfoil.desk.wizard.trial import Tried, Try
from counterfoil.domain.refusal import Refused


class TrialPanel(Part):
    """`tried` gives what is to be tried; `show_result` shows what came of it."""

    tried = Signal(object)

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self._title, self._lead = label("strong"), label("quiet", wrap=True)
        self.card_line, self.amount = TextInput(), NumberInput()
        self.at = MomentInput(lambda: paper.facts.store.zone, timed=True)
        self.member = Field(self.card_line)
        self.sum, self.when = Field(self.amount), Field(self.at)
        self.go = button()
        self.go.clicked.connect(self._try)
        self.card_line.returnPressed.connect(self._try)
        self.amount.returnPressed.connect(self._try)
        self._result: Tried | None = None
        self.verdict = label("strong", wrap=True)
        self._why = label("quiet", wrap=True)
        self._icon = Icon("accepted", "accepted-text", 28)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        row = beside((self.go, 0))
        row.addStretch(1)
        fields = Turning(gap=14)
        for field in (self.member, self.sum, self.when):
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._shown = card(
            beside((self._icon, 0), (self.verdict, 1)), self._why, self._lines, kind="inset"
        )
        self.column.addWidget(card(self._title, self._lead, fields, row, self._shown))
        self._shown.hide()
        self.retranslate()

    def begin(self) -> None:
        """Forget what was tried; it is another form now."""
        local = self.paper.facts.now.astimezone(self.paper.facts.store.zone)
        self.at.show_value(local.replace(tzinfo=None).isoformat(timespec="minutes"))
        self.forget()

    def take_card(self, card_number: str) -> None:
        """Take a card that was scanned."""
        self.card_line.setText(card_number)
        self._try()

    def forget(self) -> None:
        """Put the result away; what it was of has changed."""
        self._result = None
        self._shown.hide()

    def retranslate(self) -> None:
        currency = self.paper.facts.store.currency
        self._title.setText(_("Try a code"))
        self._lead.setText(
            _("See what would happen at the counter, as if it were active. Nothing is recorded.")
        )
        self.member.name(_("Card of the member"), _("Empty for nobody."))
        self.sum.name(_("Purchase amount ({currency})").format(currency=currency))
        self.when.name(_("When"))
        self.go.setText(_("Try it"))
        if self._result is not None:
            self.show_result(self._result)

    def show_result(self, tried: Tried) -> None:
        """Show the verdict and every check."""
        self._result = tried
        zone = self.paper.facts.store.zone
        refused = tried.decision if isinstance(tried.decision, Refused) else None
        if refused is None:
            self._icon.show_as("accepted", "accepted-text")
            self.verdict.setText(_("Would be accepted"))
            self._why.setText(trial_words.given(tried))
        else:
            self._icon.show_as("refused", "refused-text")
            self.verdict.setText(reason_sentence(refused, zone))
            self._why.setText(next_step(refused, zone))
        self._clear()
        for check in tried.checks:
            self._line(trial_words.check(check.check), check.refused)
        for text in trial_words.unmet(tried, names_of(self.paper.facts)):
            self._detail(text)
        self._shown.show()

    def _detail(self, text: str) -> None:
        told = label("quiet", wrap=True)
        told.setText(text)
        self._grid.addWidget(told, self._grid.rowCount(), 1)

    def _line(self, text: str, refused: Refused | None) -> None:
        row = self._grid.rowCount()
        icon = ("tick", "accepted-text") if refused is None else ("close", "refused-text")
        named = label("quiet", wrap=True)
        said = "" if refused is None else reason_sentence(refused, self.paper.facts.store.zone)
        named.setText(f"{text} – {said}" if said else text)
        named.setAccessibleName(
            _("Passed: {check}").format(check=text)
            if refused is None
            else _("Failed: {check}").format(check=named.text())
        )
        self._grid.addWidget(Icon(*icon, 18), row, 0)
        self._grid.addWidget(named, row, 1)

    def _clear(self) -> None:
        empty(self._grid)

    def _try(self) -> None:
        typed = numbers.canonical(self.amount.text())
        amount = numbers.number(typed)
        wrong = bool(typed) and (amount is None or amount < 0)
        self.sum.show_error(_("Give the amount as a number, or leave it empty.") if wrong else "")
        if wrong:
            self.amount.setFocus()
            return
        text = self.at.dateTime().toString("yyyy-MM-ddTHH:mm")
        zone = self.paper.facts.store.zone
        self.tried.emit(Try(self.card_line.text().strip(), amount, moment_of(text, zone)))

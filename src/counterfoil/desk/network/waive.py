"""Giving something up, which takes two managers: the reason, what is waived, the second's PIN."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal

from counterfoil.desk.network.panel import Panel
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import label
from counterfoil.ledger.exchange.devices import LONGEST_REASON
from counterfoil.ledger.pins import Person

Text = Callable[[], str]
LINES = 9


class WaivePanel(Panel):
    """`wanted` gives the reason, and the second manager's id and PIN."""

    wanted = Signal(str, str, str)

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__("warning", "danger")
        self._question: Text = str
        self._waives: Text = str
        self._asks_reason = True
        self._people: tuple[Person, ...] = ()
        self.reason = line(LONGEST_REASON)
        self.field = Field(self.reason)
        self.waives = label("strong", wrap=True)
        self._none = label("trouble", wrap=True)
        self.who = WhoPanel(
            clock, lambda: _("Which second manager agrees?"), leaves=False, flat=True
        )
        self.who.chosen.connect(self._agree)
        for part in (self.waives, self.field, self._none, self.who):
            self.body.addWidget(part)
        # The second manager's PIN is what does it.
        self.yes.hide()
        self.retranslate()
        self.restyle()

    def ask(
        self, question: Text, waives: Text, people: tuple[Person, ...], *, asks_reason: bool = True
    ) -> None:
        """Ask; `waives` says which guarantee is given up, `people` are who may agree."""
        self._question, self._waives, self._people = question, waives, people
        self._asks_reason = asks_reason
        self.reason.clear()
        self.field.show_error("")
        self.field.setVisible(asks_reason)
        self.who.setVisible(bool(people))
        self._none.setVisible(not people)
        self.open()
        self.who.show_people(people)
        if asks_reason and people:
            self.reason.setFocus()

    def show_error(self, error: Exception) -> None:
        super().show_error(error)
        self.who.show_refused(error)

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self._question())
        self.lead.setText(
            _("Only where nothing more can come from it: it is lost, broken, or not to be trusted.")
        )
        self.waives.setText(self._waives())
        self.field.name(_("Reason"), _("It stays on record, with both names."))
        self._none.setText(
            _("Two managers must agree, and no other manager has a PIN. Set one under Staff.")
        )

    def restyle(self) -> None:
        super().restyle()
        self.who.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)

    def _agree(self, staff_id: str, pin: str) -> None:
        reason = self.reason.text().strip()
        if self._asks_reason and not reason:
            self.field.show_error(_("Give a reason."))
            self.who.show_names()
            self.reason.setFocus()
            return
        self.wanted.emit(reason, staff_id, pin)

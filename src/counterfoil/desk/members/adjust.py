"""Adjusting units in place: how many, up or down, and why."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from counterfoil.desk import formats
from counterfoil.desk.members.panel import fill_scrolled
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.layout import beside, card, level
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, label

ADD, TAKE = WAYS = ("add", "take")


class AdjustPanel(Live, QWidget):
    """`agreed` gives the units and the reason; `left` says that nothing is to be done."""

    agreed = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.way = Segments(WAYS)
        self._way = ADD
        self.units, self.reason = QLineEdit(maxLength=12), QLineEdit(maxLength=200)
        self.units_field, self.reason_field = Field(self.units), Field(self.reason)
        self.go, self.cancel = button("primary"), button()
        self._title = label("heading")
        self.way.chosen.connect(self._choose)
        self.go.clicked.connect(self._submit)
        self.reason.returnPressed.connect(self._submit)
        self.cancel.clicked.connect(self.left)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = beside((self.cancel, 0), (self.go, 0))
        buttons.addStretch(1)
        first = beside((self.units_field, 1), (level(self.way), 1))
        inner = card(self._title, first, self.reason_field, buttons)
        fill_scrolled(self, inner)

    def ask(self) -> None:
        """Ask how many units, and why."""
        self.units.clear()
        self.reason.clear()
        self._choose(ADD)
        for field in (self.units_field, self.reason_field):
            field.show_error("")
        self.units.setFocus()

    def show_error(self, error: Exception) -> None:
        """Say why it was not done."""
        self.units_field.show_error(formats.error(error))

    def retranslate(self) -> None:
        self._title.setText(_("Adjust units"))
        self.way.name((_("Add"), _("Take away")), _("Adjust units"))
        self.units_field.name(_("Units"))
        self.reason_field.name(
            _("Reason"), _("It is kept in the journal for good, so name nobody in it.")
        )
        self.go.setText(_("Adjust"))
        self.cancel.setText(_("Cancel"))

    def _choose(self, way: str) -> None:
        self._way = way
        self.way.show_value(way)

    def _submit(self) -> None:
        amount, reason = formats.parse_amount(self.units.text()), self.reason.text().strip()
        self.units_field.show_error("" if amount else _("Give a number of units above zero."))
        self.reason_field.show_error("" if reason else _("Give a reason for changing the units."))
        if amount and reason:
            self.agreed.emit(-amount if self._way == TAKE else Decimal(amount), reason)

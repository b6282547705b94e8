"""The settings of the daily backup, and the way to a report for support."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Switch, label
from counterfoil.ledger.daily_backup import KEPT


class UpkeepSettings(Live, QWidget):
    """`changed` gives what is wished otherwise, by its name.

    `backup_wanted` follows once a backup is wished at all, `report_wanted` the button.
    """

    changed = Signal(object)
    backup_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._kept = preferences
        self._last: date | None = None
        self._error: Exception | None = None
        self._name, self.daily = label("field"), Switch()
        self._about, self._trouble = label("quiet", wrap=True), label("trouble", wrap=True)
        self.report = YieldingButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._name, self.daily, self._about, self._trouble, self.report):
            column.addWidget(part)
        self.daily.clicked.connect(self._switch)
        self.report.clicked.connect(self.report_wanted)
        self.retranslate()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show the settings in force."""
        self._kept = preferences
        self.retranslate()

    def show_last(self, last: date | None, trouble: Exception | None) -> None:
        """Show of which day the last backup is, and why the one due was not made."""
        self._last, self._error = last, trouble
        self.retranslate()

    def retranslate(self) -> None:
        self._name.setText(_("Backup"))
        self.daily.setText(_("Once a day, by itself"))
        self.daily.setChecked(self._kept.daily_backup)
        about = _(
            "Kept for {count} days on this machine; copy them elsewhere now and then, as safe as"
            " the codes."
        ).format(count=KEPT)
        last = (
            _("There is none yet.")
            if self._last is None
            else _("The last one: {day}.").format(day=formats.calendar_day(self._last))
        )
        self._about.setText(f"{last} {about}")
        self._trouble.setText("" if self._error is None else formats.error(self._error))
        self._trouble.setVisible(self._error is not None)
        self.report.setText(_("Report for support"))

    def _switch(self, on: bool) -> None:
        self.changed.emit({"daily_backup": on})
        if on:
            self.backup_wanted.emit()

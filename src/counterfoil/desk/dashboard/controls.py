"""Which campaign and which time the figures are of."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.dashboard import words
from counterfoil.desk.dashboard.work import Period, View
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.choices import Choices, Segments
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, describe, label


class Controls(Live, QWidget):
    """Gives a view by `changed` each time another one is wanted."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[tuple[str, str], ...] = ()
        self._view = View()
        self.campaign = Choices()
        self.period = Segments([each.value for each in Period])
        self.first, self.last = QDateEdit(), QDateEdit()
        self._dash = label("soft")
        self._dates = QWidget()
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 0)
        for part in (self.first, self._dash, self.last):
            dates.addWidget(part)
        row = Flow(12)
        for each in (self.campaign, self.period, self._dates):
            row.addWidget(each)
        self.setLayout(row)
        for edit in (self.first, self.last):
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setCalendarPopup(True)
            edit.dateChanged.connect(lambda _date: self._change())
        self.campaign.picked.connect(lambda _value: self._change())
        self.period.chosen.connect(self._choose)
        self.retranslate()
        self.restyle()

    @property
    def view(self) -> View:
        """What is wanted."""
        return self._view

    def show_view(self, view: View) -> None:
        """Show what is wanted."""
        self._view = view
        self.retranslate()

    def show_campaigns(self, known: Sequence[tuple[str, str]]) -> None:
        """Offer the campaigns, by id and name."""
        if tuple(known) != self._known:
            self._known = tuple(known)
            self.retranslate()

    def show_today(self, today: date) -> None:
        """Begin the dates to choose with the last week, unless some were chosen."""
        if self._view.first is None:
            last = QDate(today.year, today.month, today.day)
            for edit, day in ((self.first, last.addDays(-6)), (self.last, last)):
                edit.blockSignals(True)
                edit.setDate(day)
                edit.blockSignals(False)

    def retranslate(self) -> None:
        every = [("", _("All campaigns")), *self._known]
        self.campaign.offer(every, self._view.campaign_id)
        self.period.name([words.period(each) for each in Period], _("Period"))
        self.period.show_value(self._view.period.value)
        describe(self.campaign, _("Campaign"))
        describe(self.first, _("From"))
        describe(self.last, _("To"))
        self._dash.setText("–")
        self._dates.setVisible(self._view.period is Period.CUSTOM)

    def restyle(self) -> None:
        self.campaign.setFixedWidth(theme.current().px(260))

    def _choose(self, value: str) -> None:
        self._view = View(self._view.campaign_id, Period(value))
        self.period.show_value(value)
        self._change()

    def _change(self) -> None:
        campaign, period = str(self.campaign.currentData() or ""), self._view.period
        custom = period is Period.CUSTOM
        first, last = (_day(edit.date()) if custom else None for edit in (self.first, self.last))
        self._view = View(campaign, period, first, last)
        self._dates.setVisible(custom)
        self.changed.emit(self._view)


def _day(value: QDate) -> date:
    return date(value.year(), value.month(), value.day())

"""What is shown of a campaign's codes: text, status, batch, and when they were used."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk.codes import words
from counterfoil.desk.codes.work import Looked, Used, span
from counterfoil.desk.parts.choices import Choices
from counterfoil.desk.parts.moments import MomentInput, moment_of
from counterfoil.desk.translation import _, p_
from counterfoil.desk.widgets import Live, describe, label
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.filters import CodeFilter

SEARCH_KEY = "Ctrl+F"
PAUSE_MS = 250
LONGEST = 200


class Filters(Live, QWidget):
    """`changed` follows each change, after a pause while something is typed."""

    changed = Signal()
    campaign_chosen = Signal(str)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._looked = Looked()
        self.campaign, self.status = Choices(), Choices()
        self.batch, self.used = Choices(), Choices()
        self.search = QLineEdit(maxLength=LONGEST, clearButtonEnabled=True)
        self.first = MomentInput(lambda: zone, timed=False)
        self.last = MomentInput(lambda: zone, timed=False)
        self._until = label("soft")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_choices(self, looked: Looked) -> None:
        """Offer the campaigns there are and the batches of the chosen one."""
        self._looked = looked
        self.retranslate()

    def begin(self, now: datetime) -> None:
        """Set the days to today; what they are only counts once days are chosen."""
        today = now.astimezone(self._zone).date().isoformat()
        self.first.show_value(today)
        self.last.show_value(today)

    def clear(self) -> None:
        """Ask for every code."""
        self.seek("")
        self.changed.emit()

    def seek(self, text: str) -> None:
        """Ask for a text only, without saying so."""
        for choices in (self.status, self.batch, self.used):
            choices.setCurrentIndex(0)
        self._pause.stop()
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self._show_days()

    def wanted(self, now: datetime) -> CodeFilter:
        """Return which codes are asked for."""
        status, batch = str(self.status.currentData() or ""), str(self.batch.currentData() or "")
        first, last = (self._day(each, now) for each in (self.first, self.last))
        start, end = span(Used(self.used.currentData() or ""), first, last, now, self._zone)
        return CodeFilter(
            status=CodeStatus(status) if status else None,
            batch_id=int(batch) if batch else None,
            text=self.search.text().strip(),
            used_from=start,
            used_to=end,
        )

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("A code, or how it begins"))
        describe(self.search, _("Search codes"), SEARCH_KEY)
        describe(self.campaign, _("Campaign"))
        describe(self.status, p_("code", "Status"))
        describe(self.batch, _("Batch"))
        describe(self.used, _("When used"))
        describe(self.first, _("Used from"))
        describe(self.last, _("Used until"))
        self._until.setText(_("to"))
        chosen = self._looked.campaign.id if self._looked.campaign else ""
        lines = [(each.id, each.name) for each in self._looked.campaigns]
        self.campaign.offer(lines or [("", _("No campaign yet"))], chosen)
        statuses = [(status.value, words.look(status).word) for status in CodeStatus]
        self._offer(self.status, [("", _("Every status")), *statuses])
        batches = [(str(each.id), words.batch(each)) for each in self._looked.batches]
        self._offer(self.batch, [("", _("Every batch")), *reversed(batches)])
        self._offer(
            self.used,
            [
                (Used.ANY, _("Used at any time")),
                (Used.TODAY, _("Used today")),
                (Used.YESTERDAY, _("Used yesterday")),
                (Used.WEEK, _("Used in the last 7 days")),
                (Used.MONTH, _("Used in the last 30 days")),
                (Used.DAYS, _("Used between two days")),
            ],
        )
        self._show_days()

    def _lay_out(self) -> None:
        QShortcut(QKeySequence(SEARCH_KEY), self, self.search.setFocus)
        above, below = QHBoxLayout(), QHBoxLayout()
        for choices in (self.campaign, self.status, self.batch, self.used):
            # Long names give way; the list that drops down has them whole.
            choices.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        above.addWidget(self.campaign, 3)
        above.addWidget(self.search, 4)
        for choices in (self.status, self.batch, self.used):
            below.addWidget(choices, 2)
        for widget in (self.first, self._until, self.last):
            below.addWidget(widget, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for row in (above, below):
            row.setSpacing(10)
            column.addLayout(row)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._at_once)
        self.campaign.picked.connect(self.campaign_chosen)
        self.status.picked.connect(lambda _value: self.changed.emit())
        self.batch.picked.connect(lambda _value: self.changed.emit())
        self.used.picked.connect(self._pick_used)
        for day in (self.first, self.last):
            day.edited.connect(lambda _value: self._pause.start())

    def _at_once(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _pick_used(self, _value: str) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        chosen = self.used.currentData() == Used.DAYS
        for widget in (self.first, self._until, self.last):
            widget.setVisible(chosen)

    def _offer(self, choices: Choices, offered: list[tuple[str, str]]) -> None:
        """Offer choices; one that is there no more gives way to the first, which is all."""
        value = str(choices.currentData() or "")
        known = {each for each, _name in offered}
        choices.offer(offered, value if value in known else "")

    def _day(self, day: MomentInput, now: datetime) -> datetime:
        text = day.dateTime().toString("yyyy-MM-dd")
        return (moment_of(text, self._zone) or now).astimezone(self._zone)

"""What is tried: a campaign or one code, for whom, for how much, and when."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
)

from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.choices import Choices
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.inputs import NumberInput
from counterfoil.desk.parts.moments import MomentInput, moment_of
from counterfoil.desk.simulate.work import Looked
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, set_icon
from counterfoil.domain.member import Member
from counterfoil.ledger.simulate import Trial

PAUSE_MS = 200


class Form(Live, QFrame):
    """`tried` gives a Trial; `searched` what was typed for the member."""

    tried = Signal(object)
    searched = Signal(str)
    campaign_chosen = Signal(str)

    def __init__(
        self, zone: ZoneInfo, currency: str, readings: Callable[[str], tuple[str, ...]]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        # As high as its hints need, which may take two lines each.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._zone, self._currency, self._readings = zone, currency, readings
        self._looked: Looked | None = None
        self._moved = False
        self._found: dict[str, str] = {}
        self.campaign, self.code = Choices(), line()
        self.member, self.amount = QLineEdit(maxLength=200, clearButtonEnabled=True), NumberInput()
        self.when = MomentInput(lambda: zone, timed=True)
        self.fields = [
            Field(each) for each in (self.campaign, self.code, self.member, self.amount, self.when)
        ]
        self.go = button("primary")
        self._people = QStringListModel()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def begin(self, looked: Looked, now: datetime) -> None:
        """Offer the campaigns there are; a time that was not chosen is now."""
        self._looked = looked
        if not self._moved:
            local = now.astimezone(self._zone).replace(tzinfo=None)
            self.when.show_value(local.isoformat(timespec="minutes"))
        self.retranslate()

    def show_campaign(self, campaign_id: str) -> None:
        """Choose a campaign, and no code of it."""
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(campaign_id)))
        self.code.clear()

    def show_code(self, code: str) -> None:
        """Choose one code."""
        self.code.setText(code)

    def show_member(self, member: Member) -> None:
        """Choose a member."""
        self.member.setText(member.loyalty_card_number)

    def show_found(self, found: tuple[Member, ...]) -> None:
        """Offer the members that were found for what is typed."""
        self._found = {f"{each.name} · {each.loyalty_card_number}": each.loyalty_card_number
                       for each in found}  # fmt: skip
        self._people.setStringList(list(self._found))
        if self._found and self.member.hasFocus():
            self.member.completer().complete()

    @property
    def campaign_id(self) -> str:
        """The campaign that is chosen."""
        return str(self.campaign.currentData() or "")

    def trial(self) -> Trial | None:
        """Return what is to be tried; None where a field is wrong, which it says."""
        typed = numbers.canonical(self.amount.text())
        amount = numbers.number(typed)
        wrong = bool(typed) and (amount is None or amount < 0)
        self.fields[3].show_error(
            _("Give the amount as a number, or leave it empty.") if wrong else ""
        )
        if wrong:
            self.amount.setFocus()
            return None
        code = self.code.text().strip()
        return Trial(
            texts=self._readings(code) if code else (),
            campaign_id="" if code else self.campaign_id,
            card=self._card(),
            amount=amount,
            at=self._at(),
        )

    def retranslate(self) -> None:
        campaign, code, member, amount, when = self.fields
        campaign.name(_("Campaign"))
        code.name(_("Code"), _("Empty stands for any unused code of the campaign."))
        member.name(_("Member"), _("Name, card or phone; empty for nobody."))
        amount.name(_("Amount ({currency})").format(currency=self._currency))
        when.name(_("When"))
        self.go.setText(_("Try it"))
        lines = [(each.id, each.name) for each in self._looked.campaigns] if self._looked else []
        chosen = self.campaign_id or (lines[0][0] if lines else "")
        self.campaign.offer(lines or [("", _("No campaign yet"))], chosen)

    def restyle(self) -> None:
        set_icon(self.go, "simulate", "on-accent")

    def _card(self) -> str:
        """The card: that of the person who was picked, else what was typed."""
        typed = self.member.text().strip()
        return self._found.get(typed, typed)

    def _at(self) -> datetime | None:
        if not self._moved:
            return None
        return moment_of(self.when.dateTime().toString("yyyy-MM-ddTHH:mm"), self._zone)

    def _lay_out(self) -> None:
        completer = QCompleter(self._people, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.member.setCompleter(completer)
        self.campaign.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(14)
        campaign, code, member, amount, when = self.fields
        last = QHBoxLayout()
        last.setSpacing(12)
        last.addWidget(amount, 3)
        last.addWidget(when, 4)
        for field in (campaign, code, member):
            column.addWidget(field)
        column.addLayout(last)
        column.addWidget(self.go)

    def _connect(self) -> None:
        self.go.clicked.connect(self.ask)
        for each in (self.code, self.member, self.amount):
            each.returnPressed.connect(self.ask)
        self.campaign.picked.connect(self.campaign_chosen)
        self.member.textEdited.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(lambda: self.searched.emit(self.member.text().strip()))
        self.when.edited.connect(self._move)

    def _move(self, _value: object) -> None:
        self._moved = True

    def ask(self) -> None:
        """Ask to have it tried."""
        trial = self.trial()
        if trial is not None and (trial.texts or trial.campaign_id):
            self.tried.emit(trial)

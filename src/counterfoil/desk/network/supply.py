"""What tills are kept supplied with for a campaign: risk, a share of the limits, a quota."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from counterfoil.desk import formats
from counterfoil.desk.network.panel import Panel
from counterfoil.desk.network.work import Line, Supply
from counterfoil.desk.parts.choices import Choices
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import label
from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.rights import Allowance, Amount
from counterfoil.ledger.rights.allowances import EVERY_TILL

LONGEST = 16
NUMBERS = ("risk_count", "risk_units", "risk_money", "budget_count", "budget_units")
WHOLE = frozenset({"risk_count", "budget_count", "hours", "quota"})


class SupplyPanel(Panel):
    """`wanted` gives the allowance that is to hold."""

    wanted = Signal(object)

    def __init__(self, currency: str) -> None:
        super().__init__("till")
        self._currency = currency
        self._supply: Supply | None = None
        self.device = Choices()
        self.device.picked.connect(self._fill)
        self.lines: dict[str, QLineEdit] = {
            name: line(LONGEST) for name in (*NUMBERS, "hours", "quota")
        }
        self._device_field = Field(self.device)
        self.fields = {name: Field(each) for name, each in self.lines.items()}
        self._risk, self._budget = label("strong", wrap=True), label("strong", wrap=True)
        fields = self.fields
        self.body.addWidget(self._device_field)
        self.body.addWidget(self._risk)
        self.body.addLayout(
            beside(
                fields["risk_count"], fields["risk_units"], fields["risk_money"], fields["hours"]
            )
        )
        self.body.addWidget(self._budget)
        self.body.addLayout(beside(fields["budget_count"], fields["budget_units"], fields["quota"]))
        for each in self.lines.values():
            each.returnPressed.connect(self.agreed)
            each.textEdited.connect(lambda _text: self._forget_errors())
        self.agreed.connect(self._agree)
        self.retranslate()

    def ask(self, supply: Supply, lines: tuple[Line, ...]) -> None:
        """Ask what tills are to have for a campaign, all of them or one otherwise."""
        self._supply = supply
        tills = [each for each in lines if each.device.kind is DeviceKind.TILL]
        offered = [(EVERY_TILL, _("Every till"))]
        offered += [(each.device.id, f"{each.device.name} · {each.store}") for each in tills]
        self.device.offer(offered, EVERY_TILL)
        self._fill(EVERY_TILL)
        self.open()
        self.lines["risk_count"].setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        supply = self._supply
        self.title.setText(
            _("What tills may do for {campaign}").format(campaign=supply.name if supply else "")
        )
        self.lead.setText(
            _("Tills are kept supplied with it while they reach the hub; it is never taken away.")
        )
        self._device_field.name(_("For"))
        self._risk.setText(
            _("At risk: what a till may accept without a network before the hub has confirmed it.")
        )
        self._budget.setText(
            _("Its share of the campaign’s limits, and each member’s quota there.")
        )
        capped = supply is None or supply.policy is OfflinePolicy.CAPPED
        self._risk.setVisible(capped)
        for name in ("risk_count", "risk_units", "risk_money"):
            self.fields[name].setVisible(capped)
        for name, text in (
            ("risk_count", _("Redemptions")),
            ("risk_units", _("Units")),
            ("risk_money", _("Money, {currency}").format(currency=self._currency)),
            ("hours", _("Hours it lasts")),
            ("budget_count", _("Redemptions")),
            ("budget_units", _("Units")),
            ("quota", _("Redemptions a member")),
        ):
            self.fields[name].name(text)
        self.yes.setText(_("Save"))

    def _fill(self, device: str) -> None:
        supply = self._supply
        if supply is None:
            return
        kept = next((each for each in supply.own if each.device == device), supply.every)
        values: dict[str, Decimal | int] = {
            "risk_count": kept.risk.count,
            "risk_units": kept.risk.units,
            "risk_money": kept.risk.money,
            "budget_count": kept.budget.count,
            "budget_units": kept.budget.units,
            "hours": kept.hours,
            "quota": kept.quota,
        }
        for name, value in values.items():
            self.lines[name].setText(formats.number(value))
        self._forget_errors()
        self.retranslate()

    def _forget_errors(self) -> None:
        for field in self.fields.values():
            field.show_error("")

    def _agree(self) -> None:
        supply, found = self._supply, {name: self._value(name) for name in self.lines}
        if supply is None or any(value is None for value in found.values()):
            return
        value = {name: number or Decimal(0) for name, number in found.items()}
        self.wanted.emit(
            Allowance(
                supply.campaign_id,
                str(self.device.currentData() or EVERY_TILL),
                budget=Amount(value["budget_units"], count=int(value["budget_count"])),
                risk=Amount(value["risk_units"], value["risk_money"], int(value["risk_count"])),
                hours=int(value["hours"]),
                quota=int(value["quota"]),
            )
        )

    def _value(self, name: str) -> Decimal | None:
        """Return the number that was typed; None, with a word beside it, where it is none."""
        text = self.lines[name].text().strip() or "0"
        number = formats.parse_amount(text)
        if number is not None and (name not in WHOLE or number == number.to_integral_value()):
            return number
        self.fields[name].show_error(_("Give a number."))
        return None

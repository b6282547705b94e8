"""What could go wrong now, at most: in all, and by campaign where that is opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Icon, Live, button, describe, label, set_icon
from counterfoil.domain.rights import Amount
from counterfoil.ledger.rights.exposure import Exposure, Stake


class RiskCard(Live, QFrame):
    """Hidden where tills without a network could do nothing that may turn out wrong."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._currency = currency
        self._exposure: Exposure | None = None
        self._total, self._meaning = label("strong", wrap=True), label("soft", wrap=True)
        self.more = button("icon")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self.retranslate())
        self._parts = QWidget()
        self._lines = QVBoxLayout(self._parts)
        self._lines.setContentsMargins(34, 0, 12, 4)
        self._lines.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon("warning", "used-text", 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._total, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 10)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._meaning)
        column.addWidget(self._parts)
        self.hide()
        self.retranslate()
        self.restyle()

    def restyle(self) -> None:
        set_icon(self.more, "chevron")

    def show_exposure(self, exposure: Exposure) -> None:
        """Show what devices may do without asking."""
        self._exposure = exposure
        total = exposure.total
        self.setVisible(any(each != Amount() for each in (total.risk, total.burned)))
        self.retranslate()

    @property
    def told(self) -> list[str]:
        """What is said in all, line by line."""
        return self._total.text().split("\n")

    def retranslate(self) -> None:
        self._meaning.setVisible(self.more.isChecked())
        self._meaning.setText(
            _(
                "More than this, duplicates cannot cost: it is what tills may accept without a"
                " network, or did and is not confirmed yet."
            )
        )
        describe(self.more, _("By campaign"))
        self._parts.setVisible(self.more.isChecked())
        if self._exposure is None:
            return
        total = self._exposure.total
        told = _("At risk now: {amount}.").format(amount=amount(total.risk, self._currency))
        if total.burned != Amount():
            lost = _("Lost so far: {amount}.").format(amount=amount(total.burned, self._currency))
            told = f"{told}\n{lost}"
        self._total.setText(told)
        self._fill(self._exposure)

    def _fill(self, exposure: Exposure) -> None:
        empty(self._lines)
        for each in exposure.campaigns:
            if not _is_told(each.stake):
                continue
            name, told = label("strong", wrap=True), label("soft", wrap=True)
            name.setText(each.name)
            told.setText(self._said(each.stake))
            self._lines.addWidget(name)
            self._lines.addWidget(told)

    def _said(self, stake: Stake) -> str:
        told = (
            (_("At risk: {amount}"), stake.risk),
            (_("not confirmed yet: {amount}"), stake.provisional),
            (_("lost: {amount}"), stake.burned),
        )
        return " · ".join(
            text.format(amount=amount(part, self._currency))
            for text, part in told
            if part != Amount()
        )


def amount(part: Amount, currency: str) -> str:
    """Return an amount in words: redemptions, units and money, as far as there are any."""
    count = n_("{count} redemption", "{count} redemptions", part.count)
    told = (
        count.format(count=formats.number(part.count)) if part.count else "",
        formats.units(part.units) if part.units else "",
        formats.money(part.money, currency) if part.money else "",
    )
    return ", ".join(filter(None, told)) or "–"


def _is_told(stake: Stake) -> bool:
    return any(each != Amount() for each in (stake.risk, stake.provisional, stake.burned))

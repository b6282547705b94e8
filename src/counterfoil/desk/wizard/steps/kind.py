"""The first step: a direct campaign or a referral."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, label
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Step
from counterfoil.domain.campaign import CampaignType


class CardsInput(QWidget):
    """A few large choices below each other, each with what it means."""

    edited = Signal(object)

    def __init__(self, values: tuple[str, ...]) -> None:
        super().__init__()
        self.buttons = {value: button("choice") for value in values}
        self._texts = {value: label("quiet", wrap=True) for value in values}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for value, choice in self.buttons.items():
            choice.setCheckable(True)
            choice.clicked.connect(lambda _on=False, value=value: self.edited.emit(value))
            self._group.addButton(choice)
            column.addWidget(choice)
            column.addWidget(self._texts[value])
            column.addSpacing(10)

    def name(self, value: str, title: str, text: str) -> None:
        """Name a choice and say what it means."""
        self.buttons[value].setText(title)
        self.buttons[value].setAccessibleDescription(text)
        self._texts[value].setText(text)

    def show_value(self, value: object) -> None:
        """Show which one holds."""
        chosen = self.buttons.get(str(value))
        if chosen is not None:
            chosen.setChecked(True)
            self.setFocusProxy(chosen)


class KindStep(Step):
    """Direct or referral."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.cards = CardsInput(tuple(kind.value for kind in CampaignType))
        self.type = self.bind("type", self.cards)
        self.column.addWidget(self.type)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head(_("Whom does it reward?"))
        self.type.name(_("Type of campaign"))
        self.cards.name(
            "direct", _("Direct"), _("Whoever redeems a code gets something. Most campaigns do.")
        )
        self.cards.name(
            "referral",
            _("Referral"),
            _("A rule can also reward the member who brought in whoever redeems the code."),
        )

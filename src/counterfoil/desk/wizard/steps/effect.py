"""One effect: units, a coupon, or an attribute of the member."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.inputs import ChoiceInput, NumberInput, SegmentInput, TextInput
from counterfoil.desk.parts.layout import beside, level
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, set_icon
from counterfoil.desk.wizard import words
from counterfoil.desk.wizard.bound import Bound
from counterfoil.desk.wizard.form import EffectForm, get, has, put, removed
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.points import Mode, points_rule
from counterfoil.desk.wizard.step import Part
from counterfoil.desk.wizard.steps.new_reward import NewReward

POINTS = ("give_points", "deduct_unit")


class EffectPart(Part):
    """The effect at `path`; `reward` asks for a new reward to be saved and taken here."""

    reward = Signal(object)

    def __init__(self, paper: Paper, path: str) -> None:
        super().__init__(paper)
        self.path = path
        self.kind = self.bind(
            f"{path}.kind",
            ChoiceInput(lambda: [(kind, words.effect(kind)) for kind in words.EFFECTS]),
        )
        self.modes = SegmentInput(tuple(mode.value for mode in Mode))
        self.mode = self.bind(f"{path}.mode", self.modes, edit=self._choose_mode)
        self.number = self.bind(f"{path}.value", NumberInput())
        self.formula = self.bind(f"{path}.value", TextInput())
        self.wallet = self.bind(f"{path}.wallet", TextInput())
        self.reward_field = self.bind(
            f"{path}.reward", ChoiceInput(self._rewards, lambda: _("Choose a reward"))
        )
        self.key = self.bind(f"{path}.key", TextInput())
        self.text = self.bind(f"{path}.text", TextInput())
        self.new_reward = NewReward()
        self.new_reward.wanted.connect(self.reward)
        self._remove, self.new = button("icon"), button("quiet")
        self._remove.clicked.connect(self._take_out)
        self.new.clicked.connect(self.new_reward.begin)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        self.column.setSpacing(10)
        self.column.addLayout(beside((self.kind, 1), (level(self._remove), 0)))
        self.column.addWidget(self.mode)
        self.column.addLayout(beside((self.number, 3), (self.formula, 5), (self.wallet, 3)))
        self.column.addWidget(self.reward_field)
        row = beside((self.new, 0))
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.new_reward)
        self.column.addLayout(beside(self.key, self.text))
        self.new_reward.hide()

    def retranslate(self) -> None:
        self.kind.name(_("Effect"))
        self.mode.name(_("How many?"))
        self.modes.name(
            (_("Always the same"), _("By the purchase amount"), _("Formula")), _("How many?")
        )
        self.formula.name(
            _("Formula"), _("Such as floor(transaction.grossValue / 10) * 5; for experts.")
        )
        self.wallet.name(_("Wallet"))
        self.reward_field.name(_("Reward"))
        self.key.name(_("Attribute"), _("Such as shoeSize."))
        self.text.name(_("Value"))
        self.new.setText(_("New reward…"))
        describe(self._remove, _("Take this effect out"))

    def restyle(self) -> None:
        set_icon(self._remove, "trash")
        set_icon(self.new, "add")
        self.formula.inner.setFont(theme.code_font(16, QFont.Weight.Normal))

    def rebase(self, old: str, new: str) -> None:
        self.new_reward.hide()
        super().rebase(old, new)

    def refresh(self) -> None:
        if not has(self.paper.form, self.path):
            return
        effect = self._effect
        points, reward = effect.kind in POINTS, effect.kind == "give_reward"
        formula = effect.mode == Mode.FORMULA
        shown: dict[QWidget, bool] = {
            self.mode: points,
            self.number: points and not formula,
            self.formula: points and formula,
            self.wallet: points,
            self.reward_field: reward,
            self.new: reward and self.new_reward.isHidden(),
            self.key: not points and not reward,
            self.text: effect.kind == "assign_member_custom_attribute",
        }
        for widget, visible in shown.items():
            widget.setVisible(visible)
        self.new_reward.setVisible(reward and not self.new_reward.isHidden())
        self._name_number(effect)
        super().refresh()

    def fields_shown(self) -> list[Bound]:
        """Return the fields that count for this kind of effect."""
        return [field for field in self.fields() if not field.isHidden()]

    def _name_number(self, effect: EffectForm) -> None:
        currency = self.paper.facts.store.currency
        if effect.mode == Mode.AMOUNT:
            self.number.name(_("Units for each {currency}").format(currency=currency))
        else:
            self.number.name(_("Units"))

    @property
    def _effect(self) -> EffectForm:
        effect: EffectForm = get(self.paper.form, self.path)
        return effect

    def _rewards(self) -> list[tuple[str, str]]:
        return [(each.id, each.name) for each in self.paper.facts.rewards if each.active]

    def _choose_mode(self, mode: object) -> None:
        effect = self._effect
        if mode == effect.mode:
            return
        # A formula goes on from what was chosen; the way back cannot.
        value = points_rule(effect) if mode == Mode.FORMULA and effect.value else effect.value
        if effect.mode == Mode.FORMULA:
            value = ""
        form = put(self.paper.form, f"{self.path}.mode", str(mode))
        self.paper.replace(put(form, f"{self.path}.value", value))

    def _take_out(self) -> None:
        before, _dot, at = self.path.rpartition(".")
        self.paper.replace(removed(self.paper.form, before, int(at)))

"""One rule: its name, whom it gives to, its conditions and its effects."""

from PySide6.QtCore import Signal

from counterfoil.desk.parts.inputs import SegmentInput, TextInput
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, label, set_icon
from counterfoil.desk.wizard.form import ConditionForm, EffectForm, added, get
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part, Rows
from counterfoil.desk.wizard.steps.condition import ConditionPart
from counterfoil.desk.wizard.steps.effect import EffectPart
from counterfoil.domain.campaign import CampaignType, RuleTarget
from counterfoil.openloyalty.rule_shape import MOST_CONDITIONS, MOST_EFFECTS


class RulePart(Part):
    """The rule at `path`; `reward` asks for a new reward for the effect at a path."""

    reward = Signal(str, object)

    def __init__(self, paper: Paper, path: str) -> None:
        super().__init__(paper)
        self.path = path
        self.name_field = self.bind(f"{path}.name", TextInput())
        self.targets = SegmentInput((RuleTarget.SELF.value, RuleTarget.REFERRER.value))
        self.target = self.bind(f"{path}.target", self.targets)
        self.conditions = Rows(paper, f"{path}.conditions", lambda at: ConditionPart(paper, at))
        self.effects = Rows(paper, f"{path}.effects", self._make_effect)
        self.parts = [self.conditions, self.effects]
        for rows in (self.conditions, self.effects):
            rows.column.setSpacing(26)
        self._if, self._then = label("strong"), label("strong")
        self._always, self._nothing = label("quiet", wrap=True), label("trouble", wrap=True)
        self.add_condition, self.add_effect = button("quiet"), button("quiet")
        self.add_condition.clicked.connect(self._more_conditions)
        self.add_effect.clicked.connect(self._more_effects)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        for part in (self.name_field, self.target, self._if, self._always, self.conditions):
            self.column.addWidget(part)
        for add, after in (
            (self.add_condition, (self._then, self.effects, self._nothing)),
            (self.add_effect, ()),
        ):
            row = beside((add, 0))
            row.addStretch(1)
            self.column.addLayout(row)
            for part in after:
                self.column.addWidget(part)

    def retranslate(self) -> None:
        self.name_field.name(_("Name of the rule"), _("Staff see it when something goes wrong."))
        self.target.name(_("Whom it gives to"))
        self.targets.name((_("Whoever redeems"), _("Their referrer")), _("Whom it gives to"))
        self._if.setText(_("If all of this holds"))
        self._then.setText(_("then"))
        self._always.setText(_("No condition: the rule always holds."))
        self._nothing.setText(_("Say what the rule gives."))
        self.add_condition.setText(_("Add a condition"))
        self.add_effect.setText(_("Add an effect"))

    def restyle(self) -> None:
        set_icon(self.add_condition, "add")
        set_icon(self.add_effect, "add")

    def refresh(self) -> None:
        rule = get(self.paper.form, self.path)
        referral = self.paper.form.type == CampaignType.REFERRAL
        self.target.setVisible(referral or rule.target == RuleTarget.REFERRER)
        self._always.setVisible(not rule.conditions)
        self._nothing.setVisible(not rule.effects)
        self.add_condition.setEnabled(len(rule.conditions) < MOST_CONDITIONS)
        self.add_effect.setEnabled(len(rule.effects) < MOST_EFFECTS)
        super().refresh()

    def _make_effect(self, path: str) -> Part:
        made = EffectPart(self.paper, path)
        made.reward.connect(lambda reward: self.reward.emit(made.path, reward))
        return made

    def _more_conditions(self) -> None:
        form = added(self.paper.form, f"{self.path}.conditions", ConditionForm())
        self.paper.replace(form)
        self.conditions.parts[-1].take_focus()

    def _more_effects(self) -> None:
        self.paper.replace(added(self.paper.form, f"{self.path}.effects", EffectForm()))
        self.effects.parts[-1].take_focus()

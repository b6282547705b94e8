"""The sixth step: how often and how much, for each member and in all."""

from collections.abc import Callable, Mapping

from counterfoil.desk.campaigns import sentences
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.inputs import ChoiceInput, NumberInput, SwitchInput
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import label
from counterfoil.desk.wizard import words
from counterfoil.desk.wizard.form import CapForm, get
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part, Step
from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import UserError
from counterfoil.domain.limit import Interval, IntervalType, Limit, Limits


def limit_of(cap: CapForm) -> Limit | None:
    """Return the limit that the fields describe, None where there is none or it is not one yet."""
    value, count = numbers.number(cap.value), numbers.whole(cap.count)
    if value is None or value <= 0:
        return None
    if not cap.per:
        return Limit(value)
    try:
        return Limit(value, Interval(IntervalType(cap.per), count or 0))
    except UserError:
        return None


class CapPart(Part):
    """One limit: how many, in which calendar unit, and what that means in words."""

    def __init__(self, paper: Paper, name: str) -> None:
        super().__init__(paper)
        self._name, path = name, f"limits.{name}"
        self.value = self.bind(f"{path}.value", NumberInput())
        self.per = self.bind(f"{path}.per", ChoiceInput(words.per), edit=self._choose)
        self.count = self.bind(f"{path}.count", NumberInput())
        self.told = label("told", wrap=True)
        self.column.setSpacing(8)
        self.column.addLayout(beside((self.value, 3), (self.per, 3), (self.count, 2)))
        self.column.addWidget(self.told)

    def name(self, title: str, hint: str) -> None:
        """Say what is limited."""
        self.value.name(title, hint)
        self.per.name(_("Counted"))
        self.count.name(_("How many in a row"))

    def refresh(self) -> None:
        super().refresh()
        cap: CapForm = get(self.paper.form, f"limits.{self._name}")
        self.per.setVisible(bool(cap.value))
        self.count.setVisible(bool(cap.value and cap.per))
        limit = limit_of(cap)
        whole = not self._name.startswith("executions") or numbers.whole(cap.value) is not None
        shown = limit is not None and whole
        self.told.setVisible(shown)
        if shown:
            self.told.setText(sentences.limits(Limits(**{self._name: limit}))[0])

    def _choose(self, per: object) -> None:
        self.paper.set(f"limits.{self._name}.per", per)


class LimitsStep(Step):
    """Four limits, and what a till may do alone."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.caps = {name: CapPart(paper, name) for name in ORDER}
        self.parts = list(self.caps.values())
        self.policy = self.bind("offline_policy", ChoiceInput(_policies))
        self.reuse = self.bind("reuse_after_reversal", SwitchInput(), bare=True)
        self._member, self._campaign = label("strong"), label("strong")
        self._till = label("strong")
        each = (self.caps["executions_per_member"], self.caps["points_per_member"])
        total = (self.caps["executions"], self.caps["points"])
        self.column.addWidget(card(self._member, *each))
        self.column.addWidget(card(self._campaign, *total))
        self.column.addWidget(card(self._till, self.policy, self.reuse))
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head(
            _("How often, and how much at most?"),
            _("Leave a limit empty for none. A budget keeps the cost of a mistake small."),
        )
        self._member.setText(_("For each member"))
        self._campaign.setText(_("For the whole campaign"))
        self._till.setText(_("At the till"))
        for name, part in self.caps.items():
            part.name(_TITLES[name](), _HINTS[name]())
        self.policy.name(
            _("When the hub cannot be reached"), _("Without a hub it changes nothing.")
        )
        self.reuse.inner.setText(_("An undone code can be used again"))  # type: ignore[attr-defined]
        self.reuse.name(
            _("An undone code can be used again"), _("Otherwise it stays used after an undo.")
        )


def _policies() -> list[tuple[str, str]]:
    return [(policy.value, sentences.offline(policy)) for policy in OfflinePolicy]


ORDER = ("executions_per_member", "points_per_member", "executions", "points")
_TITLES: Mapping[str, Callable[[], str]] = {
    "executions_per_member": lambda: _("Redemptions of a member"),
    "points_per_member": lambda: _("Units for a member"),
    "executions": lambda: _("Redemptions in all"),
    "points": lambda: _("Budget in units"),
}
_HINTS: Mapping[str, Callable[[], str]] = {
    "executions_per_member": lambda: _("Such as 1 in each month."),
    "points_per_member": str,
    "executions": str,
    "points": lambda: _("Units given by all redemptions together."),
}

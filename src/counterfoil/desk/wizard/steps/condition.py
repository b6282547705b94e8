"""One condition: what it looks at, how that is compared, and with what."""

from PySide6.QtWidgets import QWidget

from counterfoil.desk.parts.inputs import ChoiceInput, TextInput
from counterfoil.desk.parts.layout import beside, level
from counterfoil.desk.parts.moments import has_time
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, set_icon
from counterfoil.desk.wizard import words
from counterfoil.desk.wizard.bound import Bound
from counterfoil.desk.wizard.conditions import (
    OPERATORS,
    Data,
    Sort,
    data_of,
    first_data,
    head_of,
    offered,
    sort_of,
)
from counterfoil.desk.wizard.data_inputs import make_input
from counterfoil.desk.wizard.form import ConditionForm, get, has, put, removed
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part
from counterfoil.domain.campaign import CampaignType
from counterfoil.domain.condition import Operator

FORMULA = "="
"""Stands for the formula among the attributes to choose from."""


class ConditionPart(Part):
    """The condition at `path`."""

    def __init__(self, paper: Paper, path: str) -> None:
        super().__init__(paper)
        self.path = path
        self._shape: object = None
        self.attribute = self.bind(
            f"{path}.attribute",
            ChoiceInput(self._attributes, lambda: _("Choose what to look at")),
            edit=self._choose_attribute,
            view=self._head,
        )
        self.own_name = self.bind(
            f"{path}.attribute", TextInput(), edit=self._name_attribute, view=self._own_part
        )
        self.operator = self.bind(
            f"{path}.operator",
            ChoiceInput(self._operators, lambda: _("Choose")),
            edit=self._choose_operator,
        )
        self.data: Bound | None = None
        self._remove = button("icon")
        self._remove.clicked.connect(self._take_out)
        fields = QWidget()
        turning = Turning(fields, gap=14)
        for field in (self.attribute, self.own_name, self.operator):
            turning.addWidget(field, 1)
        self._line = beside((fields, 1), (level(self._remove), 0))
        self.column.setSpacing(8)
        self.column.addLayout(self._line)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.attribute.name(_("Looks at"))
        self.own_name.name(_("Name of the attribute"))
        self.operator.name(_("Comparison"))
        describe(self._remove, _("Take this condition out"))
        self._shape = None

    def restyle(self) -> None:
        set_icon(self._remove, "trash")

    def refresh(self) -> None:
        if not has(self.paper.form, self.path):
            return
        self._fit_input()
        super().refresh()
        condition = self._condition
        is_formula = condition.operator == Operator.EXPRESSION
        self.own_name.setVisible(head_of(condition.attribute).endswith("."))
        self.operator.setVisible(bool(condition.attribute) and not is_formula)

    def _fit_input(self) -> None:
        """Put in the input that fits what is compared; another one where that changed."""
        condition, sort = self._condition, self._sort
        operator = condition.operator
        data = _data(condition, sort) if operator in set(Operator) else None
        timed = data in {Data.MOMENT, Data.MOMENTS} and has_time(_first(condition.data))
        shape = (data, sort, timed, self.paper.facts.tiers, self.paper.facts.segments)
        if shape == self._shape:
            return
        self._shape = shape
        if self.data is not None:
            self.unbind(self.data)
            self.data = None
        if data is not None:
            made = make_input(data, sort, self.paper.facts, condition.data)
            self.data = self.bind(f"{self.path}.data", made)
            self.data.name(_("Formula") if data is Data.EXPRESSION else _("Value"))
            self.column.addWidget(self.data)
            self.data.show()

    @property
    def _condition(self) -> ConditionForm:
        condition: ConditionForm = get(self.paper.form, self.path)
        return condition

    @property
    def _sort(self) -> Sort:
        schema = self.paper.facts.schema(self.paper.form.event)
        return sort_of(self._condition.attribute, schema)

    def _attributes(self) -> list[tuple[str, str]]:
        schema = self.paper.facts.schema(self.paper.form.event)
        referral = self.paper.form.type == CampaignType.REFERRAL
        paths = [*offered(schema, referral=referral)]
        head = self._head()
        if head and head not in {*paths, FORMULA}:
            paths.append(head)
        named = [(path, words.attribute(path)) for path in paths]
        return [*named, (FORMULA, words.operator(Operator.EXPRESSION))]

    def _operators(self) -> list[tuple[str, str]]:
        usable = list(OPERATORS[self._sort])
        current = self._condition.operator
        if current in set(Operator) and current not in usable:
            usable.append(Operator(current))
        return [(each.value, words.operator(each)) for each in usable]

    def _head(self) -> str:
        condition = self._condition
        if condition.operator == Operator.EXPRESSION:
            return FORMULA
        return head_of(condition.attribute)

    def _own_part(self) -> str:
        return self._condition.attribute.removeprefix(self._head())

    def _choose_attribute(self, chosen: object) -> None:
        if chosen == self._head():
            return
        if chosen == FORMULA:
            self._become(ConditionForm("", Operator.EXPRESSION.value, ""))
            return
        schema = self.paper.facts.schema(self.paper.form.event)
        sort = sort_of(str(chosen), schema)
        self._become(self._starting(str(chosen), OPERATORS[sort][0], sort))

    def _name_attribute(self, name: object) -> None:
        self.paper.set(f"{self.path}.attribute", self._head() + str(name).strip())

    def _choose_operator(self, chosen: object) -> None:
        condition, sort = self._condition, self._sort
        operator = Operator(str(chosen))
        before = Operator(condition.operator) if condition.operator in set(Operator) else None
        if before and data_of(before, sort) is data_of(operator, sort):
            self.paper.set(f"{self.path}.operator", operator.value)
        else:
            self._become(self._starting(condition.attribute, operator, sort))

    def _starting(self, attribute: str, operator: Operator, sort: Sort) -> ConditionForm:
        facts = self.paper.facts
        local = facts.now.astimezone(facts.store.zone)
        data = first_data(data_of(operator, sort), local)
        return ConditionForm(attribute, operator.value, data)

    def _become(self, condition: ConditionForm) -> None:
        self.paper.replace(put(self.paper.form, self.path, condition))

    def _take_out(self) -> None:
        before, _dot, at = self.path.rpartition(".")
        self.paper.replace(removed(self.paper.form, before, int(at)))


def _data(condition: ConditionForm, sort: Sort) -> Data:
    """Return the input that fits; a list is kept as one where a single value would do."""
    found = data_of(Operator(condition.operator), sort)
    if not isinstance(condition.data, list | tuple):
        return found
    return {Data.TEXT: Data.TEXTS, Data.NUMBER: Data.TEXTS, Data.CHOICE: Data.CHOICES}.get(
        found, found
    )


def _first(data: object) -> object:
    return data.get("from") if isinstance(data, dict) else data

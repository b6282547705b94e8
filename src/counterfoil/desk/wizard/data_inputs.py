"""Inputs for what a condition compares with; the value is the condition's data as JSON has it."""

from collections.abc import Callable
from decimal import Decimal

from babel.dates import get_day_names, get_month_names
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.inputs import (
    ChoiceInput,
    LongInput,
    NumberInput,
    Options,
    SegmentInput,
    TextInput,
)
from counterfoil.desk.parts.moments import MomentInput, TimeInput, has_time
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import label
from counterfoil.desk.wizard.chips import ChipsInput, TagsInput, as_list
from counterfoil.desk.wizard.conditions import Data, Sort
from counterfoil.desk.wizard.facts import Facts
from counterfoil.domain import condition_data
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.units import plain

Change = Callable[[object], object]


class Shaped(QWidget):
    """An input whose value is `view` of the data, and whose edits are `take`n back to data."""

    edited = Signal(object)

    def __init__(self, inner: QWidget, view: Change, take: Change) -> None:
        super().__init__()
        self.inner, self._view = inner, view
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        self.setFocusProxy(inner)
        inner.edited.connect(lambda value: self.edited.emit(take(value)))  # type: ignore[attr-defined]

    def show_value(self, data: object) -> None:
        """Show data; what it cannot show is left until it is changed."""
        try:
            self.inner.show_value(self._view(data))  # type: ignore[attr-defined]
        except InvalidInput:
            self.inner.show_value("")  # type: ignore[attr-defined]


class RangeInput(QWidget):
    """Two inputs of one kind: from and to."""

    edited = Signal(object)

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self.ends = (make(), make())
        self._data: dict[str, object] = {"from": "", "to": ""}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.ends[0], 1)
        row.addWidget(label("soft"))
        row.addWidget(self.ends[1], 1)
        self.setFocusProxy(self.ends[0])
        for key, end in zip(("from", "to"), self.ends, strict=True):
            end.edited.connect(lambda value, key=key: self._edited(key, value))  # type: ignore[attr-defined]

    def setAccessibleName(self, name: str) -> None:
        """Name both ends."""
        super().setAccessibleName(name)
        for number, end in enumerate(self.ends, 1):
            (end.focusProxy() or end).setAccessibleName(f"{name} {number}")

    def show_value(self, data: object) -> None:
        """Show both ends."""
        try:
            start, end = condition_data.ends(data)
        except InvalidInput:
            start = end = ""
        self._data = {"from": start, "to": end}
        for widget, value in zip(self.ends, (start, end), strict=True):
            widget.show_value(value)  # type: ignore[attr-defined]

    def _edited(self, key: str, value: object) -> None:
        self._data = {**self._data, key: value}
        self.edited.emit(dict(self._data))


def make_input(data: Data, sort: Sort, facts: Facts, current: object) -> QWidget:
    """Return the input that fits; `current` tells a day with a time from a day alone."""
    timed = has_time(current if not isinstance(current, dict) else current.get("from"))
    groups = _groups(sort, facts)
    simple: dict[Data, Callable[[], QWidget]] = {
        Data.TEXT: TextInput,
        Data.NUMBER: _number,
        Data.MOMENT: lambda: _moment(facts, timed=timed),
        Data.FLAG: _flag,
        Data.CHOICE: lambda: ChoiceInput(groups, lambda: _("Choose one")),
        Data.CHOICES: lambda: _listed(ChipsInput(groups, _no_groups)),
        Data.TEXTS: TagsInput,
        Data.NUMBERS: lambda: RangeInput(_number),
        Data.MOMENTS: lambda: RangeInput(lambda: _moment(facts, timed=timed)),
        Data.TIMES: lambda: RangeInput(TimeInput),
        Data.WEEKDAYS: lambda: _counted(_weekdays, condition_data.days_of_week),
        Data.MONTHS: lambda: _counted(_months, condition_data.months),
        Data.DAYS: lambda: _counted(_days, condition_data.days_of_month),
        Data.LABELS: lambda: Shaped(TagsInput(), _as_pairs_text, _to_pairs),
        Data.EXPRESSION: _expression,
    }
    return simple[data]()


def as_number(text: object) -> object:
    """Return a number as JSON has it; text that is none as it is."""
    found = numbers.number(str(text))
    return text if found is None else plain(found)


def _number() -> QWidget:
    return Shaped(NumberInput(), _number_text, as_number)


def _number_text(data: object) -> str:
    usable = isinstance(data, int | float) and not isinstance(data, bool)
    return f"{Decimal(str(data)):f}" if usable else str(data if data is not None else "")


def _moment(facts: Facts, *, timed: bool) -> QWidget:
    return MomentInput(lambda: facts.store.zone, timed=timed)


def _flag() -> QWidget:
    made = SegmentInput(("true", "false"))
    made.name((_("Yes"), _("No")), _("Yes or no"))
    return Shaped(made, lambda data: str(data).lower(), lambda value: value == "true")


def _listed(inner: QWidget) -> QWidget:
    return Shaped(inner, as_list, as_list)


def _counted(options: Options, read: Callable[[object], frozenset[int]]) -> QWidget:
    return Shaped(
        ChipsInput(options),
        lambda data: [str(each) for each in sorted(read(data))],
        lambda value: [int(str(each)) for each in as_list(value)],
    )


def _expression() -> QWidget:
    made = LongInput(2)
    made.setFont(theme.code_font(16, QFont.Weight.Normal))
    made.setPlaceholderText("transaction.grossValue >= 20.0 && member.tier == 'gold'")
    return made


def _weekdays() -> list[tuple[str, str]]:
    names = get_day_names("wide", locale=formats.locale(), context="stand-alone")
    return [(str(day), names[day - 1]) for day in range(1, 8)]


def _months() -> list[tuple[str, str]]:
    names = get_month_names("wide", locale=formats.locale(), context="stand-alone")
    return [(str(month), names[month]) for month in range(1, 13)]


def _days() -> list[tuple[str, str]]:
    return [(str(day), str(day)) for day in range(1, 32)]


def _groups(sort: Sort, facts: Facts) -> Options:
    groups = facts.tiers if sort is Sort.TIER else facts.segments
    return lambda: [(each.code, each.name) for each in groups]


def _no_groups() -> str:
    return _("There are none yet; they are made with the members.")


def _as_pairs_text(data: object) -> list[str]:
    pairs = [each for each in as_list(data) if isinstance(each, dict)]
    return [f"{each.get('key', '')} = {each.get('value', '')}" for each in pairs if each.get("key")]


def _to_pairs(texts: object) -> list[dict[str, str]]:
    parts = [str(text).partition("=") for text in as_list(texts)]
    return [{"key": key.strip(), "value": value.strip()} for key, _sign, value in parts]

"""The form while it is filled in: inputs are bound to its fields, and told what is wrong."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from counterfoil.desk.wizard.facts import Facts
from counterfoil.desk.wizard.form import Form, has, put
from counterfoil.desk.wizard.place import Place, place_of
from counterfoil.desk.wizard.problems import Problems, problems
from counterfoil.domain.campaign_change import FIXED_BY_CODES, Part
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.errors import InvalidInput, UserError

_FIXED = {
    "type": Part.TYPE,
    "event": Part.EVENT,
    "attribute": Part.EVENT_CODE_ATTRIBUTE,
    "codes": Part.CODE_FORMAT,
}


class Paper(QObject):
    """Holds the form; `changed` follows each change of it, or of what is known beside it.

    A problem is shown once its field was touched or its step left, so that an empty form is not
    red all over.
    """

    changed = Signal()

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.form, self.facts = Form(), facts
        self.problems: Problems = problems(self.form, facts)
        self.at = Place.KIND
        self._touched: set[str] = set()
        self._left: set[Place] = set()

    def begin(self, form: Form, facts: Facts, *, seen: bool) -> None:
        """Take another form; with `seen` all that is wrong with it is shown at once."""
        self.form, self.facts = form, facts
        self._touched, self._left = set(), set(Place) if seen else set()
        self._told()

    def set(self, path: str, value: object) -> None:
        """Put a value into a field."""
        if has(self.form, path):
            self._touched.add(path)
            self.replace(put(self.form, path, value))

    def replace(self, form: Form) -> None:
        """Take the form changed in whatever way."""
        if form != self.form:
            self.form = form
            self._told()

    def know(self, facts: Facts) -> None:
        """Take what is known by now."""
        self.facts = facts
        self._told()

    def count(self, code_format: CodeFormat, made: int) -> None:
        """Know how many codes of a format there are."""
        self.know(replace(self.facts, made={**self.facts.made, code_format: made}))

    def leave(self, *places: Place) -> None:
        """Show from now on what is wrong in these steps."""
        self._left |= set(places)
        self._told()

    def has_left(self, place: Place) -> bool:
        """Say whether a step was left before."""
        return place in self._left

    def problem(self, path: str) -> UserError | None:
        """Return what is to be told about a field."""
        shown = path in self._touched or place_of(path) in self._left
        return self.problems.get(path) if shown else None

    def fixed(self, path: str) -> UserError | None:
        """Return why a field cannot be changed any more, None where it can."""
        part = None if path == "codes.quantity" else _FIXED.get(path.partition(".")[0])
        campaign, history = self.facts.campaign, self.facts.history
        if part is None or campaign is None or not (history.codes or history.redemptions):
            return None
        if part is Part.CODE_FORMAT and campaign.code_format is None:
            return None
        before = {
            Part.TYPE: campaign.type.value,
            Part.EVENT: campaign.event,
            Part.EVENT_CODE_ATTRIBUTE: campaign.event_code_attribute,
        }
        return InvalidInput(
            FIXED_BY_CODES[part], campaign=campaign.name, before=before.get(part, "")
        )

    def _told(self) -> None:
        self.problems = problems(self.form, self.facts)
        self.changed.emit()

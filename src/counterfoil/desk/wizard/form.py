"""The wizard's form: what stands in its fields, finished or not. No Qt here.

Each field has a path, such as `rules.0.conditions.2.data`, by which inputs are bound to it and
problems are told. Numbers are kept as `numbers.canonical` writes them where they are numbers, else
as they were typed; times on the store's clock as "2026-05-31T23:59".
"""

from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from counterfoil.domain.campaign import REQUIRED_LOCALE, CampaignType, GroupKind, RuleTarget
from counterfoil.domain.code import CharacterSet
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.member import DEFAULT_WALLET

T = TypeVar("T")

SEPARATOR: Final = "."


@dataclass(frozen=True, slots=True)
class TextForm:
    """The campaign's texts in one locale."""

    locale: str = ""
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PairForm:
    """A label."""

    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class GroupForm:
    """Everyone, or the codes of tiers or segments."""

    kind: str = GroupKind.EVERYONE.value
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CapForm:
    """A limit: none where the value is empty, a total where it is `per` nothing."""

    value: str = ""
    per: str = ""
    count: str = "1"


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """A condition, as it is; one that is not finished has no operator or data yet."""

    attribute: str = ""
    operator: str = ""
    data: Any = None


@dataclass(frozen=True, slots=True)
class EffectForm:
    """An effect. Which of the fields count is said by its kind, and for units by its mode."""

    kind: str = "give_points"
    mode: str = "fixed"
    value: str = ""
    wallet: str = DEFAULT_WALLET
    reward: str = ""
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A rule."""

    name: str = ""
    description: str = ""
    target: str = RuleTarget.SELF.value
    conditions: tuple[ConditionForm, ...] = ()
    effects: tuple[EffectForm, ...] = (EffectForm(),)


@dataclass(frozen=True, slots=True)
class CodesForm:
    """How codes look, and how many are wanted at once; without `generated` all are imported."""

    generated: bool = True
    character_set: str = CharacterSet.ALPHANUM.value
    length: str = "8"
    prefix: str = ""
    look_alikes: bool = False
    check_character: bool = False
    quantity: str = "1000"


@dataclass(frozen=True, slots=True)
class LimitsForm:
    """The four limits."""

    points: CapForm = CapForm()
    points_per_member: CapForm = CapForm()
    executions_per_member: CapForm = CapForm()
    executions: CapForm = CapForm()


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form. What has no input (`archived`, `version`) is kept as it was."""

    type: str = CampaignType.DIRECT.value
    event: str = ""
    attribute: str = ""
    codes: CodesForm = CodesForm()
    texts: tuple[TextForm, ...] = (TextForm(REQUIRED_LOCALE),)
    starts: str = ""
    ends: str = ""
    display_order: str = "0"
    labels: tuple[PairForm, ...] = ()
    visibility: GroupForm = GroupForm()
    audience: GroupForm = GroupForm()
    rules: tuple[RuleForm, ...] = (RuleForm(),)
    limits: LimitsForm = LimitsForm()
    offline_policy: str = "online_only"
    reuse_after_reversal: bool = False
    active: bool = False
    archived: bool = False
    version: int = 1

    @property
    def name(self) -> str:
        """The name in the required locale, as far as it was written."""
        return self.texts[0].name.strip() if self.texts else ""


_ADAPTER: Final = TypeAdapter(Form)


def to_document(form: Form) -> dict[str, Any]:
    """Return the form as JSON, to be kept as a draft."""
    document: dict[str, Any] = _ADAPTER.dump_python(form, mode="json")
    return document


def from_document(document: object) -> Form:
    """Return the form that was kept; fields it does not have yet are as in an empty one.

    Raises:
        InvalidInput: it is not a form.
    """
    try:
        return _ADAPTER.validate_python(document)
    except ValidationError:
        raise InvalidInput(
            "The draft cannot be read; it was written by another version. Begin a new one."
        ) from None


def get(form: object, path: str) -> Any:  # noqa: ANN401 - a field of any kind
    """Return the field at `path`."""
    found = form
    for part in path.split(SEPARATOR):
        found = found[int(part)] if isinstance(found, tuple) else getattr(found, part)
    return found


def has(form: object, path: str) -> bool:
    """Say whether there is such a field; one in a list may have been taken out."""
    try:
        get(form, path)
    except (IndexError, AttributeError, ValueError):
        return False
    return True


def put(form: T, path: str, value: object) -> T:
    """Return the form with another value at `path`."""
    head, _, rest = path.partition(SEPARATOR)
    if isinstance(form, tuple):
        at = int(head)
        inner = put(form[at], rest, value) if rest else value
        return (*form[:at], inner, *form[at + 1 :])  # type: ignore[return-value]
    inner = put(getattr(form, head), rest, value) if rest else value
    return replace(form, **{head: inner})  # type: ignore[type-var]


def added(form: T, path: str, value: object) -> T:
    """Return the form with one more in the list at `path`."""
    return put(form, path, (*get(form, path), value))


def removed(form: T, path: str, at: int) -> T:
    """Return the form with one less in the list at `path`."""
    items = get(form, path)
    return put(form, path, (*items[:at], *items[at + 1 :]))


def moved(form: T, path: str, at: int, to: int) -> T:
    """Return the form with an item of the list at `path` in another place."""
    items = list(get(form, path))
    items.insert(to, items.pop(at))
    return put(form, path, tuple(items))


def differences(one: object, other: object, path: str = "") -> tuple[str, ...]:
    """Return the paths of the fields in which two forms differ; lists are compared whole."""
    if type(one) is not type(other) or not hasattr(one, "__dataclass_fields__"):
        return () if one == other else (path,)
    found: list[str] = []
    for each in fields(one):  # type: ignore[arg-type]
        below = f"{path}{SEPARATOR}{each.name}" if path else each.name
        found += differences(getattr(one, each.name), getattr(other, each.name), below)
    return tuple(found)

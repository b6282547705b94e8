"""The shape of Open Loyalty's redemption-campaign body, and our extras in `counterfoil`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from counterfoil.domain.campaign import (
    MOST_RULES,
    REQUIRED_LOCALE,
    CampaignType,
    GroupKind,
    OfflinePolicy,
    RuleTarget,
)
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.limit import MOST_UNITS, Interval, IntervalType, Limit
from counterfoil.openloyalty.rule_shape import RuleShape
from counterfoil.openloyalty.shape import (
    Amount,
    Code,
    Flag,
    Long,
    Moment,
    Name,
    Pairs,
    Shape,
    Whole,
    checked,
    filled,
    mend,
    wanted,
    whole,
)

_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}", re.ASCII)

Codes = Annotated[tuple[Code, ...], Field(max_length=200)]


class TranslationShape(Shape):
    """Texts in one locale."""

    name: Name
    description: Long = ""


class ActivityShape(Shape):
    """When the campaign runs."""

    starts_at: Moment
    ends_at: Moment | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise mend("The end is not after the start; change endsAt or startsAt.")
        return self


class CodeGeneratorShape(Shape):
    """How generated codes look."""

    character_set: CharacterSet
    length: Whole
    prefix: str = ""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        checked(CodeGeneratorShape.format)(self)
        return self

    def format(self) -> CodeFormat:
        """Return the format these settings describe."""
        return CodeFormat(self.character_set, self.length, self.prefix)


class IntervalShape(Shape):
    """Calendar units."""

    type: IntervalType
    value: Annotated[Whole, Field(ge=1, le=MOST_UNITS)] = 1


class LimitShape(Shape):
    """At most this many in each interval."""

    value: Annotated[Amount, Field(gt=0)]
    interval: IntervalShape | None = None

    def limit(self) -> Limit:
        """Return the domain's limit."""
        if self.interval is None:
            return Limit(self.value)
        return Limit(self.value, Interval(self.interval.type, self.interval.value))


class CountLimitShape(LimitShape):
    """At most this many redemptions in each interval."""

    value: Annotated[Decimal, Field(gt=0), BeforeValidator(whole)]


class LimitsShape(Shape):
    """Open Loyalty's three limits."""

    points: LimitShape | None = None
    points_per_member: LimitShape | None = None
    executions_per_member: CountLimitShape | None = None


class OurLimitsShape(Shape):
    """The limit Open Loyalty lacks."""

    executions: CountLimitShape | None = None


class GroupShape(Shape):
    """Everyone, or segments or tiers."""

    target: GroupKind = GroupKind.EVERYONE
    segments: Codes = ()
    tiers: Codes = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes that the target is about."""
        lists = {GroupKind.SEGMENT: self.segments, GroupKind.TIER: self.tiers}
        return frozenset(lists.get(self.target, ()))

    @model_validator(mode="after")
    def _filled(self) -> Self:
        if self.target is not GroupKind.EVERYONE and not self.codes:
            raise mend(
                f"The target is {self.target.value}, so name at least one in {self.target.value}s."
            )
        return self


class ExtrasShape(Shape):
    """What Counterfoil adds to a campaign."""

    offline_policy: OfflinePolicy = OfflinePolicy.ONLINE_ONLY
    check_character: Flag = False
    look_alikes: Flag = False
    reuse_after_reversal: Flag = False
    limits: OurLimitsShape = OurLimitsShape()
    archived: Flag = False
    version: Annotated[Whole, Field(ge=1)] = 1


def _quantity(value: object) -> object:
    """Return how many codes `generateCodes` asks for; 0 for true, None for false.

    Open Loyalty writes a flag or `{"numberOfCodes": N}`; a bare number is ours.
    """
    if isinstance(value, bool):
        return 0 if value else None
    if isinstance(value, dict) and set(value) == {"numberOfCodes"}:
        value = value["numberOfCodes"]
    try:
        return whole(value)
    except PydanticCustomError:
        raise wanted('true, false, a number, or {"numberOfCodes": a number}') from None


def _locales(texts: Mapping[str, TranslationShape]) -> Mapping[str, TranslationShape]:
    for locale in texts:
        if not _LOCALE.fullmatch(locale):
            raise mend(f'"{locale[:20]}" is not a locale; give one such as en or pl.')
    if REQUIRED_LOCALE not in texts:
        raise mend(f'Give a name in English too, under "{REQUIRED_LOCALE}".')
    return texts


class CampaignShape(Shape):
    """The body of a redemption-code campaign."""

    type: CampaignType = CampaignType.DIRECT
    trigger: Literal["custom_event_unique_code"] = "custom_event_unique_code"
    translations: Annotated[
        Mapping[str, TranslationShape], Field(max_length=50), AfterValidator(_locales)
    ]
    activity: ActivityShape
    event: Name
    event_code_attribute: Name
    generate_codes: Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_quantity)] = None
    code_generator: CodeGeneratorShape | None = None
    rules: Annotated[tuple[RuleShape, ...], Field(max_length=MOST_RULES), AfterValidator(filled)]
    limits: LimitsShape = LimitsShape()
    visibility: GroupShape = GroupShape()
    audience: GroupShape = GroupShape()
    display_order: Annotated[Whole, Field(ge=-1_000_000, le=1_000_000)] = 0
    active: Flag = False
    labels: Pairs = ()
    counterfoil: ExtrasShape = ExtrasShape()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        rules = [rule for rule in self.rules if rule.target is RuleTarget.REFERRER]
        if rules and self.type is not CampaignType.REFERRAL:
            raise mend('Only a campaign of the type "referral" can have rules for the referrer.')
        wants = self.generate_codes is not None or self.counterfoil.check_character
        if wants and self.code_generator is None:
            raise mend("To generate codes, say how they look in codeGenerator.")
        return self

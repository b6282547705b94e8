"""Changing a campaign that may be running: what is free, what is a new version, what is refused.

A version holds for scans from when it is saved; redemptions before keep the version they were
judged by. What the codes themselves hang on stays as it is once there are codes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from counterfoil.domain.campaign import Campaign


class Part(StrEnum):
    """What can differ between two versions of a campaign, in the order a person goes through it."""

    TYPE = "type"
    EVENT = "event"
    EVENT_CODE_ATTRIBUTE = "event_code_attribute"
    CODE_FORMAT = "code_format"
    TEXTS = "texts"
    DATES = "dates"
    DISPLAY_ORDER = "display_order"
    LABELS = "labels"
    VISIBILITY = "visibility"
    AUDIENCE = "audience"
    RULES = "rules"
    LIMITS = "limits"
    OFFLINE_POLICY = "offline_policy"
    REUSE_AFTER_REVERSAL = "reuse_after_reversal"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Kind(StrEnum):
    """What a change does: nothing to any scan, something to later ones, or it is refused."""

    FREE = "free"
    NEW_VERSION = "new_version"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a campaign that differs, with both values."""

    part: Part
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class History:
    """What a campaign has behind it. Test codes, and redemptions of them, do not count."""

    codes: bool = False
    redemptions: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A difference and what it does; a refused one says why and what to do instead.

    `template` is an English sentence with `{named}` places that `values` fills, empty otherwise.
    """

    difference: Difference
    kind: Kind
    template: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason of a refusal in English."""
        return self.template.format(**self.values)


_READ: Final[Mapping[Part, Callable[[Campaign], object]]] = {
    Part.TYPE: lambda c: c.type,
    Part.EVENT: lambda c: c.event,
    Part.EVENT_CODE_ATTRIBUTE: lambda c: c.event_code_attribute,
    Part.CODE_FORMAT: lambda c: c.code_format,
    Part.TEXTS: lambda c: c.translations,
    Part.DATES: lambda c: c.activity,
    Part.DISPLAY_ORDER: lambda c: c.display_order,
    Part.LABELS: lambda c: c.labels,
    Part.VISIBILITY: lambda c: c.visibility,
    Part.AUDIENCE: lambda c: c.audience,
    Part.RULES: lambda c: c.rules,
    Part.LIMITS: lambda c: c.limits,
    Part.OFFLINE_POLICY: lambda c: c.offline_policy,
    Part.REUSE_AFTER_REVERSAL: lambda c: c.reuse_after_reversal,
    Part.ACTIVE: lambda c: c.active,
    Part.ARCHIVED: lambda c: c.archived,
}

FREE: Final = frozenset({Part.TEXTS, Part.DISPLAY_ORDER, Part.LABELS, Part.VISIBILITY})
"""What no scan looks at."""

FIXED_BY_CODES: Final[Mapping[Part, str]] = {
    Part.TYPE: "{campaign} has codes, so whether it is direct or referral stays; duplicate it and"
    " choose the other type for the copy.",
    Part.EVENT: "{campaign} has codes, so its event stays {before}; duplicate it and choose the"
    " event for the copy.",
    Part.EVENT_CODE_ATTRIBUTE: "{campaign} has codes, so they stay in the attribute {before};"
    " duplicate it and choose the attribute for the copy.",
    Part.CODE_FORMAT: "{campaign} has codes, so their format stays as it is; duplicate it and give"
    " the copy codes of the new format.",
}
"""What cannot be changed once there are codes, and the sentence that refuses it."""

FIXED_LATER: Final[Mapping[Part, str]] = {
    Part.TYPE: "Whether it is direct or referral stays once there are codes.",
    Part.EVENT: "The event stays once there are codes.",
    Part.EVENT_CODE_ATTRIBUTE: "The attribute that carries the code stays once there are codes.",
    Part.CODE_FORMAT: "How the codes look stays once there are codes.",
    Part.ARCHIVED: "An archived campaign stays archived.",
}
"""What cannot be changed later, to say before a campaign is saved."""

STAYS_ARCHIVED: Final = "{campaign} is archived for good; duplicate it and use the copy."


def differences(before: Campaign, after: Campaign) -> tuple[Difference, ...]:
    """Return what differs between two versions of a campaign, version numbers left out."""
    read = ((part, value(before), value(after)) for part, value in _READ.items())
    return tuple(Difference(part, old, new) for part, old, new in read if old != new)


def judge_change(before: Campaign, after: Campaign, history: History) -> tuple[Judgement, ...]:
    """Judge each difference between what a campaign is and what it is to become."""
    return tuple(_judge(before, each, history) for each in differences(before, after))


def refusals(judged: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Return those that keep a change from being saved."""
    return tuple(each for each in judged if each.kind is Kind.REFUSED)


def _judge(campaign: Campaign, difference: Difference, history: History) -> Judgement:
    template = _refusal(campaign, difference, history)
    if template:
        values = {"campaign": campaign.name, "before": difference.before}
        return Judgement(difference, Kind.REFUSED, template, values)
    return Judgement(difference, Kind.FREE if difference.part in FREE else Kind.NEW_VERSION)


def _refusal(campaign: Campaign, difference: Difference, history: History) -> str:
    if campaign.archived and difference.part in {Part.ACTIVE, Part.ARCHIVED}:
        return STAYS_ARCHIVED
    if difference.part is Part.CODE_FORMAT and difference.before is None:
        # Imported codes follow no format: a generator beside them takes nothing from them.
        return ""
    fixed = history.codes or history.redemptions
    return FIXED_BY_CODES.get(difference.part, "") if fixed else ""

"""Campaigns: which codes give what, to whom, when, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from counterfoil.domain.code import CodeFormat
from counterfoil.domain.condition import Condition, mentions
from counterfoil.domain.effect import DeductUnit, Effect, GivePoints, GiveReward
from counterfoil.domain.expression import refers_to
from counterfoil.domain.limit import Limits
from counterfoil.domain.member import Member

TRIGGER = "custom_event_unique_code"
REQUIRED_LOCALE = "en"
# Open Loyalty's own ceiling.
MOST_RULES = 6


class CampaignType(StrEnum):
    """A referral campaign can also reward the member's referrer."""

    DIRECT = "direct"
    REFERRAL = "referral"


class RuleTarget(StrEnum):
    """Who a rule's effects go to: the member who redeems, or the one who referred them."""

    SELF = "self"
    REFERRER = "referrer"


class GroupKind(StrEnum):
    """How an audience or a visibility is given. The values are Open Loyalty's."""

    EVERYONE = "none"
    SEGMENT = "segment"
    TIER = "tier"


class OfflinePolicy(StrEnum):
    """What a till may do alone when its hub cannot be reached."""

    ONLINE_ONLY = "online_only"
    OWNED = "owned"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True)
class Translation:
    """A campaign's texts in one locale."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """When the campaign runs: from `starts_at` on, until before `ends_at` where there is one."""

    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Everyone, or the members of any of these segments or tiers."""

    kind: GroupKind = GroupKind.EVERYONE
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Label:
    """A key and value on a campaign or a batch, to sort and choose by."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that must all hold, and the effects they give. Each rule is judged alone."""

    name: str
    effects: tuple[Effect, ...]
    conditions: tuple[Condition, ...] = ()
    target: RuleTarget = RuleTarget.SELF
    description: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A redemption-code campaign.

    `visibility` says who sees it, `audience` who may earn. `code_format` is None where all codes
    are imported. `version` counts the saves, from 1.
    """

    id: str
    translations: Mapping[str, Translation]
    activity: Activity
    event: str
    event_code_attribute: str
    rules: tuple[Rule, ...]
    type: CampaignType = CampaignType.DIRECT
    code_format: CodeFormat | None = None
    limits: Limits = field(default_factory=Limits)
    visibility: Group = Group()
    audience: Group = Group()
    display_order: int = 0
    active: bool = False
    archived: bool = False
    labels: tuple[Label, ...] = ()
    offline_policy: OfflinePolicy = OfflinePolicy.ONLINE_ONLY
    reuse_after_reversal: bool = False
    version: int = 1

    @property
    def name(self) -> str:
        """The name in the required locale."""
        return self.translations[REQUIRED_LOCALE].name


def translated(campaign: Campaign, locale: str) -> Translation:
    """Return the campaign's texts in `locale`, else in its language, else in English."""
    language = locale.replace("_", "-").split("-")[0]
    for wanted in (locale, language):
        if wanted in campaign.translations:
            return campaign.translations[wanted]
    return campaign.translations[REQUIRED_LOCALE]


def includes(group: Group, member: Member | None) -> bool:
    """Say whether `member` is in `group`; nobody known is only in everyone."""
    if group.kind is GroupKind.EVERYONE:
        return True
    if member is None:
        return False
    if group.kind is GroupKind.TIER:
        return member.tier in group.codes
    return bool(member.segments & group.codes)


def needs_member(campaign: Campaign) -> bool:
    """Say whether redeeming needs a member.

    It does where somebody must be told apart (an audience, a limit per member, a condition or a
    formula about the member) or must be given something that is kept on a card. Only a coupon can
    be handed to whoever brings the code.
    """
    return (
        campaign.audience.kind is not GroupKind.EVERYONE
        or campaign.limits.points_per_member is not None
        or campaign.limits.executions_per_member is not None
        or any(not isinstance(e, GiveReward) for rule in campaign.rules for e in rule.effects)
        or _looks_at(campaign, "member")
        or _looks_at(campaign, "referrer")
        or any(rule.target is RuleTarget.REFERRER for rule in campaign.rules)
    )


def needs_amount(campaign: Campaign) -> bool:
    """Say whether a rule looks at the purchase, so that the counter must ask for its amount."""
    return _looks_at(campaign, "transaction")


def _looks_at(campaign: Campaign, name: str) -> bool:
    return any(
        any(mentions(condition, name) for condition in rule.conditions)
        or any(
            refers_to(effect.points_rule, name)
            for effect in rule.effects
            if isinstance(effect, GivePoints | DeductUnit)
        )
        for rule in campaign.rules
    )

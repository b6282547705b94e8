"""What things are called: ids and codes of rewards, tiers and segments by their names."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from babel.lists import format_list

from counterfoil.desk import formats
from counterfoil.domain.campaign import Group, GroupKind
from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Store


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id or code, and the store's clock and currency. What has no name keeps its code."""

    zone: ZoneInfo
    currency: str
    rewards: Mapping[str, Reward] = field(default_factory=dict)
    tiers: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)

    def reward(self, reward_id: str) -> str:
        """Return what a reward is called."""
        known = self.rewards.get(reward_id)
        return known.name if known else reward_id

    def group(self, group: Group) -> str:
        """Return the tiers or segments of a group, joined."""
        names = self.tiers if group.kind is GroupKind.TIER else self.segments
        return either(sorted(names.get(code, code) for code in group.codes))


def named(
    store: Store, rewards: Iterable[Reward], tiers: Iterable[Tier], segments: Iterable[Segment]
) -> Names:
    """Return the names of what a store has."""
    return Names(
        store.zone,
        store.currency,
        {each.id: each for each in rewards},
        {each.code: each.name for each in tiers},
        {each.code: each.name for each in segments},
    )


def either(texts: Collection[str]) -> str:
    """Return texts as one: a, b or c."""
    return format_list(list(texts), style="or", locale=formats.locale())

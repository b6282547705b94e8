"""What the wizard knows of the ledger while a form is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.campaign_change import History
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.event import EventSchema, FieldType
from counterfoil.domain.member import Segment, Tier
from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """The prefix of another campaign, put away or not."""

    campaign: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to choose from, and what stands already.

    `campaign` is the one that is changed, None for a new one, `history` what it has behind it and
    `codes` how many it has. `made` counts the codes there are of a format, as far as it was asked.
    """

    store: Store
    now: datetime
    schemas: tuple[EventSchema, ...] = ()
    tiers: tuple[Tier, ...] = ()
    segments: tuple[Segment, ...] = ()
    rewards: tuple[Reward, ...] = ()
    taken: tuple[Taken, ...] = ()
    campaign: Campaign | None = None
    history: History = field(default_factory=History)
    codes: int = 0
    made: Mapping[CodeFormat, int] = field(default_factory=dict)

    def schema(self, event: str) -> EventSchema | None:
        """Return the event schema of a type."""
        return next((each for each in self.schemas if each.event_type == event), None)

    def reward(self, reward_id: str) -> Reward | None:
        """Return a reward."""
        return next((each for each in self.rewards if each.id == reward_id), None)

    def text_attributes(self, event: str) -> tuple[str, ...]:
        """Return the attributes of an event that can carry a code."""
        schema = self.schema(event)
        fields = schema.fields if schema else ()
        return tuple(field.name for field in fields if field.type is FieldType.TEXT)

"""Members, and the tiers and segments they are in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

DEFAULT_WALLET = "default"
ERASED_NAME = "Erased member"


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of the programme; a member has at most one."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A named group of members; a member can be in many."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a loyalty card.

    `wallets` gives the balance of each wallet code, derived from its transfers. `referrer_id` is
    the id of the member who brought this one in. Of an `erased` one only what was done is left:
    there is no name and no card.
    """

    id: str
    loyalty_card_number: str
    registered_at: datetime
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    tier: str | None = None
    segments: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    custom_attributes: Mapping[str, str] = field(default_factory=dict)
    wallets: Mapping[str, Decimal] = field(default_factory=dict)
    referrer_id: str | None = None
    active: bool = True
    erased: bool = False

    @property
    def name(self) -> str:
        """The name staff read; the card number where there is none."""
        if self.erased:
            return ERASED_NAME
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.loyalty_card_number

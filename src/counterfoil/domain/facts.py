"""What the decision looks at: the facts the ledger gathered and the request of the counter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.event import Value
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Reward
from counterfoil.domain.rights import EVERY, Rights
from counterfoil.domain.store import Store
from counterfoil.domain.units import ZERO


class Reading(StrEnum):
    """What became of the text that was scanned or typed, before any look-up."""

    READ = "read"
    MISTYPED = "mistyped"
    COUPON = "coupon"
    UNREADABLE = "unreadable"


class CodeStatus(StrEnum):
    """Where a code stands; `void` is ours, the others are Open Loyalty's."""

    UNUSED = "unused"
    USED = "used"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Use:
    """When, where and by whom a code was used."""

    at: datetime
    store: str
    staff: str


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the ledger knows of one code. `use` is there where, and only where, it is used.

    A `test` code may be tried before its campaign is active, and its use counts nowhere.
    """

    status: CodeStatus
    batch: str
    prefix: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    use: Use | None = None
    test: bool = False

    def __post_init__(self) -> None:
        """Refuse a used code without its use: it would pass for unused."""
        if (self.status is CodeStatus.USED) != (self.use is not None):
            raise ValueError("a code has a use where, and only where, its status is used")


@dataclass(frozen=True, slots=True)
class Used:
    """What is already counted in the window of each of the campaign's limits.

    `points_per_member` is keyed by member id, as a referral gives to two members.
    """

    points: Decimal = ZERO
    executions: int = 0
    executions_per_member: int = 0
    points_per_member: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the decision looks at; `code` and `campaign` are None for an unknown code.

    Until `waits_until` nothing is looked at, as too many codes were unknown.
    """

    store: Store
    code: CodeFacts | None = None
    campaign: Campaign | None = None
    member: Member | None = None
    referrer: Member | None = None
    rewards: Mapping[str, Reward] = field(default_factory=dict)
    used: Used = Used()
    rights: Rights = EVERY
    waits_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the counter asks for.

    `code` is the text as staff should read it back; `card` the loyalty card that was given, ""
    for none; `amount` the purchase in the store's currency; `body` further attributes of the
    custom event.
    """

    code: str
    reading: Reading = Reading.READ
    card: str = ""
    amount: Decimal | None = None
    body: Mapping[str, Value] = field(default_factory=dict)

"""What a ledger may decide alone: grants, and what is left of them for one redemption.

A till without a hub holds every right, a hub every right it has not granted, a till that has joined
what it was granted. Leases are never taken back by time: their end stops the spending only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from counterfoil.domain.refusal import Reason
from counterfoil.domain.units import ZERO


class Authority(StrEnum):
    """What the ledger's rights let it do with a code alone."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    NONE = "none"


class GrantKind(StrEnum):
    """What a grant gives: codes to hold, a share of a campaign's limits, or a risk to take."""

    CODES = "codes"
    BUDGET = "budget"
    RISK = "risk"


class GrantState(StrEnum):
    """Where a grant stands. Only an `accepted` one may be spent; the last two are ends.

    A `recalled` one waits for the till's release. One that is `written_off` was given up by two
    managers, who waived what it guaranteed.
    """

    GRANTED = "granted"
    ACCEPTED = "accepted"
    RECALLED = "recalled"
    CLOSED = "closed"
    WRITTEN_OFF = "written_off"


OPEN = frozenset({GrantState.GRANTED, GrantState.ACCEPTED, GrantState.RECALLED})
"""States in which the hub counts a grant as out of its hands."""

BEFORE: Mapping[GrantState, frozenset[GrantState]] = {
    GrantState.GRANTED: frozenset(),
    GrantState.ACCEPTED: frozenset({GrantState.GRANTED}),
    GrantState.RECALLED: frozenset({GrantState.GRANTED, GrantState.ACCEPTED}),
    GrantState.CLOSED: OPEN,
    GrantState.WRITTEN_OFF: OPEN,
}
"""The states that each may follow: what is ended stays so, whatever comes again or late."""


class Guarantee(StrEnum):
    """What a grant lets everybody rely on, and what writing it off gives up."""

    ONE_HAND_OVER = "one_hand_over"
    CAMPAIGN_LIMITS = "campaign_limits"
    BOUNDED_DUPLICATES = "bounded_duplicates"


WAIVED: Mapping[GrantKind, Guarantee] = {
    GrantKind.CODES: Guarantee.ONE_HAND_OVER,
    GrantKind.BUDGET: Guarantee.CAMPAIGN_LIMITS,
    GrantKind.RISK: Guarantee.BOUNDED_DUPLICATES,
}
"""What writing off a grant of each kind waives."""

WAIVERS: Mapping[Guarantee, str] = {
    Guarantee.ONE_HAND_OVER: (
        "These codes can be redeemed elsewhere, though the till may have redeemed them already."
    ),
    Guarantee.CAMPAIGN_LIMITS: (
        "This share of the campaign's limits can be given again, though the till may have spent it."
    ),
    Guarantee.BOUNDED_DUPLICATES: (
        "This risk counts as given back, though duplicates of the till may still arrive."
    ),
}
"""What each waiver means, in one sentence for those who sign it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of redemptions and what they give: units, and money in coupons."""

    units: Decimal = ZERO
    money: Decimal = ZERO
    count: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.units + other.units, self.money + other.money, self.count + other.count)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.units - other.units, self.money - other.money, self.count - other.count)

    def covers(self, other: "Amount") -> bool:
        """Say whether `other` is no more than this in any respect."""
        return self.units >= other.units and self.money >= other.money and self.count >= other.count


@dataclass(frozen=True, slots=True)
class Grant:
    """A right that the hub gave a device; ids count up and are never given twice.

    `codes` are the first and last id of the codes it holds, None for a lease. `amount` is what a
    lease may spend in all and `spent` what of it is; of a risk, `burned` is the part that turned
    out to be duplicates. `epoch` is the hub's when it was given. After `expires_at` nothing more
    is spent. Nothing of a grant is spent unless it is `accepted`.
    """

    id: int
    epoch: int
    device: str
    kind: GrantKind
    campaign_id: str
    state: GrantState
    granted_at: datetime
    codes: tuple[int, int] | None = None
    amount: Amount = Amount()
    spent: Amount = Amount()
    burned: Amount = Amount()
    expires_at: datetime | None = None

    @property
    def left(self) -> Amount:
        """What can still be spent of a lease."""
        return self.amount - self.spent

    @property
    def is_open(self) -> bool:
        """Say whether the hub counts it as out of its hands."""
        return self.state in OPEN

    def is_usable(self, now: datetime) -> bool:
        """Say whether the device may spend it at `now`."""
        expired = self.expires_at is not None and now >= self.expires_at
        return self.state is GrantState.ACCEPTED and not expired


@dataclass(frozen=True, slots=True)
class Wish:
    """What a device is to be granted: ranges of ids of codes, or a lease of `amount`."""

    device: str
    campaign_id: str
    kind: GrantKind
    ranges: tuple[tuple[int, int], ...] = ()
    amount: Amount = Amount()
    expires_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What tills are kept supplied with for a campaign: `device`, or "" for all without their own.

    Leases of `budget` and `risk` last `hours`. `quota` is how often one member may redeem at a till
    that asks nobody, where the campaign has limits per member.
    """

    campaign_id: str
    device: str = ""
    budget: Amount = Amount()
    risk: Amount = Amount()
    hours: int = 24
    quota: int = 0


@dataclass(frozen=True, slots=True)
class Rights:
    """What the ledger may do with one code alone, for one member.

    `lacking` says why where the authority is none; of a code that is not known, whether that is
    because not every code is known here (`Reason.NOT_CHECKED`). `budget` is what is left of the
    lease on the campaign's limits in units and redemptions, `risk` of the risk that a provisional
    acceptance takes, `quota` how often this member may still redeem here; None where nothing
    bounds it.
    """

    authority: Authority = Authority.FINAL
    lacking: Reason | None = None
    budget: Amount | None = None
    risk: Amount | None = None
    quota: int | None = None


EVERY = Rights()
"""The rights of a ledger that asks nobody."""

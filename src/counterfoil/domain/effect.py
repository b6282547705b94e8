"""Effects: what a rule gives. The five of Open Loyalty's redemption-code campaigns."""

from dataclasses import dataclass
from decimal import Decimal

from counterfoil.domain.member import DEFAULT_WALLET


@dataclass(frozen=True, slots=True)
class GivePoints:
    """Add the units that the formula `points_rule` (CEL) comes to."""

    points_rule: str
    wallet_code: str = DEFAULT_WALLET


@dataclass(frozen=True, slots=True)
class DeductUnit:
    """Take away the units that the formula `points_rule` (CEL) comes to."""

    points_rule: str
    wallet_code: str = DEFAULT_WALLET


@dataclass(frozen=True, slots=True)
class GiveReward:
    """Issue a coupon of the reward."""

    reward_id: str


@dataclass(frozen=True, slots=True)
class AssignMemberCustomAttribute:
    """Set the member's custom attribute `key` to `value`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RemoveMemberCustomAttribute:
    """Remove the member's custom attribute `key`."""

    key: str


Effect = (
    GivePoints | DeductUnit | GiveReward | AssignMemberCustomAttribute | RemoveMemberCustomAttribute
)


@dataclass(frozen=True, slots=True)
class UnitsMoved:
    """Units to add (positive) or deduct (negative) in a member's wallet."""

    member_id: str
    wallet_code: str
    units: Decimal


@dataclass(frozen=True, slots=True)
class CouponIssued:
    """A coupon of a reward, to be issued; its code is drawn when it is written.

    `member_id` is None for a coupon handed to whoever brought the code.
    """

    member_id: str | None
    reward_id: str


@dataclass(frozen=True, slots=True)
class AttributeAssigned:
    """A member's custom attribute to be set."""

    member_id: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class AttributeRemoved:
    """A member's custom attribute to be removed."""

    member_id: str
    key: str


Outcome = UnitsMoved | CouponIssued | AttributeAssigned | AttributeRemoved

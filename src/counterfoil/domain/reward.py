"""Rewards, and the coupons issued from them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reward:
    """What the effect `give_reward` issues coupons of.

    `value` is what the coupon is worth at the counter, in the store's currency; `days_valid` counts
    whole days of 24 hours from issue, None meaning no expiry.
    """

    id: str
    name: str
    value: Decimal | None = None
    days_valid: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Coupon:
    """One coupon issued to a member, with its own code, value and expiry."""

    code: str
    reward_id: str
    reward_name: str
    value: Decimal | None
    expires_at: datetime | None


def issue(reward: Reward, code: str, now: datetime) -> Coupon:
    """Return the coupon of `reward` with `code`, issued at `now`."""
    expires_at = None if reward.days_valid is None else now + timedelta(days=reward.days_valid)
    return Coupon(code, reward.id, reward.name, reward.value, expires_at)

"""Rewards as Open Loyalty writes them: the parts that a coupon needs."""

from collections.abc import Mapping
from datetime import UTC
from typing import Annotated

from pydantic import Field

from counterfoil.domain.reward import Reward
from counterfoil.domain.units import plain
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import Amount, Flag, Name, Shape, Whole

_WRAPPER = "reward"
# Ten years; a coupon that outlives that has no expiry.
LONGEST_VALID = 3653


class RewardShape(Shape):
    """What coupons are issued of."""

    name: Name
    coupon_value: Annotated[Amount, Field(ge=0)] | None = None
    days_valid: Annotated[Whole, Field(ge=1, le=LONGEST_VALID)] | None = None
    active: Flag = True


def read_reward(document: object, *, id: str) -> Reward:  # noqa: A002 - the field's own name
    """Return the reward of a JSON body, with or without the outer `{"reward": …}`.

    Raises:
        InvalidInput: naming each thing that is wrong by its path.
    """
    body = read(RewardShape, document, _WRAPPER, UTC)
    return Reward(id, body.name, body.coupon_value, body.days_valid, body.active)


def write_reward(reward: Reward) -> Mapping[str, object]:
    """Return the body that `read_reward` reads back as the same reward."""
    body = {
        "name": reward.name,
        "couponValue": None if reward.value is None else plain(reward.value),
        "daysValid": reward.days_valid,
        "active": reward.active,
    }
    return {_WRAPPER: body}

"""The most a campaign can cost, in sentences."""

from counterfoil.desk import formats
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.translation import _, n_
from counterfoil.domain.campaign_cost import Bound, Cost, CouponCost, Spending
from counterfoil.domain.units import ZERO


def sentences(cost: Cost, names: Names) -> tuple[str, ...]:
    """Say what one redemption and all of them can cost, and what bounds it."""
    said = [
        _("One redemption gives at most {what}.").format(what=_spent(cost.each, names)),
        _total(cost, names),
    ]
    if cost.bound is None:
        said.append(
            _("Nothing bounds the units in all: set a budget in units, or limits, to bound them.")
        )
    if any(each.value is None for each in cost.total.coupons):
        said.append(_("Coupons whose reward has no value are counted, but not valued."))
    return tuple(said)


def _total(cost: Cost, names: Names) -> str:
    times = n_("{count} redemption", "{count} redemptions", cost.redemptions).format(
        count=formats.number(cost.redemptions)
    )
    what = _spent(cost.total, names)
    if cost.bound is Bound.POINTS:
        return _("In all: at most {what}. The budget bounds it.").format(what=what)
    if cost.bound is Bound.EXECUTIONS:
        return _("In all: at most {what}, for {times}. A limit bounds it.").format(
            what=what, times=times
        )
    return _("In all: at most {what}, for {times}.").format(what=what, times=times)


def _spent(spending: Spending, names: Names) -> str:
    parts = []
    if spending.units is None:
        parts.append(_("any number of units"))
    elif spending.units or not spending.coupons:
        parts.append(formats.units(spending.units))
    parts += [_coupons(each, names) for each in spending.coupons]
    text = ", ".join(parts)
    if spending.coupon_value == ZERO:
        return text
    worth = formats.money(spending.coupon_value, names.currency)
    return _("{what} (coupons worth {worth})").format(what=text, worth=worth)


def _coupons(cost: CouponCost, names: Names) -> str:
    return n_("{count} coupon of {reward}", "{count} coupons of {reward}", cost.count).format(
        count=formats.number(cost.count), reward=names.reward(cost.reward_id)
    )

"""Coupons that were used and put back at tills, at the hub."""

from datetime import timedelta

from sqlalchemy import select

from counterfoil.domain.effect import GiveReward
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.coupons import CouponAttempt, get_coupon, unuse_coupon, use_coupon
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import (
    batches,
    campaign_counts,
    code_digests,
    code_spaces,
    codes,
)
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW, rule
from tests.ledger.exchange.office.brand import Device, copy_rows, inbox
from tests.ledger.shop import CASHIER, SUPERVISOR, Shop

LATER = NOW + timedelta(minutes=5)
EVENING = NOW + timedelta(hours=5)
FOR_COFFEE = (rule(effects=(GiveReward("coffee"),)),)


def coupon_of(hub: Shop, office: Device) -> str:
    """Let the office redeem a code for a coupon, and the hub know; return the coupon."""
    _, made = office.alone.campaign(3, rules=FOR_COFFEE)
    first = office.push()
    assert {each.outcome for each in first} <= {Outcome.APPLIED, Outcome.QUARANTINED}
    copy_rows(office.shop, hub, (code_spaces, batches, codes, code_digests, campaign_counts))
    verdict = office.alone.redeem(made[0])
    assert office.push_one().outcome is Outcome.APPLIED
    given = verdict.given[0].coupon
    assert given is not None
    return given.code


def used(shop: Shop, code: str) -> None:
    """Use a coupon."""
    assert use_coupon(shop.ledger, CouponAttempt((code,), CASHIER), LATER).accepted


def test_a_coupon_used_at_a_till_is_used(hub: Shop, office: Device) -> None:
    code = coupon_of(hub, office)
    used(office.alone, code)
    assert office.push_one().outcome is Outcome.APPLIED
    use = get_coupon(hub.ledger, code).use
    assert use is not None
    assert (use.at, use.staff) == (LATER, "Jan")
    assert ("coupon", code, "") in office.touched


def test_a_coupon_put_back_can_be_used_again(hub: Shop, office: Device) -> None:
    code = coupon_of(hub, office)
    used(office.alone, code)
    unuse_coupon(office.alone.ledger, code, "not handed over", SUPERVISOR, LATER)
    assert [each.outcome for each in office.push()] == [Outcome.APPLIED] * 2
    used(hub, code)


def test_a_coupon_used_twice_waits_in_the_inbox(hub: Shop, office: Device) -> None:
    code = coupon_of(hub, office)
    used(hub, code)
    used(office.alone, code)
    judged = office.push_one()
    assert judged.outcome is Outcome.DUPLICATE
    assert judged.reason.startswith("Already used on")
    (waiting,) = inbox(hub.ledger)
    assert (waiting["kind"], waiting["money"], waiting["state"]) == ("coupon", 1200, "open")
    assert code not in str(waiting)


def test_the_second_use_holds_where_the_first_is_put_back(hub: Shop, office: Device) -> None:
    code = coupon_of(hub, office)
    used(hub, code)
    used(office.alone, code)
    office.push()
    unuse_coupon(office.alone.ledger, code, "not handed over", SUPERVISOR, EVENING)
    assert office.push_one().outcome is Outcome.APPLIED
    assert inbox(hub.ledger)[0]["state"] == "reversed"
    assert get_coupon(hub.ledger, code).use is not None


def test_a_coupon_of_an_undone_redemption_was_used_for_nothing(hub: Shop, office: Device) -> None:
    code = coupon_of(hub, office)
    (redemption,) = hub.rows(redemptions)
    reverse(hub.ledger, str(redemption["id"]), "wrong customer", SUPERVISOR, LATER)
    used(office.alone, code)
    judged = office.push_one()
    assert (judged.outcome, judged.of) == (Outcome.DUPLICATE, redemption["id"])
    assert judged.reason.startswith("The coupon was cancelled on")
    with hub.ledger.read() as conn:
        assert conn.scalar(select(coupons.c.used_at)) is None


def test_of_a_coupon_that_the_hub_does_not_know_the_entry_is_put_aside(
    hub: Shop, office: Device
) -> None:
    code = coupon_of(hub, office)
    with office.ledger.write() as conn:
        conn.execute(coupons.update().values(code="ELSEWHERE1"))
    use = use_coupon(office.alone.ledger, CouponAttempt(("ELSEWHERE1",), CASHIER), LATER)
    assert use.accepted
    assert code != "ELSEWHERE1"
    assert office.push_one().outcome is Outcome.QUARANTINED

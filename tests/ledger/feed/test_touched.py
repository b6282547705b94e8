"""What entries of the journal say has changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.entry import Kind
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.member import Tier
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.coupons import CouponAttempt, unuse_coupon, use_coupon
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.publish import last_number
from counterfoil.ledger.feed.touched import TOUCHED
from counterfoil.ledger.members import save_member, save_tier
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.settings import save_store
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.sync import feed, feed_counter
from tests.domain.build import NOW, limit, member, rule, store
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub."""
    return Shop(become_hub(shop.ledger, NOW))


def changed(hub: Shop, after: int) -> set[tuple[str, str]]:
    """Return what was published behind a number, by topic and key."""
    return {(row["topic"], row["key"]) for row in hub.rows(feed) if row["seq"] > after}


def number(hub: Shop) -> int:
    """Return the last number of the feed."""
    with hub.ledger.read() as conn:
        return last_number(conn)


def test_every_kind_is_named() -> None:
    assert set(TOUCHED) == set(Kind)


def test_a_ledger_alone_publishes_nothing(shop: Shop) -> None:
    shop.redeem(shop.campaign()[1][0])
    assert shop.count(feed) == 0
    assert shop.count(feed_counter) == 0


def test_a_redemption_and_its_reversal(hub: Shop) -> None:
    campaign, codes = hub.campaign(rules=(rule(effects=(GivePoints("5"), GiveReward("coffee"))),))
    before = number(hub)
    verdict = hub.redeem(codes[2])
    coupon = next(given.coupon for given in verdict.given if given.coupon)
    with hub.ledger.read() as conn:
        code_id = conn.scalar(select(feed.c.key).where(feed.c.topic == "code"))
    expected = {
        ("code", code_id),
        ("redemption", verdict.redemption_id),
        ("member", "m1"),
        ("coupon", coupon.code),
        ("usage", campaign.id),
    }
    assert changed(hub, before) == expected
    before = number(hub)
    reverse(hub.ledger, str(verdict.redemption_id), "wrong", SUPERVISOR, LATER)
    assert changed(hub, before) == expected


def test_a_coupon_used_and_put_back(hub: Shop) -> None:
    _, codes = hub.campaign(rules=(rule(effects=(GiveReward("coffee"),)),))
    verdict = hub.redeem(codes[0])
    coupon = next(given.coupon for given in verdict.given if given.coupon)
    before = number(hub)
    use_coupon(hub.ledger, CouponAttempt((coupon.code,), CASHIER), LATER)
    assert changed(hub, before) == {("coupon", coupon.code)}
    before = number(hub)
    unuse_coupon(hub.ledger, coupon.code, "wrong", SUPERVISOR, LATER)
    assert changed(hub, before) == {("coupon", coupon.code)}
    before = number(hub)
    erase_member(hub.ledger, "m1", "asked", MANAGER, LATER)
    assert changed(hub, before) == {("member", "m1"), ("coupon", coupon.code)}


def test_codes_made_void(hub: Shop) -> None:
    campaign, codes = hub.campaign(4)
    before = number(hub)
    void_codes(hub.ledger, campaign.id, SUPERVISOR, NOW, reason="lost", texts=[codes[0], codes[2]])
    ranges = {key for topic, key in changed(hub, before) if topic == "codes"}
    assert len(ranges) == 2
    before = number(hub)
    batch = hub.rows(batches)[0]["id"]
    void_codes(hub.ledger, campaign.id, SUPERVISOR, NOW, reason="lost", batch_id=batch)
    assert {topic for topic, _ in changed(hub, before)} == {"codes", "batch"}


def test_limits_that_count_otherwise_concern_everybody_counted(hub: Shop) -> None:
    campaign, codes = hub.campaign()
    hub.redeem(codes[0])
    before = number(hub)
    limits = Limits(executions_per_member=limit(3, IntervalType.DAYS))
    saved = save_campaign(
        hub.ledger, replace(campaign, limits=limits), MANAGER, NOW, base_version=1
    )
    assert changed(hub, before) >= {("campaign", saved.id), ("member", "m1"), ("usage", saved.id)}
    before = number(hub)
    save_campaign(hub.ledger, replace(saved, display_order=3), MANAGER, NOW, base_version=2)
    assert changed(hub, before) == {("campaign", saved.id)}


def test_a_store_in_another_zone_concerns_everybody_counted(hub: Shop) -> None:
    campaign, codes = hub.campaign(limits=Limits(executions_per_member=limit(3)))
    hub.redeem(codes[0])
    before = number(hub)
    save_store(hub.ledger, store(name="Other"), MANAGER, NOW)
    assert changed(hub, before) == {("store", "W1")}
    before = number(hub)
    other = replace(store(), zone=type(store().zone)("UTC"))
    save_store(hub.ledger, other, MANAGER, NOW)
    assert changed(hub, before) == {("store", "W1"), ("member", "m1"), ("usage", campaign.id)}


def test_people_and_groups(hub: Shop) -> None:
    before = number(hub)
    save_tier(hub.ledger, Tier("vip", "Very"), MANAGER, NOW)
    save_staff(hub.ledger, Staff("ola", "Ola", Role.CASHIER), MANAGER, NOW)
    set_pin(hub.ledger, "ola", "4711", MANAGER, NOW)
    save_member(hub.ledger, member(id="m3", loyalty_card_number="7", tier="new"), MANAGER, NOW)
    expected = {("tier", "vip"), ("staff", "ola"), ("tier", "new"), ("member", "m3")}
    assert changed(hub, before) - expected <= {("segment", "coffee"), ("segment", "newsletter")}
    assert changed(hub, before) >= expected
    before = number(hub)
    save_member(hub.ledger, member(id="m3", loyalty_card_number="8", tier="new"), MANAGER, NOW)
    assert changed(hub, before) == {("member", "m3")}
    before = number(hub)
    hub.credit(5)
    assert changed(hub, before) == {("member", "m1")}

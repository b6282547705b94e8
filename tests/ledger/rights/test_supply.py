"""A till is kept supplied with what its allowance says, and never past a campaign's limits."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, update

from counterfoil.domain.campaign import Activity
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.limit import IntervalType, Limits
from counterfoil.domain.rights import Allowance, Amount, Grant, GrantKind, GrantState
from counterfoil.ledger.campaigns import archive, set_active
from counterfoil.ledger.exchange.epochs import begin
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import (
    allowance_document,
    allowance_for,
    allowance_from,
    list_allowances,
    set_allowance,
)
from counterfoil.ledger.rights.grants import recalled
from counterfoil.ledger.rights.outstanding import outstanding
from counterfoil.ledger.rights.rows import move
from counterfoil.ledger.rights.supply import SUPPLIED, top_up
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.sync import enrolments, grants
from tests.domain.build import NOW, limit
from tests.ledger.exchange.tills import enrolled
from tests.ledger.rights.counter import capped, hub_of, limited, owned, tills
from tests.ledger.shop import MANAGER, Shop

RISK = Amount(Decimal(200), Decimal(50), 4)
SHARE = Amount(Decimal(100), count=10)
BOTH = Allowance("c1", budget=SHARE, risk=RISK, hours=8, quota=1)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub."""
    return hub_of(ledger)


def supplied(hub: Ledger, device: str, now: datetime = NOW) -> tuple[Grant, ...]:
    with hub.write() as conn:
        return top_up(hub, conn, device, now)


def spend(hub: Ledger, grant_id: int, units: int) -> None:
    with hub.write() as conn:
        values = {"spent_units": units * 100, "state": GrantState.ACCEPTED}
        conn.execute(update(grants).where(grants.c.id == grant_id).values(values))


def test_a_till_is_supplied_once(hub: Ledger) -> None:
    capped(Shop(hub), 0, limits=limited(points=1000, executions=100))
    set_allowance(hub, BOTH, MANAGER, NOW)
    (one,) = tills(hub, 1)
    share, risk = supplied(hub, one)
    assert (share.kind, share.amount, risk.kind, risk.amount) == (
        GrantKind.BUDGET,
        SHARE,
        GrantKind.RISK,
        RISK,
    )
    assert share.expires_at == risk.expires_at == NOW + timedelta(hours=8)
    entry = Shop(hub).last_entry().entry
    assert (entry.kind, entry.body["staff"], entry.body["reason"]) == (
        Kind.RIGHT_GRANTED,
        None,
        SUPPLIED,
    )
    assert supplied(hub, one) == ()


def test_only_what_the_policy_and_the_limits_call_for_is_supplied(hub: Ledger) -> None:
    shop = Shop(hub)
    owned(shop, 0)
    owned(shop, 0, id="c2", limits=limited(points=500))
    capped(shop, 0, id="c3")
    shop.campaign(0, id="c4")
    for campaign in ("c1", "c2", "c3", "c4"):
        set_allowance(hub, replace(BOTH, campaign_id=campaign), MANAGER, NOW)
    (one,) = tills(hub, 1)
    found = [(each.campaign_id, each.kind, each.amount) for each in supplied(hub, one)]
    assert found == [
        ("c2", GrantKind.BUDGET, Amount(Decimal(100))),
        ("c3", GrantKind.RISK, RISK),
    ]


def test_it_is_supplied_again_when_half_is_gone(hub: Ledger) -> None:
    owned(Shop(hub), 0, limits=limited(points=1000))
    set_allowance(hub, BOTH, MANAGER, NOW)
    (one,) = tills(hub, 1)
    (first,) = supplied(hub, one)
    spend(hub, first.id, 50)
    assert supplied(hub, one) == ()
    spend(hub, first.id, 51)
    (second,) = supplied(hub, one)
    assert second.amount == Amount(Decimal(100))
    assert supplied(hub, one) == ()


def test_it_is_supplied_again_before_its_lease_ends(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    set_allowance(hub, BOTH, MANAGER, NOW)
    (one,) = tills(hub, 1)
    supplied(hub, one)
    assert supplied(hub, one, NOW + timedelta(hours=4)) == ()
    assert len(supplied(hub, one, NOW + timedelta(hours=4, seconds=1))) == 1


def test_a_clock_that_is_ahead_by_all_of_a_lease_gets_none(hub: Ledger) -> None:
    capped(Shop(hub), 0, limits=limited(points=1000, executions=100))
    set_allowance(hub, BOTH, MANAGER, NOW)
    (till,) = tills(hub, 1)
    for ahead, count in ((timedelta(hours=8), 0), (timedelta(hours=7), 2)):
        with hub.write() as conn:
            off = update(enrolments).values(clock_off=ahead // timedelta(microseconds=1))
            conn.execute(off.where(enrolments.c.device == till))
        assert len(supplied(hub, till)) == count


def test_what_was_recalled_is_replaced(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    set_allowance(hub, BOTH, MANAGER, NOW)
    (one,) = tills(hub, 1)
    (first,) = supplied(hub, one)
    with hub.write() as conn:
        recalled(conn, first.id)
    assert len(supplied(hub, one)) == 1


def test_many_tills_are_never_given_more_than_there_is(hub: Ledger) -> None:
    owned(Shop(hub), 0, limits=limited(points=250))
    set_allowance(hub, BOTH, MANAGER, NOW)
    devices = tills(hub, 1, 2, 3, 4)
    amounts = [sum(each.amount.units for each in supplied(hub, one)) for one in devices]
    assert amounts == [100, 100, 50, 0]
    with hub.read() as conn:
        assert outstanding(conn, "c1").units == 250


def use(hub: Ledger, units: int) -> None:
    row = {"campaign_id": "c1", "member_id": "", "unit": "", "bucket": 0, "executions": 1}
    with hub.write() as conn:
        conn.execute(delete(usage))
        conn.execute(insert(usage).values(points=units * 100, **row))


def test_crumbs_are_not_changed_for_crumbs(hub: Ledger) -> None:
    owned(Shop(hub), 0, limits=limited(points=110))
    set_allowance(hub, BOTH, MANAGER, NOW)
    (one,) = tills(hub, 1)
    (first,) = supplied(hub, one)
    spend(hub, first.id, 95)
    use(hub, 95)
    assert supplied(hub, one) == ()
    spend(hub, first.id, 96)
    use(hub, 96)
    (second,) = supplied(hub, one)
    assert second.amount.units == 10
    assert supplied(hub, one) == ()
    with hub.write() as conn:
        move(conn, first.id, GrantState.CLOSED)
    assert supplied(hub, one) == ()


def test_a_till_of_its_own_allowance_has_no_other(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    one, two = tills(hub, 1, 2)
    set_allowance(hub, BOTH, MANAGER, NOW)
    mine = Allowance("c1", one, risk=Amount(Decimal(7), count=1), hours=2)
    set_allowance(hub, mine, MANAGER, NOW)
    assert [each.amount.units for each in supplied(hub, one) + supplied(hub, two)] == [7, 200]
    with hub.read() as conn:
        assert allowance_for(conn, "c1", one) == mine
        assert allowance_for(conn, "c1", two) == BOTH
        assert allowance_for(conn, "c2", two) is None
    assert list_allowances(hub, "c1") == list_allowances(hub) == (BOTH, mine)
    assert allowance_from(allowance_document(mine)) == mine


def test_an_office_device_is_supplied_only_by_name(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    office = enrolled(hub, 5, DeviceKind.OFFICE)
    set_allowance(hub, BOTH, MANAGER, NOW)
    assert supplied(hub, office) == ()
    set_allowance(hub, replace(BOTH, device=office), MANAGER, NOW)
    assert len(supplied(hub, office)) == 1


def test_nothing_is_supplied_where_nothing_can_be_redeemed(hub: Ledger) -> None:
    shop = Shop(hub)
    capped(shop, 0)
    capped(shop, 0, id="c2")
    capped(shop, 0, id="c3", activity=Activity(NOW - timedelta(2), NOW))
    for campaign in ("c1", "c2", "c3"):
        set_allowance(hub, replace(BOTH, campaign_id=campaign), MANAGER, NOW)
    set_active(hub, "c1", MANAGER, NOW, active=False)
    archive(hub, "c2", MANAGER, NOW)
    (one,) = tills(hub, 1)
    assert supplied(hub, one) == ()
    assert supplied(hub, "nobody") == ()
    set_active(hub, "c1", MANAGER, NOW, active=True)
    with hub.write() as conn:
        conn.execute(update(enrolments).values(state="frozen"))
    assert supplied(hub, one) == ()
    with hub.write() as conn:
        conn.execute(update(enrolments).values(state="active"))
        begin(hub, conn, NOW, "It was restored.")
    assert supplied(hub, one) == ()


def test_a_share_that_lacks_a_limit_is_not_supplied(hub: Ledger) -> None:
    owned(Shop(hub), 0, limits=limited(points=1000, executions=100))
    set_allowance(hub, replace(BOTH, budget=Amount(Decimal(100))), MANAGER, NOW)
    (one,) = tills(hub, 1)
    assert supplied(hub, one) == ()


def test_in_a_new_window_there_is_room_again(hub: Ledger) -> None:
    shop = Shop(hub)
    limits = Limits(points=limit(100, IntervalType.DAYS))
    _, made = owned(shop, limits=limits)
    set_allowance(hub, BOTH, MANAGER, NOW)
    (one,) = tills(hub, 1)
    assert shop.redeem(made[0]).accepted
    assert supplied(hub, one) == ()
    tomorrow = NOW + timedelta(days=1)
    (share,) = supplied(hub, one, tomorrow)
    assert share.amount.units == 100
    assert not shop.redeem(made[1], tomorrow).accepted
    with hub.write() as conn:
        move(conn, share.id, GrantState.CLOSED)
    assert shop.redeem(made[1], tomorrow).accepted


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ({"hours": 0}, "lasts 1 to"),
        ({"hours": 745}, "lasts 1 to"),
        ({"quota": -1}, "quota is 0 to"),
        ({"budget": Amount(Decimal(1), Decimal(1), 1)}, "not in money"),
        ({"budget": Amount(Decimal(-1))}, "this amount"),
        ({"risk": Amount(count=-1)}, "this amount"),
        ({"risk": Amount(Decimal(5))}, "how many"),
    ],
)
def test_an_allowance_that_cannot_be_is_refused(
    sqlite_ledger: Ledger, over: dict[str, object], message: str
) -> None:
    hub = hub_of(sqlite_ledger)
    capped(Shop(hub), 0)
    with pytest.raises(InvalidInput, match=message):
        set_allowance(hub, replace(BOTH, **over), MANAGER, NOW)  # type: ignore[arg-type]
    assert list_allowances(hub) == ()


def test_an_allowance_is_for_what_is_known(sqlite_ledger: Ledger) -> None:
    capped(Shop(sqlite_ledger), 0)
    with pytest.raises(Conflict, match="by the hub or on an office device"):
        set_allowance(sqlite_ledger, BOTH, MANAGER, NOW)
    hub = hub_of(sqlite_ledger)
    with pytest.raises(NotFound, match="no campaign c9"):
        set_allowance(hub, replace(BOTH, campaign_id="c9"), MANAGER, NOW)
    with pytest.raises(NotFound, match="no device x"):
        set_allowance(hub, replace(BOTH, device="x"), MANAGER, NOW)

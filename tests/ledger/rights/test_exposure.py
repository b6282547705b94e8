"""What is out of the hub's hands, in units, money and number, by campaign and by device."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from counterfoil.domain.rights import Amount, GrantKind, GrantState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.exposure import DeviceStake, Stake, exposure
from counterfoil.ledger.rights.rows import move
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.sync import grants
from tests.ledger.rights.counter import (
    capped,
    given,
    holding,
    hub_of,
    ids,
    lease,
    limited,
    put,
    till_of,
    tills,
)
from tests.ledger.shop import Shop

RISK = Amount(Decimal(200), Decimal(50), 4)
PART = Amount(Decimal(20), Decimal(5), 1)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub."""
    return hub_of(ledger)


def test_nothing_is_out_where_nothing_was_given(hub: Ledger) -> None:
    found = exposure(hub)
    assert (found.total, found.campaigns, found.devices) == (Stake(), (), ())
    assert (found.of_device("x"), found.of_campaign("c1")) == (Stake(), Stake())


def test_what_each_device_may_do_is_summed(hub: Ledger) -> None:
    shop = Shop(hub)
    capped(shop, 6, limits=limited(points=1000))
    capped(shop, 4, id="c2")
    one, two = tills(hub, 1, 2)
    first, last = ids(hub)
    given(hub, lease(one, GrantKind.RISK, RISK))
    given(hub, lease(two, GrantKind.RISK, RISK))
    given(hub, lease(two, GrantKind.BUDGET, Amount(Decimal(300))))
    given(hub, holding(one, (first, first + 2)))
    given(hub, holding(two, ids(hub, "c2"), campaign_id="c2"))
    with hub.write() as conn:
        conn.execute(update(codes).where(codes.c.id == first).values(status=1))
        conn.execute(update(codes).where(codes.c.id == last + 1).values(status=2))
        burned = {"burned_units": 2000, "burned_money": 500, "burned_count": 1}
        spent = {"spent_units": 2000, "spent_money": 500, "spent_count": 1}
        conn.execute(update(grants).where(grants.c.id == 2).values(**burned, **spent))
    found = exposure(hub)
    mine = Stake(granted=RISK, risk=RISK, codes=2)
    theirs = Stake(granted=RISK, risk=RISK - PART, burned=PART, budget=Amount(Decimal(300)))
    assert found.of_device(one) == mine
    assert found.of_campaign("c1") == mine + theirs
    assert found.of_campaign("c2") == Stake(codes=3)
    assert found.total == mine + theirs + Stake(codes=3)
    summer = found.campaigns[0]
    assert [each.campaign_id for each in found.campaigns] == ["c1", "c2"]
    assert summer.name == "Summer"
    assert summer.devices == (
        DeviceStake(one, "Till 1", mine),
        DeviceStake(two, "Till 2", theirs),
    )


def test_what_has_ended_is_out_no_more_but_was_granted(hub: Ledger) -> None:
    capped(Shop(hub), 3, limits=limited(points=1000))
    (one,) = tills(hub, 1)
    given(hub, lease(one, GrantKind.RISK, RISK))
    given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    given(hub, holding(one, ids(hub)))
    with hub.write() as conn:
        for number in (1, 2, 3):
            move(conn, number, GrantState.CLOSED)
    assert exposure(hub).total == Stake(granted=RISK)


def test_a_till_knows_what_it_has_taken_provisionally(ledger: Ledger) -> None:
    till = till_of(ledger)
    shop = Shop(till)
    _, made = capped(shop)
    put(till, kind=GrantKind.RISK, amount=Amount(Decimal(500), count=9))
    shop.redeem(made[0])
    shop.redeem(made[1])
    stake = exposure(till).total
    assert stake.provisional == Amount(Decimal(200), Decimal(0), 2)
    assert stake.risk == Amount(Decimal(500), count=9)

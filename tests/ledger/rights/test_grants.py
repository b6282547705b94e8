"""What a hub gives: codes to one holder, shares of a limit that never pass it, numbers once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound, UserError
from counterfoil.domain.exchange import Standing
from counterfoil.domain.rights import (
    Amount,
    GrantKind,
    GrantState,
    Guarantee,
    Wish,
)
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.exchange.epochs import begin
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.managing import give, recall, wish_from, write_off
from counterfoil.ledger.rights.numbers import PER_EPOCH, raise_grant_id
from counterfoil.ledger.rights.outstanding import outstanding
from counterfoil.ledger.rights.ranges import holders, ranges_of_batch, ranges_of_sheet
from counterfoil.ledger.rights.rows import (
    grant_document,
    list_grants,
    move,
    open_grants,
)
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.codes import batches, codes
from counterfoil.ledger.tables.sync import enrolments, grants
from tests.domain.build import NOW
from tests.ledger.rights.counter import (
    BUDGET,
    capped,
    given,
    grant_at,
    holding,
    hub_of,
    ids,
    lease,
    limited,
    owned,
    tills,
)
from tests.ledger.sheets.press import print_sheets
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well

SECOND = Staff("ola", "Ola", Role.MANAGER)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub."""
    return hub_of(ledger)


def test_a_batch_is_held_by_one_till(hub: Ledger) -> None:
    owned(Shop(hub))
    one, two = tills(hub, 1, 2)
    grant = given(hub, holding(one, ids(hub), reason="for the fair"))
    first, last = ids(hub)
    (batch,) = Shop(hub).rows(batches)
    with hub.read() as conn:
        assert ranges_of_batch(conn, batch["id"]) == ((first, last),)
        assert open_grants(conn, device=one) == (grant,)
        assert open_grants(conn, campaign="c1") == (grant,)
        assert open_grants(conn, device=two) == ()
        assert [holders(conn, "c1", each) for each in (first - 1, first, last, last + 1)] == [
            (),
            (one,),
            (one,),
            (),
        ]
    assert (grant.state, grant.codes, grant.epoch) == (GrantState.GRANTED, (first, last), 1)
    entry = Shop(hub).last_entry().entry
    assert entry.kind == Kind.RIGHT_GRANTED
    assert entry.body == {
        "staff": "manager",
        "reason": "for the fair",
        "grants": [grant.id],
        "documents": [grant_document(grant)],
    }
    with pytest.raises(Conflict, match=f"{one} holds some of these codes"):
        given(hub, holding(two, (last, last)))
    assert_well(hub)


def test_a_sheet_is_held_range_by_range(hub: Ledger) -> None:
    owned(Shop(hub), 30)
    (one,) = tills(hub, 1)
    print_sheets(hub, quantity=4)
    with hub.read() as conn:
        ranges = ranges_of_sheet(conn, 1)
        with pytest.raises(NotFound, match="no sheet 7"):
            ranges_of_sheet(conn, 7)
    made = give(hub, holding(one, *reversed(ranges)), MANAGER, NOW)
    assert [each.codes for each in made] == list(ranges)


def test_codes_that_cannot_be_held_are_refused(hub: Ledger) -> None:
    owned(Shop(hub))
    capped(Shop(hub), id="c2")
    (one,) = tills(hub, 1)
    first, last = ids(hub)
    for ranges, message in (
        ((), "Name the codes"),
        (((last, first),), "Name the codes"),
        (((first, last), (last, last)), "named twice"),
        (((first, last + 1),), "no codes"),
        ((ids(hub, "c2"),), "no codes"),
    ):
        with pytest.raises(UserError, match=message):
            given(hub, holding(one, *ranges))
    with hub.write() as conn:
        conn.execute(update(codes).where(codes.c.id.between(first, last - 1)).values(status=2))
    with pytest.raises(Conflict, match="nothing left to hold"):
        given(hub, holding(one, (first, last - 1)))
    assert given(hub, holding(one, (first, last))).codes == (first, last)


def test_shares_of_a_limit_never_pass_it(hub: Ledger) -> None:
    shop = Shop(hub)
    _, made = owned(shop, limits=limited(points=1000, executions=10))
    one, two = tills(hub, 1, 2)
    given(hub, lease(one, GrantKind.BUDGET, BUDGET))
    assert shop.redeem(made[0]).accepted
    with pytest.raises(Conflict, match=r"have left: 400\.00 units, 4 redemptions"):
        given(hub, lease(two, GrantKind.BUDGET, Amount(Decimal("400.01"), count=1)))
    with pytest.raises(Conflict, match="have left"):
        given(hub, lease(two, GrantKind.BUDGET, Amount(Decimal(1), count=5)))
    given(hub, lease(two, GrantKind.BUDGET, Amount(Decimal(400), count=4)))
    with hub.read() as conn:
        assert outstanding(conn, "c1") == Amount(Decimal(900), count=9)
    verdict = shop.redeem(made[1])
    assert verdict.refused is not None
    assert verdict.refused.reason == "campaign_executions_reached"


def test_what_is_spent_of_a_share_is_not_out_any_more(hub: Ledger) -> None:
    owned(Shop(hub), limits=limited(points=1000))
    (one,) = tills(hub, 1)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(600), Decimal(7), 5)))
    assert grant.amount == Amount(Decimal(600))
    with hub.write() as conn:
        spent = {"spent_units": 70000, "spent_count": 9}
        conn.execute(update(grants).values(spent))
        assert outstanding(conn, "c1") == Amount()
        conn.execute(update(grants).values(spent_units=100))
        assert outstanding(conn, "c1") == Amount(Decimal(599))
        move(conn, grant.id, GrantState.CLOSED)
        assert outstanding(conn, "c1") == Amount()


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (lease("?", GrantKind.RISK, Amount(count=0)), "Say how many"),
        (lease("?", GrantKind.RISK, Amount(count=1), expires_at=None), "until when"),
        (lease("?", GrantKind.RISK, Amount(count=1), expires_at=NOW), "later than now"),
        (lease("?", GrantKind.BUDGET, Amount(Decimal(-1))), "this amount"),
        (lease("?", GrantKind.BUDGET, Amount(Decimal("1e10"))), "this amount"),
        (lease("?", GrantKind.BUDGET, Amount(Decimal(1), count=0)), "each limit"),
        (lease("?", GrantKind.BUDGET, BUDGET, campaign_id="c2"), "no limits of its own"),
        (lease("?", GrantKind.RISK, BUDGET, campaign_id="c2"), "no risk to take"),
        (lease("?", GrantKind.RISK, BUDGET, campaign_id="c3"), "with the hub only"),
        (lease("?", GrantKind.RISK, BUDGET, campaign_id="c9"), "no campaign c9"),
        (lease("nobody", GrantKind.RISK, BUDGET), "no device nobody"),
        (lease("?", GrantKind.RISK, BUDGET, reason="x" * 501), "at most 500"),
    ],
)
def test_what_cannot_be_leased_is_refused(sqlite_ledger: Ledger, wish: Wish, message: str) -> None:
    hub = hub_of(sqlite_ledger)
    capped(Shop(hub), 0, limits=limited(1000, 10))
    owned(Shop(hub), 0, id="c2")
    Shop(hub).campaign(0, id="c3")
    (one,) = tills(hub, 1)
    asked = replace(wish, device=one) if wish.device == "?" else wish
    with pytest.raises(UserError, match=message):
        given(hub, asked)
    with hub.read() as conn:
        assert list_grants(conn, states=GrantState) == ()


def test_only_managers_give_and_only_at_a_hub_or_in_an_office(ledger: Ledger) -> None:
    capped(Shop(ledger), 0)
    wish = lease("x", GrantKind.RISK, BUDGET)
    with pytest.raises(Conflict, match="by the hub or on an office device"):
        give(ledger, wish, MANAGER, NOW)
    hub = hub_of(ledger)
    for deed in (
        lambda by: give(hub, wish, by, NOW),
        lambda by: recall(hub, 1, by, NOW),
        lambda by: write_off(hub, 1, by, SECOND, Guarantee.ONE_HAND_OVER, NOW),
        lambda by: write_off(hub, 1, MANAGER, by, Guarantee.ONE_HAND_OVER, NOW),
    ):
        with pytest.raises(Forbidden):
            deed(CASHIER)
    office = replace(ledger, standing=Standing.OFFICE)
    assert give(office, wish, MANAGER, NOW) == ()
    entry = Shop(ledger).last_entry().entry
    assert wish_from(entry.body["wish"]) == wish  # type: ignore[arg-type]
    assert Shop(ledger).count(grants) == 0


def test_a_hub_that_waits_gives_nothing(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    (one,) = tills(hub, 1)
    with hub.write() as conn:
        begin(hub, conn, NOW, "It was restored.")
    with pytest.raises(Conflict, match="grants nothing yet"):
        given(hub, lease(one, GrantKind.RISK, BUDGET))


@pytest.mark.parametrize("state", ["frozen", "revoked", "written_off"])
def test_a_device_that_is_not_active_is_given_nothing(sqlite_ledger: Ledger, state: str) -> None:
    hub = hub_of(sqlite_ledger)
    capped(Shop(hub), 0)
    (one,) = tills(hub, 1)
    with hub.write() as conn:
        conn.execute(update(enrolments).values(state=state))
    with pytest.raises(Conflict, match="not active"):
        given(hub, lease(one, GrantKind.RISK, BUDGET))


def test_numbers_count_up_and_an_epoch_has_its_own(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    (one,) = tills(hub, 1)
    wish = lease(one, GrantKind.RISK, BUDGET)
    assert [given(hub, wish).id for _ in range(2)] == [1, 2]
    with hub.write() as conn:
        raise_grant_id(conn, 40)
        raise_grant_id(conn, 12)
        raise_grant_id(conn, 2**63 - 1)
    assert given(hub, wish).id == 41
    with hub.write() as conn:
        number = begin(hub, conn, NOW, "It was restored.")
        conn.execute(update(enrolments).values(awaited=False))
    later = given(hub, wish)
    assert (later.id, later.epoch) == ((number - 1) * PER_EPOCH + 1, number)


def test_a_right_is_recalled_once_and_ends_once(hub: Ledger) -> None:
    owned(Shop(hub))
    save_staff(hub, SECOND, MANAGER, NOW)
    (one,) = tills(hub, 1)
    grant = given(hub, holding(one, ids(hub)))
    assert recall(hub, grant.id, MANAGER, NOW).state is GrantState.RECALLED
    assert Shop(hub).last_entry().entry.kind == Kind.RIGHT_RECALLED
    with pytest.raises(Forbidden, match="cannot be both"):
        write_off(hub, grant.id, MANAGER, MANAGER, Guarantee.ONE_HAND_OVER, NOW)
    with pytest.raises(InvalidInput, match="another guarantee"):
        write_off(hub, grant.id, MANAGER, SECOND, Guarantee.CAMPAIGN_LIMITS, NOW)
    written = write_off(hub, grant.id, MANAGER, SECOND, Guarantee.ONE_HAND_OVER, NOW)
    assert written.state is GrantState.WRITTEN_OFF
    body = Shop(hub).last_entry().entry.body
    assert (body["staff"], body["second"], body["waives"]) == ("manager", "ola", "one_hand_over")
    with pytest.raises(Conflict, match="has ended already"):
        recall(hub, grant.id, MANAGER, NOW)
    with pytest.raises(NotFound, match="no right with the number 77"):
        recall(hub, 77, MANAGER, NOW)
    assert given(hub, holding(one, ids(hub))).id == grant.id + 1


def test_an_end_is_an_end(hub: Ledger) -> None:
    capped(Shop(hub), 0)
    (one,) = tills(hub, 1)
    for end in (GrantState.CLOSED, GrantState.WRITTEN_OFF):
        grant = given(hub, lease(one, GrantKind.RISK, BUDGET))
        with hub.write() as conn:
            assert move(conn, grant.id, end)
            assert not any(move(conn, grant.id, state) for state in GrantState)
        assert grant_at(hub, grant.id).state is end

"""The inbox: what it shows of two redemptions, and what comes of each decision."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind, Outcome
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.coupons import CouponAttempt, use_coupon
from counterfoil.ledger.exchange.conflicts import How, inbox, settle
from counterfoil.ledger.members import get_member
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.office import adjustments
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import NOW
from tests.ledger.exchange.sender import LATER, Till, outcomes, till
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, assert_well


def clash(hub: Shop, *, coupon: bool = False) -> tuple[Verdict, Till, str]:
    """Let a code be redeemed at the hub and at a till; return the first, the till, the conflict."""
    _, made = hub.campaign(quantity=10)
    first = hub.redeem(made[0])
    jan = till(hub)
    jan.push(jan.redeem_for_coupon(made[0]) if coupon else jan.redeem(made[0]))
    return first, jan, f"{jan.device}-1"


def state(hub: Shop) -> str:
    (row,) = hub.rows(conflicts)
    return str(row["state"])


def test_both_redemptions_are_shown_side_by_side(hub: Shop) -> None:
    first, _, conflict = clash(hub, coupon=True)
    (shown,) = inbox(hub.ledger).conflicts
    assert (shown.id, shown.is_open, shown.reason) == (conflict, True, Reason.ALREADY_USED)
    assert (shown.campaign, shown.campaign_id) == ("Summer", "c1")
    assert (shown.money, shown.units) == (Decimal("3.50"), Decimal(0))
    assert shown.code.startswith("SUM")
    assert shown.first is not None
    assert shown.second is not None
    assert shown.first.redemption_id == first.redemption_id
    assert shown.first.units == Decimal(100)
    assert (shown.second.redemption_id, shown.second.till) == (conflict, "Till 1")
    assert (shown.second.store, shown.second.staff) == ("Warsaw Central", "Jan")
    assert (shown.second.card, shown.second.at) == ("1001", NOW)
    (coupon,) = shown.second.coupons
    assert (coupon.code, coupon.reward, coupon.cancelled) == ("CUPA234567", "Free coffee", True)
    assert shown.first.coupons == ()


def test_a_first_one_that_is_nowhere_is_not_shown(hub: Shop) -> None:
    first, _, _ = clash(hub)
    with hub.ledger.write() as conn:
        conn.execute(update(conflicts).values(of=""))
    assert first.accepted
    (shown,) = inbox(hub.ledger).conflicts
    # The conflict itself remembers it.
    assert shown.first is not None


def test_the_open_ones_come_first_page_by_page(hub: Shop) -> None:
    _, made = hub.campaign(quantity=10)
    jan = till(hub)
    for code in made[:5]:
        hub.redeem(code)
    jan.push(*(jan.redeem(code) for code in made[:5]))
    settle(hub.ledger, f"{jan.device}-2", How.KEEP_FIRST, "", SUPERVISOR, LATER)
    seen, cursor = [], None
    while True:
        page = inbox(hub.ledger, cursor, limit=2)
        seen += [each.id.rpartition("-")[2] for each in page.conflicts]
        cursor = page.next
        if cursor is None:
            break
    assert seen == ["1", "3", "4", "5", "2"]
    assert len(inbox(hub.ledger, open_only=True).conflicts) == 4


def test_keeping_the_first_gives_the_second_nothing(hub: Shop) -> None:
    _, _, conflict = clash(hub, coupon=True)
    settle(hub.ledger, conflict, How.KEEP_FIRST, "spoke with them", SUPERVISOR, LATER)
    (shown,) = inbox(hub.ledger).conflicts
    assert (shown.state, shown.note, shown.settled_by) == ("kept_first", "spoke with them", "Ewa")
    assert shown.settled_at == LATER
    (coupon,) = hub.rows(coupons)
    assert coupon["cancelled_at"] is not None
    assert hub.last_entry().entry.kind == Kind.CONFLICT_SETTLED
    assert_well(hub.ledger)


def test_accepting_the_loss_gives_the_second_its_units_with_a_reason(hub: Shop) -> None:
    _, _, conflict = clash(hub)
    settle(hub.ledger, conflict, How.ACCEPT_LOSS, "our mistake", SUPERVISOR, LATER)
    assert get_member(hub.ledger, "m1").wallets["default"] == 200
    (adjusted,) = hub.rows(adjustments)
    assert conflict in adjusted["reason"]
    assert "our mistake" in adjusted["reason"]
    assert adjusted["staff_id"] == "ewa"
    # Limits and figures count the first alone.
    assert hub.count(redemptions) == 1
    assert state(hub) == "accepted"
    assert_well(hub.ledger)


def test_accepting_the_loss_makes_the_second_coupon_good(hub: Shop) -> None:
    _, _, conflict = clash(hub, coupon=True)
    settle(hub.ledger, conflict, How.ACCEPT_LOSS, "our mistake", SUPERVISOR, LATER)
    used = use_coupon(hub.ledger, CouponAttempt(("CUPA234567",), CASHIER, "1001"), LATER)
    assert used.refused is None
    assert_well(hub.ledger)


def test_undoing_what_was_lost_takes_it_back(hub: Shop) -> None:
    _, jan, conflict = clash(hub, coupon=True)
    settle(hub.ledger, conflict, How.ACCEPT_LOSS, "our mistake", SUPERVISOR, LATER)
    assert outcomes(jan.push(jan.reverse(jan.sent[0]))) == [Outcome.APPLIED]
    (coupon,) = hub.rows(coupons)
    assert coupon["cancelled_at"] is not None
    assert state(hub) == "reversed"
    assert_well(hub.ledger)


def test_a_conflict_that_somebody_looks_into_stays_open(hub: Shop) -> None:
    _, jan, conflict = clash(hub)
    settle(hub.ledger, conflict, How.CONTACT, "calling Anna", SUPERVISOR, LATER)
    (shown,) = inbox(hub.ledger).conflicts
    assert (shown.is_open, shown.note, shown.settled_by) == (True, "calling Anna", "Ewa")
    settle(hub.ledger, conflict, How.KEEP_FIRST, "", MANAGER, LATER)
    assert state(hub) == "kept_first"
    with pytest.raises(Conflict):
        settle(hub.ledger, conflict, How.CONTACT, "", MANAGER, LATER)
    assert jan.n == 1


def test_a_settled_claim_does_not_move_on_when_the_code_is_free(hub: Shop) -> None:
    _, made = hub.campaign()
    jan, ewa = till(hub), till(hub, 2)
    first = jan.redeem(made[0])
    jan.push(first)
    ewa.push(ewa.redeem(made[0]))
    settle(hub.ledger, f"{ewa.device}-1", How.KEEP_FIRST, "", SUPERVISOR, LATER)
    jan.push(jan.reverse(first))
    assert state(hub) == "kept_first"
    assert_well(hub.ledger)


def test_who_may_settle_and_what_has_to_be_said(hub: Shop) -> None:
    _, _, conflict = clash(hub)
    with pytest.raises(Forbidden):
        settle(hub.ledger, conflict, How.KEEP_FIRST, "", CASHIER, LATER)
    with pytest.raises(InvalidInput):
        settle(hub.ledger, conflict, How.ACCEPT_LOSS, " ", SUPERVISOR, LATER)
    with pytest.raises(NotFound):
        settle(hub.ledger, "X-1", How.KEEP_FIRST, "", SUPERVISOR, LATER)
    assert state(hub) == "open"


def test_an_office_device_settles_through_its_journal(hub: Shop) -> None:
    _, _, conflict = clash(hub)
    office = till(hub, 5, DeviceKind.OFFICE)
    body = {"id": conflict, "how": "accept_loss", "note": "our mistake", "staff": "ewa"}
    pushed = office.push(
        office.entry(Kind.CONFLICT_SETTLED, body),
        office.entry(Kind.CONFLICT_SETTLED, body),
        office.entry(Kind.CONFLICT_SETTLED, body | {"id": "X-1"}),
        office.entry(Kind.CONFLICT_SETTLED, body | {"staff": "jan"}),
        office.entry(Kind.CONFLICT_SETTLED, body | {"how": "burn it"}),
    )
    refused, aside = Outcome.REFUSED, Outcome.QUARANTINED
    assert outcomes(pushed) == [Outcome.APPLIED, refused, aside, refused, refused]
    assert get_member(hub.ledger, "m1").wallets["default"] == 200
    assert_well(hub.ledger)

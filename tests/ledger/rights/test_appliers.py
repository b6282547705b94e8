"""What a hub makes of its devices' entries about rights: in any order, again, after a restore."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import delete, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind, EntryVerdict, Outcome
from counterfoil.domain.rights import Allowance, Amount, Grant, GrantKind, GrantState, Wish
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.exchange.epochs import begin
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import allowance_document, list_allowances
from counterfoil.ledger.rights.managing import wish_document
from counterfoil.ledger.rights.numbers import next_grant_id
from counterfoil.ledger.rights.outstanding import outstanding
from counterfoil.ledger.rights.rows import grant_body, open_grants
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.sync import conflicts, enrolments, grants
from tests.domain.build import NOW
from tests.ledger.exchange.tills import enrolled
from tests.ledger.rights.counter import (
    capped,
    given,
    grant_at,
    holding,
    hub_of,
    ids,
    lease,
    limited,
    said,
    tills,
)
from tests.ledger.shop import CASHIER, MANAGER, Shop

SECOND = Staff("ola", "Ola", Role.MANAGER)
RISK = Amount(Decimal(100), Decimal(0), 5)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub with a campaign that tills may redeem alone."""
    capped(Shop(ledger), limits=limited(points=1000))
    save_staff(ledger, SECOND, MANAGER, NOW)
    return hub_of(ledger)


TOLD = EntryVerdict(2, Outcome.APPLIED)
"""What a device has a receipt for."""


def restored(hub: Ledger) -> None:
    """Let the hub be one that was restored from a backup with no grants in it."""
    with hub.write() as conn:
        begin(hub, conn, NOW, "It was restored.")
        conn.execute(update(enrolments).values(awaited=False))
        conn.execute(delete(grants))


def test_a_right_goes_from_granted_to_its_end(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    touched: list[tuple[str, str, str]] = []
    assert said(hub, one, Kind.RIGHT_ACCEPTED, grant, touched=touched).outcome is Outcome.APPLIED
    assert touched == [("grant", "1", one)]
    assert grant_at(hub, 1).state is GrantState.ACCEPTED
    spent = replace(grant, spent=Amount(Decimal(120), count=2))
    said(hub, one, Kind.LEASE_CLOSED, spent)
    kept = grant_at(hub, 1)
    assert (kept.state, kept.spent) == (GrantState.CLOSED, spent.spent)
    for kind in (Kind.RIGHT_ACCEPTED, Kind.LEASE_CLOSED):
        said(hub, one, kind, spent)
        assert grant_at(hub, 1) == kept


def test_what_comes_late_does_not_undo_an_end(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    grant = given(hub, holding(one, ids(hub)))
    for state in (GrantState.WRITTEN_OFF, GrantState.CLOSED, GrantState.RECALLED):
        with hub.write() as conn:
            conn.execute(update(grants).values(state=state))
        said(hub, one, Kind.RIGHT_ACCEPTED, grant)
        assert grant_at(hub, 1).state is state
    said(hub, one, Kind.RIGHT_RELEASED, grant)
    assert grant_at(hub, 1).state is GrantState.CLOSED


def test_a_closed_lease_never_has_less_spent_than_the_hub_counted(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    with hub.write() as conn:
        conn.execute(update(grants).values(spent_units=20000, spent_count=1))
    said(hub, one, Kind.LEASE_CLOSED, replace(grant, spent=Amount(Decimal(100), count=3)))
    assert grant_at(hub, 1).spent == Amount(Decimal(200), count=3)


def test_a_restored_hub_learns_again_what_it_gave(hub: Ledger) -> None:
    one, two = tills(hub, 1, 2)
    share = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    codes = given(hub, holding(two, ids(hub)))
    ended = given(hub, lease(two, GrantKind.BUDGET, Amount(Decimal(200))))
    restored(hub)
    said(hub, one, Kind.RIGHT_ACCEPTED, replace(share, spent=Amount(Decimal(50))), receipted=TOLD)
    said(hub, two, Kind.RIGHT_ACCEPTED, codes, receipted=TOLD)
    said(hub, two, Kind.LEASE_CLOSED, replace(ended, spent=Amount(Decimal(200))))
    with hub.read() as conn:
        assert [each.id for each in open_grants(conn)] == [share.id, codes.id]
        assert outstanding(conn, "c1") == Amount(Decimal(300))
    assert grant_at(hub, ended.id).state is GrantState.CLOSED
    with hub.write() as conn:
        assert next_grant_id(conn) > 3


def test_an_end_that_comes_before_its_beginning_is_an_end(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    codes = given(hub, holding(one, ids(hub)))
    restored(hub)
    said(hub, one, Kind.RIGHT_RELEASED, replace(codes, state=GrantState.GRANTED))
    said(hub, one, Kind.RIGHT_ACCEPTED, codes)
    assert grant_at(hub, codes.id).state is GrantState.CLOSED


def test_numbers_that_a_device_names_are_not_given_again(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    restored(hub)
    said(hub, one, Kind.RIGHT_ACCEPTED, replace(grant, id=2**61), receipted=TOLD)
    with hub.write() as conn:
        assert next_grant_id(conn) == 2**61 + 1


def test_what_the_hub_cannot_have_given_is_not_believed(hub: Ledger) -> None:
    one, two = tills(hub, 1, 2)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    with pytest.raises(NotFound, match="no right with the number 9"):
        said(hub, one, Kind.RIGHT_ACCEPTED, replace(grant, id=9))
    with pytest.raises(InvalidInput, match="another device's"):
        said(hub, two, Kind.RIGHT_ACCEPTED, grant)
    with pytest.raises(InvalidInput, match="not what the device says"):
        said(hub, one, Kind.RIGHT_RELEASED, replace(grant, kind=GrantKind.CODES, codes=(1, 2)))
    with pytest.raises(InvalidInput, match="not whole"):
        said(hub, one, Kind.RIGHT_ACCEPTED, {"grant": 1})
    restored(hub)
    with pytest.raises(NotFound, match="no campaign c9"):
        said(hub, one, Kind.RIGHT_ACCEPTED, replace(grant, campaign_id="c9"), receipted=TOLD)


def test_what_was_forgotten_before_the_device_had_an_answer_is_refused(hub: Ledger) -> None:
    """It has spent nothing of it, and the hub may have given the same again."""
    (one,) = tills(hub, 1)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    restored(hub)
    with pytest.raises(Conflict, match="from before the hub was restored"):
        said(hub, one, Kind.RIGHT_ACCEPTED, grant)
    with hub.read() as conn:
        assert outstanding(conn, "c1") == Amount()


def test_what_it_has_a_receipt_for_is_believed_in_any_epoch(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    grant = given(hub, lease(one, GrantKind.BUDGET, Amount(Decimal(300))))
    said(hub, one, Kind.RIGHT_ACCEPTED, replace(grant, id=9), receipted=TOLD)
    assert grant_at(hub, 9).state is GrantState.ACCEPTED


def wish_body(wish: Wish, by: Staff = MANAGER) -> dict[str, object]:
    return {"staff": by.id, "reason": "", "wish": wish_document(wish)}


def test_an_office_device_wishes_and_the_hub_gives(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    office = enrolled(hub, 5, DeviceKind.OFFICE)
    wish = lease(one, GrantKind.RISK, RISK)
    touched: list[tuple[str, str, str]] = []
    judged = said(hub, office, Kind.RIGHT_GRANTED, wish_body(wish), office=True, touched=touched)
    assert judged.outcome is Outcome.APPLIED
    assert ("grant", "1", one) in touched
    assert grant_at(hub, 1).amount == RISK
    receipt = EntryVerdict(2, Outcome.APPLIED)
    said(hub, office, Kind.RIGHT_GRANTED, wish_body(wish), office=True, receipted=receipt)
    with hub.read() as conn:
        assert len(open_grants(conn)) == 1


@pytest.mark.parametrize(
    ("body", "office", "message"),
    [
        (wish_body(lease("?", GrantKind.RISK, RISK)), False, "Only an office device"),
        (wish_body(lease("?", GrantKind.RISK, RISK), CASHIER), True, "may not do this"),
        (wish_body(lease("?", GrantKind.RISK, RISK), SECOND), True, ""),
        ({"staff": "nobody"}, True, "Nobody on the staff"),
        ({"staff": "manager"}, True, "not whole"),
        ({"staff": "manager", "wish": {}}, True, "no right to give"),
        (wish_body(lease("?", GrantKind.RISK, Amount())), True, "Say how many"),
    ],
)
def test_a_wish_that_may_not_be_is_refused_and_waits_in_the_inbox(
    hub: Ledger, body: dict[str, object], office: bool, message: str
) -> None:
    (one,) = tills(hub, 1)
    device = enrolled(hub, 5, DeviceKind.OFFICE)
    wish = body.get("wish")
    whole = {**body, "wish": {**wish, "device": one}} if isinstance(wish, dict) and wish else body
    judged = said(hub, device, Kind.RIGHT_GRANTED, whole, office=office)
    assert judged.outcome is (Outcome.REFUSED if message else Outcome.APPLIED)
    assert message in judged.reason
    assert Shop(hub).count(conflicts) == (1 if message else 0)


def recalled_body(grant: Grant, **more: object) -> dict[str, object]:
    return {**grant_body(grant), "staff": "manager", **more}


def test_an_office_device_recalls_and_writes_off(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    office = enrolled(hub, 5, DeviceKind.OFFICE)
    grant = given(hub, holding(one, ids(hub)))
    said(hub, office, Kind.RIGHT_RECALLED, recalled_body(grant), office=True)
    assert grant_at(hub, 1).state is GrantState.RECALLED
    for more, message in (
        ({"second": "manager", "waives": "one_hand_over"}, "cannot be both"),
        ({"second": "ola", "waives": "campaign_limits"}, "another guarantee"),
        ({"second": "ola", "waives": "?"}, "what it waives"),
        ({"second": "?", "waives": "one_hand_over"}, "Nobody on the staff"),
    ):
        body = recalled_body(grant, **more)
        with hub.write() as conn:
            conn.execute(delete(conflicts))
        judged = said(hub, office, Kind.RIGHT_WRITTEN_OFF, body, office=True)
        assert (judged.outcome, message in judged.reason) == (Outcome.REFUSED, True)
    body = recalled_body(grant, second="ola", waives="one_hand_over")
    said(hub, office, Kind.RIGHT_WRITTEN_OFF, body, office=True)
    assert grant_at(hub, 1).state is GrantState.WRITTEN_OFF


def test_what_an_office_device_said_of_a_forgotten_right_is_nothing_to_do(hub: Ledger) -> None:
    (one,) = tills(hub, 1)
    office = enrolled(hub, 5, DeviceKind.OFFICE)
    grant = given(hub, holding(one, ids(hub)))
    restored(hub)
    receipt = EntryVerdict(2, Outcome.APPLIED)
    body = recalled_body(grant)
    with pytest.raises(NotFound):
        said(hub, office, Kind.RIGHT_RECALLED, body, office=True)
    judged = said(hub, office, Kind.RIGHT_RECALLED, body, office=True, receipted=receipt)
    assert judged.outcome is Outcome.APPLIED


def test_an_office_device_sets_what_tills_are_supplied_with(hub: Ledger) -> None:
    office = enrolled(hub, 5, DeviceKind.OFFICE)
    allowance = Allowance("c1", risk=RISK, hours=5, quota=2)
    body = {**allowance_document(allowance), "staff": "manager"}
    said(hub, office, Kind.ALLOWANCE_SET, body, office=True)
    assert list_allowances(hub) == (allowance,)
    with pytest.raises(NotFound):
        said(hub, office, Kind.ALLOWANCE_SET, body | {"campaign": "c9"}, office=True)

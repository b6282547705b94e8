"""How devices stand, and what managers do about those they do not trust any more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from counterfoil.domain.entry import GENESIS, Entry, Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState, Outcome, Standing
from counterfoil.domain.rights import GrantState
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.device_appliers import DEVICE_APPLIERS
from counterfoil.ledger.exchange.devices import (
    find_device,
    freeze,
    list_devices,
    revoke,
    write_off_device,
)
from counterfoil.ledger.exchange.enrol import LIFE, enrol, invite, token_hash
from counterfoil.ledger.exchange.epochs import begin, is_waiting
from counterfoil.ledger.exchange.greeting import greeted
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import enrolments, grants, invitations
from tests.domain.build import NOW
from tests.helpers.chains import signed
from tests.ledger.exchange.tills import enrolled, greeting, key, public, pushed, row
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop

OLGA = Staff("olga", "Olga", Role.MANAGER)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub with two managers."""
    save_staff(ledger, OLGA, MANAGER, NOW)
    return become_hub(ledger, NOW)


def granted(hub: Ledger, device: str, number: int) -> None:
    """Let a device hold a code."""
    amounts = ("units", "money", "count")
    zero = dict.fromkeys(amounts, 0)
    zero |= {f"{part}_{name}": 0 for part in ("spent", "burned") for name in amounts}
    with hub.write() as conn:
        conn.execute(
            insert(grants).values(
                id=number,
                epoch=1,
                device=device,
                kind="codes",
                campaign_id="c1",
                state="accepted",
                granted_at=to_micros(NOW),
                first_id=number,
                last_id=number,
                reason="",
                **zero,
            )
        )


def test_they_are_listed_with_what_is_known_of_them(hub: Ledger) -> None:
    one, two = enrolled(hub, 1), enrolled(hub, 2, DeviceKind.OFFICE)
    pushed(hub, one, 3)
    greeted(hub, greeting(one, 8, now=LATER - timedelta(minutes=9)), 3, LATER)
    first, second = list_devices(hub)
    assert (first.id, first.waiting, first.seen_at) == (one, 5, LATER)
    assert first.clock_off == timedelta(minutes=-9)
    assert (second.id, second.kind, second.waiting) == (two, DeviceKind.OFFICE, 0)
    assert find_device(hub, "Till 1") == find_device(hub, one) == first
    for wrong in ("Till 3", ""):
        with pytest.raises(NotFound):
            find_device(hub, wrong)


def test_a_revoked_device_is_revoked_once_and_on_record(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    revoke(hub, till, "Stolen.", MANAGER, NOW)
    assert (row(hub, till)["state"], row(hub, till)["why"]) == ("revoked", "Stolen.")
    entry = Shop(hub).last_entry().entry
    assert (entry.kind, entry.body) == (
        Kind.DEVICE_REVOKED,
        {"device": till, "reason": "Stolen.", "staff": MANAGER.id},
    )
    with pytest.raises(Conflict, match="revoked already"):
        revoke(hub, till, "", MANAGER, NOW)
    with pytest.raises(NotFound):
        revoke(hub, "NOBODY", "", MANAGER, NOW)
    with pytest.raises(Forbidden):
        revoke(hub, till, "", SUPERVISOR, NOW)
    with pytest.raises(InvalidInput):
        revoke(hub, till, "r" * 501, MANAGER, NOW)


def test_two_managers_write_one_off_with_its_rights(hub: Ledger) -> None:
    Shop(hub).campaign()
    till, other = enrolled(hub, 1), enrolled(hub, 2)
    granted(hub, till, 1)
    granted(hub, other, 2)
    with hub.write() as conn:
        begin(hub, conn, NOW, "Because.")
    greeted(hub, greeting(other), 0, NOW)
    for second in (MANAGER, SUPERVISOR, CASHIER, replace(OLGA, active=False)):
        with pytest.raises(Forbidden):
            write_off_device(hub, till, "", MANAGER, second, NOW)
    write_off_device(hub, till, "Burnt.", MANAGER, OLGA, NOW)
    assert row(hub, till)["state"] == "written_off"
    with hub.read() as conn:
        assert not is_waiting(conn)
    states = {each["id"]: each["state"] for each in Shop(hub).rows(grants)}
    assert states == {1: GrantState.WRITTEN_OFF, 2: GrantState.ACCEPTED}
    entry = Shop(hub).last_entry().entry
    assert entry.kind == Kind.DEVICE_WRITTEN_OFF
    assert (entry.body["staff"], entry.body["second"]) == (MANAGER.id, OLGA.id)
    assert entry.body["grants"] == [1]
    with pytest.raises(Conflict, match="written off already"):
        write_off_device(hub, till, "", MANAGER, OLGA, NOW)


def test_a_frozen_one_stays_so(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    with hub.write() as conn:
        freeze(conn, till, "Copied.")
        freeze(conn, till, "Another reason.")
    assert (row(hub, till)["state"], row(hub, till)["why"]) == ("frozen", "Copied.")
    revoke(hub, till, "Sold.", MANAGER, NOW)
    with hub.write() as conn:
        freeze(conn, till, "Copied.")
    assert row(hub, till)["state"] == "revoked"


def test_a_till_manages_none(ledger: Ledger) -> None:
    for standing in (Standing.ALONE, Standing.TILL):
        with pytest.raises(Conflict, match="at the hub or on an office device"):
            revoke(replace(ledger, standing=standing), "X", "", MANAGER, NOW)


def test_an_office_device_writes_down_what_the_hub_is_to_do(sqlite_ledger: Ledger) -> None:
    enrolled(sqlite_ledger, 1)
    office = replace(sqlite_ledger, standing=Standing.OFFICE)
    save_staff(office, OLGA, MANAGER, NOW)
    till = enrolled(office, 2)
    token = invite(office, "W1", "Till 3", DeviceKind.TILL, MANAGER, NOW)
    revoke(office, till, "Stolen.", MANAGER, NOW)
    write_off_device(office, till, "Stolen.", MANAGER, OLGA, NOW)
    last = [signed.entry for signed in entries(office)][-3:]
    assert [each.kind for each in last] == [
        Kind.DEVICE_INVITED,
        Kind.DEVICE_REVOKED,
        Kind.DEVICE_WRITTEN_OFF,
    ]
    assert last[0].body["token_hash"] == token_hash(token).hex()
    assert last[2].body["grants"] == []
    assert row(office, till)["state"] == "written_off"


class Office:
    """An office device, whose entries are applied one by one."""

    def __init__(self, hub: Ledger, kind: DeviceKind = DeviceKind.OFFICE) -> None:
        self.hub = hub
        self.kind = kind
        self.device = enrolled(hub, 9, kind)
        self.n = 1
        with hub.write() as conn:
            conn.execute(
                insert(journal).values(
                    device=self.device,
                    n=1,
                    prev_hash=GENESIS,
                    epoch=1,
                    kind=Kind.JOINED.value,
                    body="{}",
                    wall_time=to_micros(NOW),
                    hash=bytes(32),
                    signature=bytes(64),
                )
            )

    def apply(self, kind: Kind, body: Mapping[str, Any], by: Staff = MANAGER) -> Judged:
        """Apply an entry of this kind."""
        self.n += 1
        entry = Entry(self.device, self.n, GENESIS, 1, kind, {"staff": by.id, **body}, NOW)
        with self.hub.write() as conn:
            applying = Applying(
                ledger=self.hub,
                conn=conn,
                device=self.device,
                kind=self.kind,
                signed=signed(entry, key(9)),
                attached={},
                receipted=None,
                now=LATER,
                touched=[],
            )
            return DEVICE_APPLIERS[kind](applying)


def invited(**over: object) -> dict[str, object]:
    """What the entry of an invitation says."""
    body: dict[str, object] = {
        "token_hash": token_hash("ABC").hex(),
        "store": "W1",
        "name": "Till 4",
        "kind": "till",
        "expires_at": to_micros(LATER + LIFE * 4),
    }
    return body | over


def test_what_an_office_device_wants_is_done_at_the_hub(hub: Ledger) -> None:
    Shop(hub).campaign()
    office, till = Office(hub), enrolled(hub, 1)
    granted(hub, till, 1)
    assert office.apply(Kind.DEVICE_INVITED, invited()).outcome is Outcome.APPLIED
    # Whatever the clock of the office device says, it is a quarter of an hour at the most.
    assert Shop(hub).rows(invitations)[0]["expires_at"] == to_micros(LATER + LIFE)
    assert enrol(hub, "a-b-c", "", public(4), LATER).name == "Till 4"
    body = {"device": till, "reason": "Stolen."}
    assert office.apply(Kind.DEVICE_REVOKED, body).outcome is Outcome.APPLIED
    assert row(hub, till)["state"] == "revoked"
    body["second"] = OLGA.id
    assert office.apply(Kind.DEVICE_WRITTEN_OFF, body).outcome is Outcome.APPLIED
    assert row(hub, till)["state"] == "written_off"
    assert Shop(hub).rows(grants)[0]["state"] == GrantState.WRITTEN_OFF


@pytest.mark.parametrize(
    ("kind", "over", "by"),
    [
        (Kind.DEVICE_INVITED, {}, CASHIER),
        (Kind.DEVICE_INVITED, {}, Staff("nobody", "", Role.MANAGER)),
        (Kind.DEVICE_INVITED, {"token_hash": "00"}, MANAGER),
        (Kind.DEVICE_INVITED, {"kind": "phone"}, MANAGER),
        (Kind.DEVICE_INVITED, {"expires_at": None}, MANAGER),
        (Kind.DEVICE_INVITED, {"name": "n" * 101}, MANAGER),
        (Kind.DEVICE_REVOKED, {}, SUPERVISOR),
        (Kind.DEVICE_REVOKED, {"reason": "r" * 501}, MANAGER),
        (Kind.DEVICE_WRITTEN_OFF, {}, MANAGER),
        (Kind.DEVICE_WRITTEN_OFF, {"second": MANAGER.id}, MANAGER),
        (Kind.DEVICE_WRITTEN_OFF, {"second": CASHIER.id}, MANAGER),
    ],
)
def test_what_may_not_be_is_refused(
    hub: Ledger, kind: Kind, over: dict[str, Any], by: Staff
) -> None:
    office, till = Office(hub), enrolled(hub, 1)
    given = invited() if kind is Kind.DEVICE_INVITED else {"device": till, "reason": ""}
    assert office.apply(kind, given | over, by).outcome is Outcome.REFUSED
    assert row(hub, till)["state"] == "active"
    assert Shop(hub).count(invitations) == 0


def test_a_till_may_do_nothing_about_devices(hub: Ledger) -> None:
    till, other = Office(hub, DeviceKind.TILL), enrolled(hub, 1)
    judged = till.apply(Kind.DEVICE_REVOKED, {"device": other})
    assert (judged.outcome, "office device" in judged.reason) == (Outcome.REFUSED, True)


def test_what_is_not_there_is_for_the_quarantine(hub: Ledger) -> None:
    office = Office(hub)
    with pytest.raises(NotFound):
        office.apply(Kind.DEVICE_REVOKED, {"device": "NOBODY"})
    with pytest.raises(NotFound):
        office.apply(Kind.DEVICE_INVITED, invited(store="Z9"))


def test_a_device_that_was_frozen_may_be_revoked_again_after_a_restore(hub: Ledger) -> None:
    till = enrolled(hub, 1)
    with hub.write() as conn:
        conn.execute(update(enrolments).values(state=DeviceState.FROZEN))
        begin(hub, conn, NOW, "Because.")
        assert not is_waiting(conn)
    revoke(hub, till, "", MANAGER, NOW)

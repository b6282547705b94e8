"""Invitations are good for one device and a quarter of an hour; nobody learns more than that."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState, Enrolment
from counterfoil.ledger.exchange.devices import list_devices, public_key_of, state_of
from counterfoil.ledger.exchange.enrol import LIFE, TokenRefused, enrol, invite, token_hash
from counterfoil.ledger.exchange.epochs import awaited, begin
from counterfoil.ledger.exchange.hubs import become_hub, hub_id
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.sync import enrolments, feed, invitations
from tests.domain.build import NOW, store
from tests.ledger.exchange.tills import public
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well

SOON = NOW + timedelta(minutes=14, seconds=59)


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """A hub."""
    return become_hub(ledger, NOW)


def token_for(hub: Ledger, kind: DeviceKind = DeviceKind.TILL, name: str = "Till 2") -> str:
    return invite(hub, "W1", name, kind, MANAGER, NOW)


def test_a_device_joins_and_is_told_what_it_needs(hub: Ledger) -> None:
    token = token_for(hub, DeviceKind.OFFICE)
    got = enrol(hub, token, "ignored", public(1), SOON)
    with hub.read() as conn:
        assert got == Enrolment(
            device=device_id(public(1)),
            name="Till 2",
            kind=DeviceKind.OFFICE,
            store=store(),
            digest_key=hub.digest_key,
            hub_id=hub_id(conn),
            epoch=1,
            hub_time=SOON,
        )
        assert state_of(conn, got.device) is DeviceState.ACTIVE
        assert public_key_of(conn, got.device) == public(1)
        assert public_key_of(conn, "NOBODY") is None
    (known,) = list_devices(hub)
    assert (known.id, known.name, known.store, known.waiting) == (got.device, "Till 2", "W1", 0)
    assert known.kind is DeviceKind.OFFICE
    entry = Shop(hub).last_entry().entry
    assert (entry.kind, entry.body["device"]) == (Kind.JOINED, got.device)
    with hub.read() as conn:
        topics = set(conn.scalars(select(feed.c.topic).where(feed.c.key == got.device)))
    assert topics == {"device", "enrolment"}
    assert_well(hub)


def test_a_name_is_the_invitations_or_the_devices_or_its_id(hub: Ledger) -> None:
    names = [
        enrol(hub, token_for(hub, name=invited), own, public(number), NOW).name
        for number, invited, own in ((1, "A", "B"), (2, "", "B"), (3, "", ""))
    ]
    assert names == ["A", "B", device_id(public(3))]


def test_only_the_hash_of_a_token_is_kept(hub: Ledger) -> None:
    token = token_for(hub)
    (kept,) = Shop(hub).rows(invitations)
    plain = token.replace("-", "")
    assert kept["token_hash"] == sha256(plain.encode()).digest() == token_hash(token.lower())
    entry = Shop(hub).last_entry().entry
    assert entry.kind == Kind.DEVICE_INVITED
    assert entry.body["token_hash"] == kept["token_hash"].hex()
    assert plain not in str(entry.body)
    assert len({token_for(hub) for _ in range(20)}) == 20
    assert len(plain) == 24


def test_a_token_may_be_typed_as_it_comes(hub: Ledger) -> None:
    token = token_for(hub)
    typed = f" {token.lower().replace('-', ' ')} "
    assert enrol(hub, typed, "", public(1), NOW).device == device_id(public(1))


def refused(hub: Ledger, token: str, number: int = 2, after: timedelta = timedelta()) -> str:
    with pytest.raises(TokenRefused) as caught:
        enrol(hub, token, "", public(number), NOW + after)
    return str(caught.value)


def test_wrong_old_and_used_tokens_get_one_answer(hub: Ledger) -> None:
    used = token_for(hub)
    enrol(hub, used, "", public(1), NOW)
    old = token_for(hub)
    said = {
        refused(hub, "WRONG-TOKEN"),
        refused(hub, ""),
        refused(hub, "\N{SNOWMAN}" * 50),
        refused(hub, used),
        refused(hub, old, after=LIFE),
        refused(hub, old, after=timedelta(days=365)),
    }
    assert len(said) == 1
    assert len(list_devices(hub)) == 1
    assert enrol(hub, old, "", public(2), SOON).device == device_id(public(2))


def test_the_same_device_is_answered_alike_again(hub: Ledger) -> None:
    token = token_for(hub)
    first = enrol(hub, token, "", public(1), NOW)
    count = len(Shop(hub).rows(enrolments))
    # The answer was lost on the way, and it took the device a while to ask again.
    again = enrol(hub, token, "other", public(1), NOW + LIFE)
    assert (again.device, again.name, again.digest_key) == (
        first.device,
        first.name,
        first.digest_key,
    )
    assert len(Shop(hub).rows(enrolments)) == count
    refused(hub, token, 2)


@pytest.mark.parametrize(
    "state", [DeviceState.FROZEN, DeviceState.REVOKED, DeviceState.WRITTEN_OFF]
)
def test_what_is_not_trusted_joins_only_under_a_new_id(hub: Ledger, state: DeviceState) -> None:
    token = token_for(hub)
    enrol(hub, token, "", public(1), NOW)
    with hub.write() as conn:
        conn.execute(update(enrolments).values(state=state))
    refused(hub, token, 1)
    refused(hub, token_for(hub), 1)
    enrol(hub, token_for(hub), "", public(2), NOW)


def test_the_hubs_own_key_joins_nothing(hub: Ledger) -> None:
    token = token_for(hub)
    with pytest.raises(TokenRefused):
        enrol(hub, token, "", hub.device.public_key, NOW)


def test_who_joins_while_the_hub_waits_is_awaited_until_it_has_greeted(hub: Ledger) -> None:
    enrol(hub, token_for(hub), "", public(1), NOW)
    with hub.write() as conn:
        began = begin(hub, conn, NOW, "Because.")
    new = enrol(hub, token_for(hub), "", public(2), NOW)
    assert new.epoch == began
    assert new.device in awaited(hub)


def test_who_may_invite_and_where_to(hub: Ledger, ledger: Ledger) -> None:
    with pytest.raises(Forbidden):
        invite(hub, "W1", "", DeviceKind.TILL, CASHIER, NOW)
    with pytest.raises(NotFound, match="no store Z9"):
        invite(hub, "Z9", "", DeviceKind.TILL, MANAGER, NOW)
    with pytest.raises(InvalidInput, match="100 characters"):
        invite(hub, "W1", "n" * 101, DeviceKind.TILL, MANAGER, NOW)
    with pytest.raises(InvalidInput, match=r"U\+202E"):
        enrol(hub, token_for(hub), "\u202e", public(1), NOW)
    with pytest.raises(Conflict, match="at the hub or on an office device"):
        invite(ledger, "W1", "", DeviceKind.TILL, MANAGER, NOW)
    assert Shop(hub).count(invitations) == 1

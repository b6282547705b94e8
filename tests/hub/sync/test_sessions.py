"""Joining and beginning a session: what a device must show, and how little a stranger learns."""

from datetime import timedelta

import jwt
import pytest

from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.domain.proof import join_bytes
from counterfoil.hub.sync.tokens import challenge as make_challenge
from counterfoil.hub.sync.tokens import session_token
from counterfoil.ledger.exchange.devices import list_devices
from counterfoil.ledger.exchange.enrol import LIFE, invite
from counterfoil.ledger.ledger import Ledger
from counterfoil.sync.http import HttpPort
from counterfoil.wire import sync as wire
from tests.domain.build import NOW, store
from tests.hub.served import LIFE as A_DAY
from tests.hub.served import STORE, Client, Clock
from tests.hub.sync.till import Till, a_year_off, till
from tests.ledger.exchange.tills import key
from tests.ledger.shop import MANAGER


def invited(hub: Ledger) -> str:
    return invite(hub, STORE, "Till 2", DeviceKind.TILL, MANAGER, NOW)


def test_a_device_joins_and_begins_a_session(hub: Ledger, stranger: Till) -> None:
    token = invited(hub)
    got = stranger.asks_to_join(token)
    enrolment = wire.read_enrolment(got.json())
    assert (enrolment.device, enrolment.name, enrolment.store) == (stranger.id, "Till 2", store())
    assert enrolment.digest_key == hub.digest_key
    assert stranger.asks_to_join(token).json() == got.json()
    stranger.does()
    opened = stranger.begins(now=a_year_off())
    assert (opened.welcome.state, opened.welcome.next_n) == (DeviceState.ACTIVE, 1)
    assert opened.welcome.hub_time == NOW
    (known,) = list_devices(hub)
    assert known.clock_off == a_year_off() - NOW
    assert known.waiting == 1


def test_the_tills_own_side_fits(hub: Ledger, anyone: Client) -> None:
    device = till(anyone)
    with HttpPort(str(anyone.http.base_url)) as port:
        token = invited(hub)
        proof = device.key.sign(join_bytes(token, "Till", device.public))
        assert port.join(token, "Till", device.public, proof).device == device.id


def test_every_bad_invitation_gets_one_answer(hub: Ledger, anyone: Client, clock: Clock) -> None:
    first, second = till(anyone, 1), till(anyone, 2)
    used, old = invited(hub), invited(hub)
    assert first.asks_to_join(used).status_code == 200
    forged = first.asks_to_join(old, proof="0" * 128)
    others = second.asks_to_join(old, public_key=first.public.hex())
    answers = [second.asks_to_join(used), second.asks_to_join("WRONG"), forged, others]
    clock.now = NOW + LIFE
    answers.append(second.asks_to_join(old))
    assert {each.status_code for each in answers} == {403}
    assert len({each.text for each in answers}) == 1
    assert [each.id for each in list_devices(hub)] == [first.id]


def test_many_tries_to_join_are_put_off(stranger: Till) -> None:
    statuses = [stranger.asks_to_join(f"GUESS-{number}").status_code for number in range(31)]
    assert statuses == [403] * 30 + [429]


def test_every_stranger_gets_one_answer(one: Till, clock: Clock) -> None:
    unknown = till(one.client, 7)
    asked = one.challenge()
    key_of_hub = one.client.key
    answers = [
        unknown.opens(),
        one.opens(key=key(9)),
        one.opens(unknown.challenge()),
        one.opens("nonsense"),
        one.opens(make_challenge(b"k" * 32, one.id, 0, NOW)),
        one.opens(session_token(key_of_hub, one.id, NOW, A_DAY)),
        one.opens(jwt.encode({"sub": one.id}, key_of_hub, algorithm="HS256")),
        one.opens(asked, more={"challenge": one.challenge() + "x"}),
        unknown.opens(one.challenge()),
        one.opens(device=unknown.id),
    ]
    clock.now = NOW + timedelta(minutes=2)
    answers.append(one.opens(asked))
    assert {each.status_code for each in answers} == {401}
    assert len({each.text for each in answers}) == 1
    assert one.opens().status_code == 200


def test_a_challenge_is_good_for_one_session(one: Till) -> None:
    asked, older = one.challenge(), one.challenge()
    assert one.opens(asked).status_code == 200
    for used in (asked, older):
        got = one.opens(used)
        assert (got.status_code, got.json()["message"]) == (
            409,
            "This challenge was used, or is an old one; ask for another.",
        )
    assert one.opens(asked, key=key(9)).status_code == 401
    assert one.opens().status_code == 200


def test_a_challenge_does_not_say_what_the_hub_has(one: Till) -> None:
    one.pushes()
    unknown = till(one.client, 7)
    told = [
        set(jwt.decode(each.challenge(), options={"verify_signature": False}))
        for each in (one, unknown)
    ]
    assert told[0] == told[1]
    read = [
        jwt.decode(one.challenge(), options={"verify_signature": False})["had"] for _ in range(9)
    ]
    assert len(set(read)) == 9


def test_a_restored_device_is_found_out_by_what_was_had_before_it_greeted(one: Till) -> None:
    assert one.pushes().status_code == 200
    whole, one.entries = one.entries, one.entries[:1]
    assert one.begins().welcome.state is DeviceState.FROZEN
    one.entries = whole
    assert one.begins().welcome.state is DeviceState.FROZEN


def test_a_greeting_from_before_a_push_is_no_restored_device(one: Till) -> None:
    asked, said = one.challenge(), one.greeting()
    one.does()
    assert one.pushes().status_code == 200
    late = {"n": said.n, "hash": said.hash}
    opened = one.begins(challenge=asked, **late)
    assert (opened.welcome.state, opened.welcome.next_n) == (DeviceState.ACTIVE, 4)


@pytest.mark.parametrize("path", ["push", "redeem", "changes?after=0"])
def test_a_session_is_a_devices_own_and_ends(one: Till, clock: Clock, path: str) -> None:
    method = "GET" if "?" in path else "POST"
    staff = one.client.as_staff(MANAGER.id)
    assert staff(method, f"/sync/{path}").status_code == 401
    for token in (None, "x", one.challenge(), session_token(b"k" * 32, one.id, NOW, A_DAY)):
        one.client.token, mine = token, one.client.token
        assert one.client(method, f"/sync/{path}").status_code == 401
        one.client.token = mine
    assert one.client(method, f"/api/{STORE}/campaign").status_code == 401
    clock.now = NOW + timedelta(minutes=30)
    got = one.client(method, f"/sync/{path}")
    assert (got.status_code, got.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_messages_are_strict_and_of_this_version(hub: Ledger, one: Till) -> None:
    token = invited(hub)
    second = till(one.client, 2)
    for over, status in (
        ({"v": 2}, 409),
        ({"extra": 1}, 400),
        ({"public_key": "00"}, 400),
        ({"name": None}, 400),
    ):
        got = second.asks_to_join(token, **over)
        assert (got.status_code, got.json()["message"][-1]) == (status, "."), got.text
    assert one.opens(more={"v": 2}).status_code == 409
    assert one.opens(more={"greeting": {}}).status_code == 400
    for body in (b"", b"{", b'{"v":1,"v":1}', b"\xff", b"[]", b"null", b'{"v":1e400}'):
        for path in ("join", "session"):
            got = one.client("POST", f"/sync/{path}", content=body)
            assert (got.status_code, got.json()["code"]) == (400, 400), body
    assert one.client("GET", "/sync/challenge").status_code == 400
    assert one.client("GET", f"/sync/challenge?device={'x' * 201}").status_code == 400


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_a_greeting_that_cannot_be_is_refused(one: Till) -> None:
    got = one.opens(seen_seq=2**62)
    assert (got.status_code, "no hub can have told" in got.text) == (400, True)

"""Handing over entries: taken once, in order, whatever else is in the body or on the way."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import Queue
from typing import Any

import httpx2
import pytest
from sqlalchemy import update

from counterfoil.domain.exchange import DeviceState, Outcome, Pushed, Upload
from counterfoil.hub.hub import MIB
from counterfoil.hub.sync.gate import RUNNING, WAITING
from counterfoil.ledger.exchange.devices import revoke
from counterfoil.ledger.exchange.epochs import fence
from counterfoil.ledger.exchange.quarantine import quarantined
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.sync import enrolments
from counterfoil.wire import sync as wire
from tests.domain.build import NOW
from tests.helpers.chains import signed
from tests.hub.sync.till import Till, till
from tests.ledger.exchange.tills import key, row
from tests.ledger.shop import MANAGER

APPLIED = [Outcome.APPLIED, Outcome.APPLIED]


def answered(got: httpx2.Response) -> Pushed:
    assert got.status_code == 200, got.text
    return wire.read_pushed(got.json())


def outcomes(pushed: Pushed) -> list[Outcome]:
    return [verdict.outcome for verdict in pushed.verdicts]


def test_entries_are_taken_in_order_and_once(hub: Ledger, one: Till) -> None:
    first = answered(one.pushes())
    assert (outcomes(first), first.next_n, first.waits) == (APPLIED, 3, False)
    assert list(entries(hub, one.id)) == one.entries
    assert answered(one.pushes()).verdicts == first.verdicts
    third, fourth = one.does(), one.does()
    gap = answered(one.pushes(fourth))
    assert (gap.verdicts, gap.next_n) == ((), 3)
    doubled = answered(one.pushes(third, third, fourth, third))
    assert [verdict.n for verdict in doubled.verdicts] == [3, 3, 4, 3]
    assert doubled.next_n == 5


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_a_body_may_be_packed_and_so_may_the_answer(one: Till) -> None:
    body = json.dumps(wire.write_push([one.does(body={"staff": "x" * 3000}) for _ in range(9)]))
    packed = gzip.compress(body.encode())
    headers = {"Content-Encoding": "gzip"}
    got = one.client("POST", "/sync/push", content=packed, headers=headers)
    assert answered(got).next_n == 1
    one.pushes()
    many = [one.does() for _ in range(20)]
    got = one.pushes(*many)
    assert got.headers["Content-Encoding"] == "gzip"
    assert answered(got).next_n == 32
    plain = one.pushes(*many, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == got.content


def bad_bodies() -> Iterator[tuple[bytes, dict[str, str], int]]:
    packed = gzip.compress(b'{"v":1,"uploads":[]}')
    gz = {"Content-Encoding": "gzip"}
    yield gzip.compress(bytes(100 * MIB)), gz, 413
    yield packed[:-1], gz, 400
    yield packed + b"x", gz, 400
    yield packed * 2, gz, 400
    yield b"not packed", gz, 400
    yield b"", gz, 400
    yield packed, {}, 400
    yield packed, {"Content-Encoding": "br"}, 400
    yield packed, {"Content-Encoding": "gzip, gzip"}, 400
    for text in (b"", b"{", b"[]", b'{"v":1}', b'{"v":1,"uploads":[{}]', b"\xff"):
        yield text, {}, 400
    yield b'{"v":1,"uploads":[],"more":1}', {}, 400
    yield b'{"v":1,"v":1,"uploads":[]}', {}, 400
    yield b'{"v":1,"uploads":[' + b",".join([b"{}"] * 501) + b"]}", {}, 400


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_what_is_no_push_is_refused_in_a_sentence(one: Till) -> None:
    for body, headers, status in bad_bodies():
        got = one.client("POST", "/sync/push", content=body, headers=headers)
        assert got.status_code == status, (body[:40], got.text)
        assert got.json()["message"].endswith(".")
    assert answered(one.pushes()).next_n == 3


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_a_push_may_be_larger_than_other_bodies_but_not_endless(one: Till) -> None:
    one.does(body={"staff": "x" * 6 * MIB})
    assert answered(one.pushes()).next_n == 4
    for size, path in ((100 * MIB, "push"), (9 * MIB, "push"), (2 * MIB, "redeem")):
        got = one.client("POST", f"/sync/{path}", content=bytes(size))
        assert (got.status_code, got.headers["Connection"]) == (413, "close")

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield bytes(MIB)

    got = one.client("POST", "/sync/push", content=endless())
    assert got.status_code == 413


def test_an_entry_that_cannot_be_read_spoils_no_other(hub: Ledger, one: Till) -> None:
    one.does("from_the_future", {"x": 1})
    whole = wire.write_push([Upload(each.entry.n, "", each) for each in one.entries])
    one.does()
    good = wire.write_upload(one.does())
    uploads: Any = whole["uploads"]
    uploads += [{"entry": {"n": 4, "odd": [1]}}, good]
    got = answered(one.client.post("/sync/push", whole))
    quarantine = Outcome.QUARANTINED
    assert outcomes(got) == [*APPLIED, quarantine, quarantine, Outcome.APPLIED]
    assert [each.n for each in quarantined(hub, one.id)] == [3, 4]
    assert '\\"odd\\"' in quarantined(hub, one.id)[-1].raw


def test_what_has_no_number_takes_its_place_among_the_others(hub: Ledger, one: Till) -> None:
    body = json.dumps(wire.write_push([Upload(each.entry.n, "", each) for each in one.entries]))
    message = body[:-2] + ', {"nothing": "known"}' + "]}"
    got = answered(one.client("POST", "/sync/push", content=message.encode()))
    assert outcomes(got) == [*APPLIED, Outcome.QUARANTINED]
    assert got.next_n == 4
    assert "nothing" in quarantined(hub, one.id)[0].raw
    alone = '{"v": 1, "uploads": [{"lost": 1}, {"lost": 2}]}'
    got = answered(one.client("POST", "/sync/push", content=alone.encode()))
    assert (outcomes(got), got.next_n) == ([Outcome.QUARANTINED] * 2, 6)
    again = answered(one.client("POST", "/sync/push", content=alone.encode()))
    assert (again.verdicts, again.next_n) == (got.verdicts, 6)


def test_what_a_newer_program_wrote_is_kept(hub: Ledger, one: Till) -> None:
    body = {"v": 2, "how": "new", "uploads": [{"entry": {"n": 1, "device": one.id}}]}
    got = answered(one.client.post("/sync/push", body))
    assert (outcomes(got), got.next_n) == ([Outcome.QUARANTINED], 2)
    assert one.id in quarantined(hub, one.id)[0].raw


def test_an_entry_that_another_key_signed_is_put_aside(hub: Ledger, one: Till) -> None:
    answered(one.pushes())
    third = one.does()
    assert third.signed is not None
    forged = replace(third, signed=signed(third.signed.entry, key(9)))
    got = answered(one.pushes(forged))
    assert outcomes(got) == [Outcome.QUARANTINED]
    others = till(one.client, 9)
    got = answered(one.pushes(others.does(), one.does()))
    assert len(quarantined(hub, one.id)) >= 1
    assert row(hub, one.id)["state"] == "active"


def test_a_copied_device_is_frozen_and_all_it_sends_is_kept(hub: Ledger, one: Till) -> None:
    answered(one.pushes())
    copy = Till(one.client, one.key, list(one.entries))
    one.does()
    assert answered(one.pushes()).state is DeviceState.ACTIVE
    copy.does(body={"staff": "other"})
    assert answered(copy.pushes()).state is DeviceState.FROZEN
    one.does()
    got = answered(one.pushes(*[Upload(4, "", one.entries[3])]))
    assert (got.state, got.verdicts) == (DeviceState.FROZEN, ())
    assert {each.n for each in quarantined(hub, one.id)} == {3, 4}
    assert one.client("GET", "/sync/changes?after=0").status_code in {403, 404}
    assert one.client.post("/sync/redeem", wire.write_intent(one.does())).status_code == 403


def test_a_revoked_device_may_hand_over_what_it_did_and_no_more(hub: Ledger, one: Till) -> None:
    revoke(hub, one.id, "Stolen.", MANAGER, NOW)
    got = one.client.post("/sync/redeem", wire.write_intent(one.does()))
    assert (got.status_code, "may only hand over" in got.json()["message"]) == (403, True)
    assert one.begins().welcome.state is DeviceState.REVOKED
    pushed = answered(one.pushes())
    assert (pushed.state, pushed.next_n) == (DeviceState.REVOKED, 4)


def test_figures_count_verdicts_and_who_is_waited_for(hub: Ledger, one: Till) -> None:
    answered(one.pushes())
    text = one.client.get("/metrics").text
    assert 'counterfoil_entries_total{verdict="applied"} 2.0' in text
    assert "counterfoil_devices_awaited 0.0" in text
    fence(hub, MANAGER, NOW)
    other = till(one.client, 2).joins(hub)
    one.begins(receipted_n=2)
    assert "counterfoil_devices_awaited 1.0" in one.client.get("/metrics").text
    waits = answered(one.pushes())
    assert waits.waits
    other.begins(epoch=2)
    assert "counterfoil_devices_awaited 0.0" in one.client.get("/metrics").text
    assert one.id not in one.client.get("/metrics").text


@pytest.mark.parametrize("ledger", ["postgres"], indirect=True)
def test_beyond_so_many_pushes_at_once_the_rest_comes_again(hub: Ledger, one: Till) -> None:
    answers: Queue[httpx2.Response] = Queue()
    threads = [
        threading.Thread(target=lambda: answers.put(one.pushes_unsized()))
        for _ in range(RUNNING + WAITING + 1)
    ]
    with kept_waiting(hub, one):
        for thread in threads:
            thread.start()
        put_off = answers.get(timeout=20)
        assert put_off.status_code == 503
        assert 2 <= int(put_off.headers["Retry-After"]) <= 8
        assert one.client.get("/health").status_code == 200
        assert "counterfoil_pushes_put_off_total 1.0" in one.client.get("/metrics").text
    for thread in threads:
        thread.join()
    got = [answers.get_nowait() for _ in range(RUNNING + WAITING)]
    assert {each.status_code for each in got} == {200}
    assert answered(one.pushes()).next_n == 3


@contextmanager
def kept_waiting(hub: Ledger, one: Till) -> Iterator[None]:
    """Keep every push of a till waiting."""
    with hub.database.writer.begin() as conn:
        conn.execute(update(enrolments).where(enrolments.c.device == one.id).values(why=""))
        yield

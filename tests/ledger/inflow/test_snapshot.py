"""Snapshots: built at the hub, taken in whole or not at all."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import MachineError, NotFound
from counterfoil.domain.exchange import DeviceKind, Manifest
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.horizon import start_over
from counterfoil.ledger.feed.publish import last_number, publish
from counterfoil.ledger.feed.read import Pruned, changes
from counterfoil.ledger.feed.snapshot import (
    FAR_BEHIND,
    KEPT,
    MOST_UNPACKED,
    manifest,
    page,
    read_page,
)
from counterfoil.ledger.heard import heard
from counterfoil.ledger.inflow.snapshot import take_snapshot
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.tables.sync import snapshot_pages, snapshots
from tests.domain.build import NOW, member
from tests.ledger.brand import device_of, documents, hand_over, pull, rows
from tests.ledger.feed.lived import give_rights, lived
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub, in which much has happened."""
    return lived(Shop(become_hub(shop.ledger, NOW)))


@pytest.fixture
def till(hub: Shop, tmp_path: Path) -> Iterator[Ledger]:
    """A till that knows nothing yet."""
    with device_of(hub.ledger, tmp_path / "till") as ledger:
        yield ledger


def fetch(hub: Shop, wanted: Manifest) -> list[bytes]:
    """Return the pages of a snapshot."""
    return [page(hub.ledger, digest) for digest in wanted.pages]


def take(hub: Shop, device: Ledger) -> bool:
    """Hand the device's entries over and take a snapshot in."""
    hand_over(hub.ledger, device)
    wanted = manifest(hub.ledger, device.device.id, NOW)
    return take_snapshot(device, wanted, fetch(hub, wanted), NOW)


def go_on(hub: Shop) -> None:
    """Let more happen at the hub."""
    hub.redeem(hub.codes("c1")[6])
    hub.credit(4, "m2")
    save_member(hub.ledger, member(id="m9", loyalty_card_number="90"), MANAGER, NOW)
    hub.campaign(3, id="c2", offline_policy=OfflinePolicy.CAPPED)
    texts = hub.codes("c1")[7:8]
    void_codes(hub.ledger, "c1", SUPERVISOR, NOW, reason="lost", texts=texts)


def test_a_new_device_needs_one(hub: Shop, till: Ledger) -> None:
    with pytest.raises(Pruned):
        changes(hub.ledger, till.device.id, 0, 10, NOW)


@pytest.mark.parametrize("kind", list(DeviceKind))
def test_a_snapshot_and_what_came_after_is_a_snapshot_of_then(
    hub: Shop, tmp_path: Path, kind: DeviceKind
) -> None:
    with (
        device_of(hub.ledger, tmp_path / "one", kind, "One") as early,
        device_of(hub.ledger, tmp_path / "two", kind, "Two") as late,
    ):
        give_rights(hub.ledger, early.device.id)
        assert take(hub, early)
        go_on(hub)
        assert pull(hub.ledger, early)
        assert take(hub, late)
        assert pull(hub.ledger, early)
        same_for_all = documents(early), documents(late)
        for each in same_for_all:
            for topic in ("grant", "conflict"):
                each.pop(topic)
        assert same_for_all[0] == same_for_all[1]
        with early.read() as one, late.read() as two:
            assert heard(one).seq == heard(two).seq
        if kind is DeviceKind.OFFICE:
            at_hub = documents(hub.ledger)
            for name in ("code", "codes"):
                at_hub.pop(name)
            assert at_hub.items() <= documents(late).items()


def test_a_till_gets_its_own_rights_and_nobody_elses(
    hub: Shop, till: Ledger, tmp_path: Path
) -> None:
    give_rights(hub.ledger, till.device.id)
    assert take(hub, till)
    assert set(documents(till, ["grant", "conflict"])["grant"]) == {"1"}
    with device_of(hub.ledger, tmp_path / "two", name="Two") as other:
        assert take(hub, other)
        found = documents(other, ["grant", "conflict", "redemption", "enrolment"])
        assert not any(found.values())


def test_what_was_known_wrongly_is_put_right(hub: Shop, till: Ledger) -> None:
    assert take(hub, till)
    before = documents(till)
    shop = Shop(till)
    shop.credit(50)
    with till.write() as conn:
        conn.exec_driver_sql("INSERT INTO remote_uses VALUES (3, 1, 'x', 'y')")
        conn.exec_driver_sql("INSERT INTO remote_spent VALUES (5000, 5010, 2)")
    assert take(hub, till)
    assert documents(till) == before


def test_a_wrong_page_is_refused_and_nothing_changed(hub: Shop, till: Ledger) -> None:
    assert take(hub, till)
    hub.credit(9)
    hand_over(hub.ledger, till)
    wanted = manifest(hub.ledger, till.device.id, NOW)
    good = fetch(hub, wanted)
    before = documents(till)
    bad = gzip.compress(b'["tier","x",{"code":"x","name":"x"}]\n')
    for wrong in ([*good[:-1], bad], good[:-1], [*good, bad], []):
        with pytest.raises(MachineError):
            take_snapshot(till, wanted, wrong, NOW)
        assert documents(till) == before
    assert take_snapshot(till, wanted, iter(good), NOW)
    assert documents(till) != before


def test_a_crash_in_the_middle_leaves_all_as_it_was(hub: Shop, till: Ledger) -> None:
    assert take(hub, till)
    hub.credit(9)
    hand_over(hub.ledger, till)
    wanted = manifest(hub.ledger, till.device.id, NOW)

    def dying() -> Iterator[bytes]:
        yield fetch(hub, wanted)[0]
        raise KeyboardInterrupt

    before = documents(till)
    with pytest.raises(KeyboardInterrupt):
        take_snapshot(till, wanted, dying(), NOW)
    assert documents(till) == before


def test_one_that_is_behind_is_not_taken(hub: Shop, till: Ledger) -> None:
    hand_over(hub.ledger, till)
    old = manifest(hub.ledger, till.device.id, NOW)
    pages = fetch(hub, old)
    go_on(hub)
    assert take(hub, till)
    assert not take_snapshot(till, old, pages, NOW)
    Shop(till).credit(3)
    assert not take_snapshot(till, manifest(hub.ledger, till.device.id, NOW), pages, NOW)


def test_it_is_built_again_only_when_far_behind(hub: Shop, till: Ledger) -> None:
    device = till.device.id
    first = manifest(hub.ledger, device, NOW)
    assert manifest(hub.ledger, device, NOW).pages[:1] == first.pages[:1]
    assert len([row for row in rows(hub.ledger, snapshots) if row["scope"] == ""]) == 1
    with hub.ledger.write() as conn:
        publish(conn, [("tier", f"none {n}", "") for n in range(FAR_BEHIND + 1)])
    later = NOW + KEPT + timedelta(minutes=1)
    second = manifest(hub.ledger, device, later)
    kept = [row for row in rows(hub.ledger, snapshots) if row["scope"] == ""]
    assert [row["seq"] for row in kept] == [second.seq]
    assert {bytes(row["sha256"]).hex() for row in rows(hub.ledger, snapshot_pages)} == set(
        second.pages
    )
    gone = set(first.pages) - set(second.pages)
    for digest in gone:
        with pytest.raises(NotFound):
            page(hub.ledger, digest)


def test_after_a_restore_everybody_takes_one(hub: Shop, till: Ledger) -> None:
    assert take(hub, till)
    with hub.ledger.write() as conn:
        end = last_number(conn)
        start_over(conn, end + 100)
        assert last_number(conn) == end + 101
    with pytest.raises(Pruned):
        changes(hub.ledger, till.device.id, end + 100, 10, NOW)
    assert take(hub, till)
    assert changes(hub.ledger, till.device.id, end + 101, 10, NOW).changes == ()


def test_pages_are_what_their_hash_says(hub: Shop, till: Ledger) -> None:
    wanted = manifest(hub.ledger, till.device.id, NOW)
    for digest, content in zip(wanted.pages, fetch(hub, wanted), strict=True):
        assert sha256(content).hexdigest() == digest
    with pytest.raises(NotFound):
        page(hub.ledger, "00" * 32)
    with hub.ledger.read() as conn:
        assert conn.scalar(select(snapshots.c.epoch)) == 1


WHOLE = gzip.compress(b'["code","9",null]\n')


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        WHOLE[:-9],
        WHOLE + b"x",
        WHOLE * 2,
        gzip.compress(b"{}"),
        gzip.compress(b"[1]\n"),
        gzip.compress(b"\xff\n"),
        gzip.compress(b" " * (MOST_UNPACKED + 1)),
    ],
    ids=range(9),
)
def test_what_is_no_page_or_swells_is_damaged(content: bytes) -> None:
    assert len(list(read_page(WHOLE))) == 1
    with pytest.raises(MachineError, match="damaged"):
        list(read_page(content))

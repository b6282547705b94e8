"""Reading the feed, page by page, as the device that asks may know it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from counterfoil.domain.exchange import Changes, DeviceKind
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.publish import last_number, publish
from counterfoil.ledger.feed.read import MOST_CHANGES, Pruned, changes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.sync import feed, feed_counter
from tests.domain.build import NOW
from tests.ledger.brand import device_of, hand_over
from tests.ledger.shop import Shop


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub."""
    return Shop(become_hub(shop.ledger, NOW))


@pytest.fixture
def till(hub: Shop, tmp_path: Path) -> Iterator[Ledger]:
    """A till of the hub."""
    with device_of(hub.ledger, tmp_path / "till") as ledger:
        yield ledger


def number(hub: Shop) -> int:
    """Return the last number of the feed."""
    with hub.ledger.read() as conn:
        return last_number(conn)


def keys(page: Changes) -> list[tuple[str, str]]:
    """Return what a page is about."""
    return [(each.topic, each.key) for each in page.changes]


def test_pages_follow_one_another_to_the_end(hub: Shop, till: Ledger) -> None:
    start = number(hub)
    with hub.ledger.write() as conn:
        publish(conn, [("member", f"m{n}", "") for n in (1, 2)])
        publish(conn, [("staff", "jan", ""), ("tier", "none", "")])
    first = changes(hub.ledger, till.device.id, start, 3, NOW)
    assert keys(first) == [("member", "m1"), ("member", "m2"), ("staff", "jan")]
    assert (first.after, first.seq, first.more) == (start, start + 3, True)
    second = changes(hub.ledger, till.device.id, first.seq, 3, NOW)
    assert [each.document for each in second.changes] == [None]
    assert (second.seq, second.more, second.epoch, second.hub_time) == (start + 4, False, 1, NOW)
    third = changes(hub.ledger, till.device.id, second.seq, 3, NOW)
    assert (third.changes, third.seq, third.more) == ((), second.seq, False)


def test_each_device_is_told_what_concerns_it(hub: Shop, till: Ledger, tmp_path: Path) -> None:
    with (
        device_of(hub.ledger, tmp_path / "other", name="Till 2") as other,
        device_of(hub.ledger, tmp_path / "office", DeviceKind.OFFICE, "Office") as office,
    ):
        start = number(hub)
        with hub.ledger.write() as conn:
            scopes = ("", "office", till.device.id)
            publish(conn, [("tier", f"t{n}", scope) for n, scope in enumerate(scopes)])
        told = {
            each.device.name: [
                key for _, key in keys(changes(hub.ledger, each.device.id, start, 9, NOW))
            ]
            for each in (till, other, office)
        }
        assert told == {"Till 1": ["t0", "t2"], "Till 2": ["t0"], "Office": ["t0", "t1", "t2"]}
        assert changes(hub.ledger, other.device.id, start, 9, NOW).seq == start + 3


def test_it_says_how_far_the_devices_entries_have_come(hub: Shop, till: Ledger) -> None:
    start = number(hub)
    assert changes(hub.ledger, till.device.id, start, 9, NOW).acked == 0
    hand_over(hub.ledger, till)
    assert changes(hub.ledger, till.device.id, start, 9, NOW).acked == 1


def test_who_is_far_behind_takes_a_snapshot(hub: Shop, till: Ledger) -> None:
    start = number(hub)
    rows = [
        {"topic": "tier", "key": str(n), "scope": "other", "seq": start + 1 + n}
        for n in range(MOST_CHANGES + 1)
    ]
    with hub.ledger.write() as conn:
        conn.execute(insert(feed), rows)
        conn.execute(update(feed_counter).values(seq=rows[-1]["seq"]))
    page = changes(hub.ledger, till.device.id, start, 9, NOW)
    assert (page.changes, page.seq) == ((), start + MOST_CHANGES + 1)
    with hub.ledger.write() as conn:
        conn.execute(update(feed).where(feed.c.scope == "other").values(scope=""))
    with pytest.raises(Pruned):
        changes(hub.ledger, till.device.id, start, 9, NOW)
    assert changes(hub.ledger, till.device.id, start + 2, 9, NOW).more


def test_who_knows_more_than_the_hub_takes_one(hub: Shop, till: Ledger) -> None:
    with pytest.raises(Pruned):
        changes(hub.ledger, till.device.id, number(hub) + 1, 9, NOW)

"""Codes of batches, from the hub to a till and to an office."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, select

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.errors import Conflict, MachineError, NotFound
from counterfoil.domain.exchange import PER_PAGE, BatchPages, DeviceKind
from counterfoil.domain.facts import Reading
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.batches import batch_page, pages
from counterfoil.ledger.inflow.batches import batch_steps
from counterfoil.ledger.inflow.mirrored import wanted_batches
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.tables.codes import batches, campaign_counts, code_digests, codes
from counterfoil.ledger.tables.sync import batch_pages, remote_spent
from tests.domain.build import NOW
from tests.ledger.brand import device_of, pull, rows
from tests.ledger.inflow.taking import digest_pages, know_all, take_batch, take_wanted
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop, assert_well


@pytest.fixture
def hub(shop: Shop) -> Shop:
    """The shop as a hub."""
    return Shop(become_hub(shop.ledger, NOW))


@pytest.fixture
def till(hub: Shop, tmp_path: Path) -> Iterator[Ledger]:
    """A till that knows nothing yet."""
    with device_of(hub.ledger, tmp_path / "till") as ledger:
        yield ledger


@pytest.fixture
def office(hub: Shop, tmp_path: Path) -> Iterator[Ledger]:
    """An office that knows nothing yet."""
    with device_of(hub.ledger, tmp_path / "office", DeviceKind.OFFICE, "Office") as ledger:
        yield ledger


def lookup(device: Ledger, code: str) -> tuple[Reading, str | None]:
    """Return what a device makes of a code."""
    with device.read() as conn:
        found = find_code(device, conn, (code,), lock=False)
    return found.reading, found.facts.status.value if found.facts else None


def test_a_till_knows_codes_without_reading_them(hub: Shop, till: Ledger) -> None:
    _, texts = hub.campaign(6, offline_policy=OfflinePolicy.OWNED)
    hub.redeem(texts[1])
    void_codes(hub.ledger, "c1", SUPERVISOR, NOW, reason="lost", texts=[texts[2]])
    know_all(hub, till)
    take_wanted(hub, till)
    assert wanted_batches(till) == ()
    assert {row["text"] for row in rows(till, codes)} == {None}
    assert rows(till, codes, "text") == rows(hub.ledger, codes, "text")
    assert rows(till, code_digests) == rows(hub.ledger, code_digests)
    assert rows(till, campaign_counts) == rows(hub.ledger, campaign_counts)
    assert rows(till, remote_spent) == []
    found = [lookup(till, text)[1] for text in texts[:4]]
    assert found == ["unused", "used", "void", "unused"]


def test_an_office_reads_them(hub: Shop, office: Ledger) -> None:
    hub.campaign(6)
    generate(hub.ledger, "c1", 2, MANAGER, NOW, test=True)
    know_all(hub, office)
    take_wanted(hub, office, texts=True)
    assert rows(office, codes) == rows(hub.ledger, codes)
    assert rows(office, code_digests) == rows(hub.ledger, code_digests)
    assert rows(office, campaign_counts) == rows(hub.ledger, campaign_counts)


def test_imported_codes_with_some_left_out(hub: Shop, office: Ledger, tmp_path: Path) -> None:
    hub.campaign(0)
    file = tmp_path / "codes.csv"
    file.write_text("code,status\nzażółć-1,\nB-22,used\nB-22,\nlong " + "x" * 60 + ",\nC-4,void\n")
    import_codes(hub.ledger, "c1", file, MANAGER, NOW)
    know_all(hub, office)
    take_wanted(hub, office, texts=True)
    kept = rows(office, codes)
    assert kept == rows(hub.ledger, codes)
    ids = [row["id"] for row in kept]
    assert ids[-1] - ids[0] + 1 > len(ids)
    assert rows(office, code_digests) == rows(hub.ledger, code_digests)
    assert lookup(office, "ZAŻÓŁĆ 1") == (Reading.READ, "unused")
    assert lookup(office, "b22") == (Reading.READ, "used")
    assert_well(office)


def test_which_batches_a_till_should_have(hub: Shop, till: Ledger) -> None:
    for policy in OfflinePolicy:
        hub.campaign(2, id=policy.value, offline_policy=policy)
    know_all(hub, till)
    with till.read() as conn:
        campaigns = dict(conn.execute(select(batches.c.id, batches.c.campaign_id)).all())
    assert [campaigns[each] for each in wanted_batches(till)] == ["owned", "capped"]
    assert wanted_batches(hub.ledger) == ()


def test_a_page_that_came_damaged_is_refused(hub: Shop, till: Ledger) -> None:
    hub.campaign(6, offline_policy=OfflinePolicy.OWNED)
    know_all(hub, till)
    wanted = pages(hub.ledger, wanted_batches(till)[0], texts=False)
    good = digest_pages(hub, wanted)
    for wrong in ([good[0][::-1]], [good[0][:-16]], [], [*good, *good]):
        with pytest.raises(MachineError):
            take_batch(till, wanted, wrong)
        assert wanted_batches(till) == (wanted.batch,)
    with pytest.raises(Conflict):
        take_batch(till, replace(wanted, digests=(*wanted.digests, "00")), good)
    with pytest.raises(NotFound):
        take_batch(till, replace(wanted, batch=99), good)
    take_batch(till, wanted, good)
    assert wanted_batches(till) == ()


def test_texts_that_came_damaged_are_refused(hub: Shop, office: Ledger) -> None:
    hub.campaign(6)
    know_all(hub, office)
    wanted = pages(hub.ledger, wanted_batches(office)[0], texts=True)
    for wrong in ([b"x"], []):
        with pytest.raises(MachineError):
            take_batch(office, wanted, digest_pages(hub, wanted), wrong)


def test_pages_are_asked_for_within_bounds(hub: Shop) -> None:
    hub.campaign(6)
    batch = rows(hub.ledger, batches)[0]["id"]
    for page in (-1, 1):
        with pytest.raises(NotFound):
            batch_page(hub.ledger, batch, page, texts=False)
    with pytest.raises(NotFound):
        pages(hub.ledger, batch + 1, texts=False)
    first = pages(hub.ledger, batch, texts=False)
    assert pages(hub.ledger, batch, texts=False) == first
    assert first.texts == ()


def interrupted(till: Ledger, wanted: BatchPages, good: Sequence[bytes], after: int) -> None:
    """Take in some steps of a batch, and no more."""
    steps = batch_steps(till, wanted, good)
    for _ in range(after):
        next(steps)
    steps.close()


def test_broken_off_before_the_digests_it_goes_on(hub: Shop, till: Ledger) -> None:
    _, texts = hub.campaign(6, offline_policy=OfflinePolicy.CAPPED)
    know_all(hub, till)
    wanted = pages(hub.ledger, wanted_batches(till)[0], texts=False)
    good = digest_pages(hub, wanted)
    interrupted(till, wanted, good, 1)
    assert lookup(till, texts[0]) == (Reading.READ, None)
    hub.redeem(texts[0])
    assert pull(hub.ledger, till)
    take_batch(till, wanted, good)
    assert [lookup(till, text)[1] for text in texts[:2]] == ["used", "unused"]
    assert rows(till, campaign_counts) == rows(hub.ledger, campaign_counts)


@pytest.mark.slow
def test_broken_off_anywhere_it_goes_on(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    hub = Shop(become_hub(sqlite_ledger, NOW))
    quantity = PER_PAGE + 500
    _, texts = hub.campaign(quantity, offline_policy=OfflinePolicy.CAPPED)
    void_codes(hub.ledger, "c1", SUPERVISOR, NOW, reason="lost", texts=texts[-2:])
    with device_of(hub.ledger, tmp_path / "till") as till:
        know_all(hub, till)
        wanted = pages(hub.ledger, wanted_batches(till)[0], texts=False)
        good = digest_pages(hub, wanted)
        for after in (1, 2, 3, 5):
            interrupted(till, wanted, good, after)
            assert wanted_batches(till) == (wanted.batch,)
        hub.redeem(texts[0])
        assert pull(hub.ledger, till)
        take_batch(till, wanted, good)
        assert rows(till, codes, "text") == rows(hub.ledger, codes, "text")
        assert rows(till, code_digests) == rows(hub.ledger, code_digests)
        assert rows(till, campaign_counts) == rows(hub.ledger, campaign_counts)


def test_a_code_that_is_here_as_another_one(hub: Shop, till: Ledger) -> None:
    hub.campaign(6, offline_policy=OfflinePolicy.OWNED)
    know_all(hub, till)
    wanted = pages(hub.ledger, wanted_batches(till)[0], texts=False)
    good = digest_pages(hub, wanted)
    take_batch(till, wanted, good)
    with till.write() as conn:
        conn.execute(delete(batch_pages))
        conn.execute(delete(codes))
        conn.execute(code_digests.update().values(code_id=code_digests.c.code_id + 1))
    with pytest.raises(Conflict):
        take_batch(till, wanted, good)


def test_a_page_of_digests_is_sixteen_bytes_a_code(hub: Shop) -> None:
    hub.campaign(6)
    batch = rows(hub.ledger, batches)[0]["id"]
    page = np.frombuffer(batch_page(hub.ledger, batch, 0, texts=False), np.uint8)
    by_id = sorted(rows(hub.ledger, code_digests), key=lambda row: row["code_id"])
    assert page.tobytes() == b"".join(row["digest"] for row in by_id)

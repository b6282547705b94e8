"""What devices pull: the feed, snapshots by pages, and codes, of which a till gets no texts."""

import hashlib

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import DeviceKind
from counterfoil.ledger.exchange.epochs import fence
from counterfoil.ledger.feed.snapshot import read_page
from counterfoil.ledger.ledger import Ledger
from counterfoil.wire import sync as wire
from tests.domain.build import NOW
from tests.hub.sync.till import Till, till
from tests.ledger.shop import MANAGER, Shop


def test_changes_come_in_pages_and_once(hub: Ledger, one: Till) -> None:
    Shop(hub).campaign(3, offline_policy=OfflinePolicy.CAPPED)
    manifest = wire.read_manifest(one.client.ok("GET", "/sync/snapshot"))
    after, found = manifest.seq, []
    Shop(hub).campaign(0, id="c2")
    Shop(hub).campaign(0, id="c3")
    for _ in range(9):
        got = one.client.ok("GET", f"/sync/changes?after={after}&limit=1")
        page = wire.read_changes(got)
        found += [(each.topic, each.key) for each in page.changes]
        after = page.seq
        if not page.more:
            break
    assert found == [("campaign", "c2"), ("campaign", "c3")]
    assert wire.read_changes(one.client.ok("GET", f"/sync/changes?after={after}")).changes == ()
    for query in ("", "after=-1", "after=x", "after=1&limit=0", "after=1&limit=2001"):
        assert one.client("GET", f"/sync/changes?{query}").status_code == 400


def test_who_knows_what_the_hub_has_forgotten_takes_a_snapshot(hub: Ledger, one: Till) -> None:
    manifest = wire.read_manifest(one.client.ok("GET", "/sync/snapshot"))
    fence(hub, MANAGER, NOW)
    for after in (0, manifest.seq, 2**62):
        got = one.client("GET", f"/sync/changes?after={after}")
        assert (got.status_code, got.json()["code"]) == (410, 410)


def test_a_snapshot_is_pages_by_what_is_in_them(hub: Ledger, one: Till) -> None:
    Shop(hub).campaign(3, offline_policy=OfflinePolicy.CAPPED)
    manifest = wire.read_manifest(one.client.ok("GET", "/sync/snapshot"))
    topics = set()
    for sha256 in manifest.pages:
        got = one.client("GET", f"/sync/snapshot/{sha256}")
        assert got.status_code == 200
        assert hashlib.sha256(got.content).hexdigest() == sha256
        topics |= {change.topic for change in read_page(got.content)}
    assert {"store", "staff", "campaign", "member", "batch"} <= topics
    assert one.client("GET", f"/sync/snapshot/{'0' * 64}").status_code == 404
    for odd in ("x", "0" * 63, "A" * 64, "%00"):
        assert one.client("GET", f"/sync/snapshot/{odd}").status_code in {400, 404}


def test_readable_codes_are_for_office_devices_only(hub: Ledger, one: Till) -> None:
    _, codes = Shop(hub).campaign(3, offline_policy=OfflinePolicy.CAPPED)
    office = till(one.client, 5).joins(hub, DeviceKind.OFFICE)
    office.begins()
    for device, texts in ((one, 0), (office, 1)):
        pages = wire.read_batch(device.client.ok("GET", "/sync/batches/1"))
        assert (len(pages.digests), len(pages.texts)) == (1, texts)
        digests = device.client("GET", "/sync/batches/1/0").content
        assert hashlib.sha256(digests).hexdigest() == pages.digests[0]
        assert len(digests) == 16 * len(codes)
        assert not any(code.encode() in digests for code in codes)
    texts_page = office.client("GET", "/sync/batches/1/0?texts=true")
    assert texts_page.text.split() == codes
    got = one.client("GET", "/sync/batches/1/0?texts=true")
    assert (got.status_code, codes[0] in got.text) == (403, False)
    for path in ("batches/9", "batches/9/0", "batches/1/7"):
        assert one.client("GET", f"/sync/{path}").status_code == 404
    for path in ("batches/x", "batches/-1", f"batches/{2**64}", "batches/1/x"):
        assert one.client("GET", f"/sync/{path}").status_code == 400

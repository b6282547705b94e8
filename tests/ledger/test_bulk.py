"""Writing many rows at once, and asking for one of many values: whatever is in them."""

from sqlalchemy import select

from counterfoil.ledger.bulk import Bulk, among
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.stores import settings
from counterfoil.ledger.tables.sync import feed, snapshot_pages

ODD = ["plain", 'a "quoted" one', "back\\slash", "{braces}", "a,b", "NULL", "", "żółć", "line\nend"]


def test_any_text_is_written_and_found(ledger: Ledger) -> None:
    rows = [{"key": f"odd {text}", "value": text} for text in ODD]
    with ledger.write() as conn:
        Bulk(settings, puts=True).run(conn, rows)
        wanted = [row["key"] for row in rows]
        found = conn.execute(select(settings).where(among(conn, settings.c.key, wanted)))
        assert {row.key: row.value for row in found} == {row["key"]: row["value"] for row in rows}
        none = conn.execute(select(settings).where(among(conn, settings.c.key, [])))
        assert none.all() == []


def test_bytes_are_written_and_found(ledger: Ledger) -> None:
    rows = [{"sha256": bytes([n]) * 32, "content": bytes(range(n, 256))} for n in (0, 34, 92, 255)]
    with ledger.write() as conn:
        Bulk(snapshot_pages).run(conn, rows)
        keys = [row["sha256"] for row in rows]
        query = select(snapshot_pages).where(among(conn, snapshot_pages.c.sha256, keys))
        found = {bytes(row.sha256): bytes(row.content) for row in conn.execute(query)}
    assert found == {row["sha256"]: row["content"] for row in rows}


def test_rows_are_added_replaced_or_summed(ledger: Ledger) -> None:
    def row(seq: int, scope: str = "") -> dict[str, object]:
        return {"topic": "x", "key": "k", "scope": scope, "seq": seq}

    with ledger.write() as conn:
        Bulk(feed, puts=True).run(conn, [row(900_001)])
        Bulk(feed, puts=True).run(conn, [row(900_002, "office")])
        Bulk(feed).run(conn, [])
        (found,) = conn.execute(select(feed).where(feed.c.topic == "x"))
    assert (found.scope, found.seq) == ("office", 900_002)

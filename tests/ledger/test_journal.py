"""The journal: chained, signed, append-only, and in the time of the device that never goes back."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Connection, Delete, Update, delete, text, update
from sqlalchemy.exc import DBAPIError

from counterfoil.domain.entry import GENESIS, Kind
from counterfoil.ledger.journal import (
    CLOCK_TOLERANCE,
    append,
    clock_behind,
    count,
    ends,
    entries,
    known_devices,
    verify,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.members import transfers
from tests.domain.build import NOW
from tests.ledger.shop import Shop


def without_triggers(conn: Connection) -> None:
    """What somebody with the file in hand can do."""
    if conn.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            conn.execute(text(f"DROP TRIGGER journal_no_{verb}"))
    else:
        conn.execute(text("SET LOCAL session_replication_role = replica"))


def written(ledger: Ledger, times: int) -> None:
    for number in range(times):
        with ledger.write() as conn:
            append(ledger, conn, Kind.STORE_SAVED, {"number": number}, NOW)


def test_entries_are_numbered_chained_and_signed(ledger: Ledger) -> None:
    written(ledger, 3)
    chain = list(entries(ledger))
    assert [each.entry.n for each in chain] == list(range(1, count(ledger) + 1))
    assert chain[0].entry.prev_hash == GENESIS
    for before, after in pairwise(chain):
        assert after.entry.prev_hash == before.hash
    assert list(verify(ledger)) == []
    with ledger.read() as conn:
        assert ends(conn) == {ledger.device.id: len(chain)}


def test_entries_are_read_in_pages_from_any_number_on(ledger: Ledger) -> None:
    with ledger.write() as conn:
        for number in range(1010):
            append(ledger, conn, Kind.STORE_SAVED, {"number": number}, NOW)
    whole = list(entries(ledger))
    assert len(whole) == count(ledger)
    assert list(entries(ledger, after=len(whole) - 2)) == whole[-2:]
    assert list(entries(ledger, "nobody")) == []


def test_an_undone_transaction_leaves_no_entry_and_no_gap(ledger: Ledger) -> None:
    before = count(ledger)
    with pytest.raises(ZeroDivisionError), ledger.write() as conn:
        _ = append(ledger, conn, Kind.STORE_SAVED, {}, NOW).n / 0
    assert count(ledger) == before
    written(ledger, 1)
    assert list(verify(ledger)) == []


@pytest.mark.parametrize("statement", [update(journal).values(kind="x"), delete(journal)])
def test_the_database_refuses_to_change_the_journal(
    ledger: Ledger, statement: Update | Delete
) -> None:
    with pytest.raises(DBAPIError, match="append-only"), ledger.write() as conn:
        conn.execute(statement)


def test_the_database_refuses_to_change_transfers(shop: Shop) -> None:
    shop.credit(5)
    for statement in (update(transfers).values(units=1), delete(transfers)):
        with pytest.raises(DBAPIError, match="append-only"), shop.ledger.write() as conn:
            conn.execute(statement)


def test_postgresql_refuses_to_empty_the_journal(postgres_ledger: Ledger) -> None:
    with pytest.raises(DBAPIError, match="append-only"), postgres_ledger.write() as conn:
        conn.execute(text("TRUNCATE journal"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE journal SET body = '{\"number\":9}' WHERE n = {n}", "it was changed"),
        ("UPDATE journal SET body = 'torn' WHERE n = {n}", "it was changed"),
        ("UPDATE journal SET wall_time = wall_time + 1 WHERE n = {n}", "it was changed"),
        ("DELETE FROM journal WHERE n = {n}", "is missing before it"),
        ("UPDATE journal SET signature = prev_hash WHERE n = {n}", "not the device's"),
    ],
)
def test_what_was_changed_in_the_file_is_found(ledger: Ledger, change: str, said: str) -> None:
    written(ledger, 3)
    n = count(ledger) - 1
    with ledger.write() as conn:
        without_triggers(conn)
        conn.exec_driver_sql(change.replace("{n}", str(n)))
    found = list(verify(ledger))
    assert {flaw.n for flaw in found} <= {n, n + 1}
    assert any(said in flaw.sentence for flaw in found)


@pytest.mark.parametrize(
    "column", ["prev_hash", "body", "wall_time", "hub_time", "hash", "signature"]
)
@pytest.mark.parametrize("value", ["CAST(x'41ff41' AS TEXT)", "x'ff00'", "'[1,2]'", "7e300"])
def test_bytes_that_a_disk_made_up_stop_nothing(
    sqlite_ledger: Ledger, column: str, value: str
) -> None:
    written(sqlite_ledger, 3)
    n = count(sqlite_ledger) - 1
    with sqlite_ledger.write() as conn:
        without_triggers(conn)
        conn.exec_driver_sql(f"UPDATE journal SET {column} = {value} WHERE n = {n}")
    assert {flaw.n for flaw in verify(sqlite_ledger)} <= {n, n + 1}
    assert n in {flaw.n for flaw in verify(sqlite_ledger)}


def test_the_time_of_an_entry_is_never_before_the_last(ledger: Ledger) -> None:
    with ledger.write() as conn:
        append(ledger, conn, Kind.STORE_SAVED, {}, NOW + timedelta(days=400))
        append(ledger, conn, Kind.STORE_SAVED, {}, NOW)
    assert [each.entry.wall_time for each in entries(ledger)][-2:] == [
        NOW + timedelta(days=400)
    ] * 2
    assert list(verify(ledger)) == []


def test_a_clock_that_was_set_back_is_told(ledger: Ledger) -> None:
    assert clock_behind(ledger, NOW) is None
    assert clock_behind(ledger, NOW - CLOCK_TOLERANCE) is None
    assert clock_behind(ledger, NOW - timedelta(hours=1)) == timedelta(hours=1)
    assert clock_behind(ledger, NOW + timedelta(days=1)) is None


def test_the_devices_keys_are_known(ledger: Ledger) -> None:
    assert known_devices(ledger) == {ledger.device.id: ledger.device.public_key}
    first = next(iter(entries(ledger)))
    assert first.entry.kind == Kind.DEVICE_ADDED
    assert first.entry.body["public_key"] == ledger.device.public_key.hex()

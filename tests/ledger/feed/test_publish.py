"""Numbers of the feed."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import func, select, text

from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.feed.publish import last_number, publish
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.sync import feed
from tests.domain.build import NOW

WRITERS = 8
EACH = 150


@pytest.fixture
def hub(ledger: Ledger) -> Ledger:
    """The shop as a hub."""
    return become_hub(ledger, NOW)


def kept(hub: Ledger) -> list[tuple[str, str, str]]:
    """Return what was published, in order."""
    with hub.read() as conn:
        rows = conn.execute(select(feed.c.topic, feed.c.key, feed.c.scope).order_by(feed.c.seq))
        return [tuple(row) for row in rows]


def test_an_object_stands_once_at_its_last_change(hub: Ledger) -> None:
    with hub.write() as conn:
        before = last_number(conn)
        publish(conn, [("member", "a", ""), ("member", "b", ""), ("member", "a", "office")])
    assert kept(hub)[-2:] == [("member", "b", ""), ("member", "a", "office")]
    with hub.write() as conn:
        publish(conn, [("member", "b", "")])
        publish(conn, [])
        assert last_number(conn) == before + 3
    assert kept(hub)[-2:] == [("member", "a", "office"), ("member", "b", "")]


def test_many_at_once(hub: Ledger) -> None:
    many = [("code", str(n), "") for n in range(1000)]
    with hub.write() as conn:
        publish(conn, many)
    assert kept(hub)[-1000:] == many
    with hub.read() as conn:
        assert conn.scalar(select(func.max(feed.c.seq))) == last_number(conn)


def test_what_was_undone_has_no_number(hub: Ledger) -> None:
    before = kept(hub)
    with suppress(ZeroDivisionError), hub.write() as conn:
        publish(conn, [("member", "a", "")])
        raise ZeroDivisionError
    assert kept(hub) == before


def read_while_written(
    write: Callable[[int, int, threading.Barrier], None],
    read: Callable[[int], list[int]],
) -> set[int]:
    """Follow numbers with a cursor while many write; return those seen."""
    ready = threading.Barrier(WRITERS)

    def write_all(who: int) -> None:
        for n in range(EACH):
            write(who, n, ready)

    threads = [threading.Thread(target=write_all, args=(who,)) for who in range(WRITERS)]
    seen: set[int] = set()
    cursor = 0
    for thread in threads:
        thread.start()
    while True:
        is_over = not any(thread.is_alive() for thread in threads)
        found = read(cursor)
        seen.update(found)
        cursor = max([cursor, *found])
        if is_over and not found:
            return seen


def test_a_reader_never_misses_a_late_commit(postgres_ledger: Ledger) -> None:
    hub = become_hub(postgres_ledger, NOW)
    with hub.read() as conn:
        start = last_number(conn)

    def write(who: int, n: int, ready: threading.Barrier) -> None:
        if n == 0:
            ready.wait()
        with hub.write() as conn:
            publish(conn, [("code", f"{who}-{n}-{part}", "") for part in range(3)])
            if (who + n) % 3 == 0:
                conn.execute(text("SELECT pg_sleep(0.002)"))

    def read(cursor: int) -> list[int]:
        with hub.read() as conn:
            found = select(feed.c.seq).where(feed.c.seq > max(cursor, start)).order_by(feed.c.seq)
            return list(conn.scalars(found.limit(500)))

    seen = read_while_written(write, read)
    assert len(seen) == WRITERS * EACH * 3


def test_with_a_sequence_a_reader_would_miss_one(postgres_ledger: Ledger) -> None:
    ledger = postgres_ledger
    with ledger.write() as conn:
        conn.execute(text("CREATE TABLE numbered (seq bigserial PRIMARY KEY)"))

    def read(cursor: int) -> list[int]:
        query = "SELECT seq FROM numbered WHERE seq > :after ORDER BY seq"
        with ledger.read() as conn:
            return list(conn.scalars(text(query), {"after": cursor}))

    insert = text("INSERT INTO numbered DEFAULT VALUES")
    with ledger.write() as late:
        late.execute(insert)
        with ledger.write() as quick:
            quick.execute(insert)
        cursor = max(read(0))
    assert (cursor, read(cursor), read(0)) == (2, [], [1, 2])
    with ledger.write() as conn:
        conn.execute(text("DROP TABLE numbered"))

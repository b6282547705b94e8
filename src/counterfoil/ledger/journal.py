"""The journal: written in the transaction of what it records, checked entry by entry."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from counterfoil.domain.chain import KEY_UNKNOWN, START, Tip, end_missing, verify_chain
from counterfoil.domain.entry import (
    GENESIS,
    Entry,
    Flaw,
    Kind,
    SignedEntry,
    canonical,
    entry_hash,
)
from counterfoil.domain.exchange import JOINED, Standing
from counterfoil.ledger.feed.publish import note
from counterfoil.ledger.feed.touched import touched
from counterfoil.ledger.heard import Heard, heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import Statement, inserting
from counterfoil.ledger.tables.base import (
    from_micros,
    from_micros_or_none,
    load,
    to_micros,
    to_micros_or_none,
)
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.stores import devices

CLOCK_TOLERANCE: Final = timedelta(minutes=5)
_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The end of this device's chain, and the time it is: never before the last entry's.

    `behind` is how far the wall clock is behind that, where it is more than `CLOCK_TOLERANCE`.
    """

    n: int
    hash: bytes
    epoch: int
    hub_time: datetime | None
    now: datetime
    behind: timedelta | None = None


_LOCK_CHAIN: Final = Statement(
    select(devices.c.id).where(devices.c.id == bindparam("device")).with_for_update()
)
_LAST: Final = Statement(
    select(journal.c.n, journal.c.hash, journal.c.epoch, journal.c.hub_time, journal.c.wall_time)
    .where(journal.c.device == bindparam("device"))
    .order_by(journal.c.n.desc())
    .limit(1)
)
_APPEND: Final = inserting(journal)


def head(ledger: Ledger, conn: Connection, now: datetime) -> Head:
    """Return the end of this device's chain; nobody else extends it until the transaction ends."""
    if conn.dialect.name != "sqlite":
        _LOCK_CHAIN.run(conn, {"device": ledger.device.id})
    return peek(ledger, conn, now)


def peek(ledger: Ledger, conn: Connection, now: datetime) -> Head:
    """Return the end of this device's chain as it is now, for reading only."""
    said = heard(conn) if ledger.standing in JOINED else Heard()
    row = _LAST.run(conn, {"device": ledger.device.id}).fetchone()
    n, last_hash, epoch, hub_micros, wall_micros = row or (0, GENESIS, 0, None, None)
    times = (from_micros_or_none(hub_micros), said.hub_time)
    hub_time = max(filter(None, times), default=None)
    known = max(filter(None, (from_micros_or_none(wall_micros), hub_time)), default=now)
    behind = known - now if known - now > CLOCK_TOLERANCE else None
    return Head(n, bytes(last_hash), max(epoch, said.epoch), hub_time, max(now, known), behind)


def append(
    ledger: Ledger, conn: Connection, kind: Kind, body: Mapping[str, object], now: datetime
) -> Head:
    """Append an entry in the transaction of `conn`, and return the new end of the chain."""
    return append_after(ledger, conn, head(ledger, conn, now), kind, body)


def append_after(
    ledger: Ledger, conn: Connection, last: Head, kind: Kind, body: Mapping[str, object]
) -> Head:
    """Append an entry behind `last`, which `head` gave in this same transaction."""
    text = canonical(body)
    entry = Entry(
        ledger.device.id, last.n + 1, last.hash, last.epoch, kind, body, last.now, last.hub_time
    )
    sealed = entry_hash(entry, text)
    _APPEND.run(
        conn,
        {
            "device": entry.device,
            "n": entry.n,
            "prev_hash": entry.prev_hash,
            "epoch": entry.epoch,
            "kind": entry.kind,
            "body": text,
            "wall_time": to_micros(entry.wall_time),
            "hub_time": to_micros_or_none(entry.hub_time),
            "hash": sealed,
            "signature": ledger.signing_key.sign(sealed),
        },
    )
    if ledger.standing is Standing.HUB:
        note(conn, touched(conn, kind, body))
    return Head(entry.n, sealed, entry.epoch, entry.hub_time, last.now, last.behind)


def clock_behind(ledger: Ledger, now: datetime) -> timedelta | None:
    """Return how far the wall clock is behind the last entry, None where it is near enough.

    The ledger then goes by the last entry's time; the screen says so.
    """
    with ledger.read() as conn:
        return peek(ledger, conn, now).behind


def entries(ledger: Ledger, device: str | None = None, after: int = 0) -> Iterator[SignedEntry]:
    """Yield a device's entries (this ledger's own by default) in order, from `after` + 1 on.

    They are read in pages; those appended meanwhile may be among them.
    """
    wanted = device or ledger.device.id
    while True:
        with ledger.read() as conn, _lenient(conn):
            page = conn.execute(
                select(journal)
                .where(journal.c.device == wanted, journal.c.n > after)
                .order_by(journal.c.n)
                .limit(_PAGE)
            ).all()
        for row in page:
            yield _entry(row)
        if len(page) < _PAGE:
            return
        after = page[-1].n


def known_devices(ledger: Ledger) -> Mapping[str, bytes]:
    """Return the public key of each device that has entries here or may have."""
    with ledger.read() as conn:
        rows = conn.execute(select(devices.c.id, devices.c.public_key)).all()
    return {row.id: bytes(row.public_key) for row in rows}


def verify(ledger: Ledger, noted: Mapping[str, Tip] | None = None) -> Iterator[Flaw]:
    """Yield what is wrong with the chain of each device; nothing where they are whole.

    `noted` are ends of chains as `tips` gave them before: those entries must still be there.
    """
    awaited = dict(noted or {})
    known = known_devices(ledger)
    for device in sorted(tips(ledger).keys() - known):
        yield Flaw(device, 1, KEY_UNKNOWN)
    for device, public_key in known.items():
        end = awaited.pop(device, START)
        yield from verify_chain(entries(ledger, device), public_key, end=end)
    for device, end in sorted(awaited.items()):
        yield end_missing(device, None, end)


def tips(ledger: Ledger) -> dict[str, Tip]:
    """Return the end of each device's chain, to be noted somewhere else for a later check."""
    last = select(journal.c.device, func.max(journal.c.n).label("n")).group_by(journal.c.device)
    ends_of = last.subquery()
    query = select(journal.c.device, journal.c.n, journal.c.hash).join(
        ends_of, (ends_of.c.device == journal.c.device) & (ends_of.c.n == journal.c.n)
    )
    with ledger.read() as conn:
        return {row.device: Tip(row.n, bytes(row.hash)) for row in conn.execute(query)}


def ends(conn: Connection) -> dict[str, int]:
    """Return the number of each device's last entry."""
    rows = conn.execute(select(journal.c.device, func.max(journal.c.n)).group_by(journal.c.device))
    return {row[0]: row[1] for row in rows}


def count(ledger: Ledger) -> int:
    """Return how many entries there are, of all devices."""
    with ledger.read() as conn:
        return int(conn.execute(select(func.count()).select_from(journal)).scalar_one())


# What a damaged disk or a meddling hand left must not stop the rest from being read and checked;
# the hash of such an entry will not match.


@contextmanager
def _lenient(conn: Connection) -> Iterator[None]:
    """Let SQLite hand over text that is no text; PostgreSQL keeps none."""
    if conn.dialect.name != "sqlite":
        yield
        return
    raw: Any = conn.connection.driver_connection
    raw.text_factory = lambda kept: kept.decode(errors="replace")
    yield
    raw.text_factory = str


def _entry(row: Row[Any]) -> SignedEntry:
    return SignedEntry(
        Entry(
            device=row.device,
            n=row.n,
            prev_hash=_bytes(row.prev_hash),
            epoch=row.epoch,
            kind=row.kind,
            body=_body(row.body),
            wall_time=_moment(row.wall_time),
            hub_time=None if row.hub_time is None else _moment(row.hub_time),
        ),
        _bytes(row.hash),
        _bytes(row.signature),
    )


def _body(text: str) -> dict[str, Any]:
    try:
        body = dict(load(text))
        # Another program may read a text that is not canonical in another way.
        if canonical(body) == text:
            return body
    except (ValueError, TypeError, RecursionError):
        pass
    return {"unreadable": str(text)}


def _bytes(kept: bytes | str | float) -> bytes:
    return kept if isinstance(kept, bytes) else str(kept).encode()


def _moment(kept: str | float) -> datetime:
    try:
        return from_micros(int(kept))
    except (ValueError, OverflowError):
        return from_micros(0)

"""Snapshots: all there is at one number of the feed, in pages that are known by their SHA-256.

What concerns every device is built once and kept until it is far behind. What came after it, and
what concerns the one device, is added in pages of its own when that device asks.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, delete, select, text

from counterfoil.domain.errors import MachineError, NotFound
from counterfoil.domain.exchange import Change, Manifest
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.exchange.reached import reached
from counterfoil.ledger.feed.horizon import horizon_of
from counterfoil.ledger.feed.publish import EVERYONE, OFFICE, last_number
from counterfoil.ledger.feed.read import as_changes, concerning, is_office
from counterfoil.ledger.feed.topics import TOPICS, place_of, read_many
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import dump, load, to_micros
from counterfoil.ledger.tables.sync import feed, snapshot_pages, snapshots

FAR_BEHIND: Final = 5_000
"""Numbers of the feed after which a new snapshot is built instead of adding to the last one."""

KEPT: Final = timedelta(hours=1)
"""How long the pages of an older snapshot stay, for whoever is fetching them."""

PAGE_BYTES: Final = 1 << 20
MOST_UNPACKED: Final = 16 * PAGE_BYTES
"""More than a page can have: its last object, a campaign's document at most, goes beyond."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_LOCK: Final = 0x736E6170
"""Names the lock that PostgreSQL gives to one builder at a time ("snap")."""
_PUT: Final = putting(snapshots)
_PUT_PAGE: Final = putting(snapshot_pages)


@dataclass(frozen=True, slots=True)
class _Built:
    """What is built for many: at which number, and its pages by SHA-256."""

    seq: int
    pages: tuple[str, ...]


def manifest(ledger: Ledger, device: str, now: datetime) -> Manifest:
    """Return what a snapshot of now is made of, for a device."""
    with ledger.read() as conn:
        office = is_office(conn, device)
        built = _usable(conn, OFFICE if office else EVERYONE)
    if built is None:
        built = _build(ledger, office=office, now=now)
    with ledger.write() as kept_by, ledger.read() as conn:
        end = last_number(conn)
        lines = _lines(_since(conn, device, built.seq, office=office))
        own = tuple(_keep_pages(kept_by, lines))
        _keep(kept_by, conn, device, _Built(end, own), now)
        return Manifest(
            seq=end,
            epoch=epoch(conn),
            acked=reached(conn, device).n,
            pages=built.pages + own,
            hub_time=now,
        )


def page(ledger: Ledger, digest: str) -> bytes:
    """Return a page by its SHA-256. Raises NotFound where it is no longer kept."""
    query = select(snapshot_pages.c.content)
    with ledger.read() as conn:
        found = conn.scalar(query.where(snapshot_pages.c.sha256 == bytes.fromhex(digest)))
    if found is None:
        raise NotFound("There is no such page any more; ask for the snapshot again.")
    return bytes(found)


def read_page(content: bytes) -> Iterator[Change]:
    """Yield the objects on a page. Raises MachineError where it is none, or holds far too much."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        lines = unpacker.decompress(content, MOST_UNPACKED)
        if not unpacker.eof or unpacker.unused_data:
            raise damaged()
        for line in lines.splitlines():
            topic, key, document = load(line.decode())
            yield Change(0, topic, key, document)
    except (zlib.error, ValueError, TypeError) as error:
        raise damaged() from error


def damaged() -> MachineError:
    """Return what is said of a page that is not as the hub made it."""
    return MachineError("A page of the hub's came damaged; it is asked for again.")


def _usable(conn: Connection, scope: str) -> _Built | None:
    """Return the last snapshot, None where it is far behind or of an epoch before."""
    query = select(snapshots).where(snapshots.c.scope == scope, snapshots.c.epoch == epoch(conn))
    row = conn.execute(query.order_by(snapshots.c.seq.desc()).limit(1)).one_or_none()
    if row is None or row.seq < max(horizon_of(conn), last_number(conn) - FAR_BEHIND):
        return None
    return _Built(row.seq, tuple(load(row.pages)))


def _build(ledger: Ledger, *, office: bool, now: datetime) -> _Built:
    """Build what concerns many, seen at one moment; several programs that would, build it once."""
    scope = OFFICE if office else EVERYONE
    with ledger.write() as kept_by:
        if kept_by.dialect.name != SQLITE:
            kept_by.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        with ledger.read() as conn:
            built = _usable(conn, scope)
            if built is not None:
                return built
            pages = _keep_pages(kept_by, _lines(_everything(conn, office=office)))
            built = _Built(last_number(conn), tuple(pages))
            _keep(kept_by, conn, scope, built, now)
            _remove_old(kept_by, now)
    return built


def _everything(conn: Connection, *, office: bool) -> Iterator[Change]:
    for name, topic in TOPICS.items():
        if office or not (topic.office or topic.keys_of):
            for keys in topic.keys(conn):
                found = topic.read(conn, keys)
                yield from (Change(0, name, key, found[key]) for key in keys if key in found)


def _since(conn: Connection, device: str, seq: int, *, office: bool) -> list[Change]:
    """What changed behind a number, and what concerns this device only, as it is now."""
    rows = conn.execute(
        select(feed).where(concerning(conn, device), feed.c.seq > seq).order_by(feed.c.seq)
    ).all()
    found = as_changes(conn, rows)
    for name, topic in TOPICS.items():
        if topic.keys_of is not None and not office:
            theirs = read_many(conn, name, topic.keys_of(conn, device))
            found += [Change(0, name, key, document) for key, document in theirs.items()]
    return sorted(found, key=lambda change: place_of(change.topic))


def _lines(changes: Iterable[Change]) -> Iterator[bytes]:
    for each in changes:
        yield dump([each.topic, each.key, each.document]).encode() + b"\n"


def _keep_pages(conn: Connection, lines: Iterable[bytes]) -> Iterator[str]:
    """Keep lines in pages of about a megabyte, and yield the SHA-256 of each."""
    gathered, size = [], 0
    for line in lines:
        gathered.append(line)
        size += len(line)
        if size >= PAGE_BYTES:
            yield _keep_page(conn, b"".join(gathered))
            gathered, size = [], 0
    if gathered:
        yield _keep_page(conn, b"".join(gathered))


def _keep_page(conn: Connection, lines: bytes) -> str:
    content = gzip.compress(lines, compresslevel=6, mtime=0)
    digest = sha256(content)
    _PUT_PAGE.run(conn, {"sha256": digest.digest(), "content": content})
    return digest.hexdigest()


def _keep(kept_by: Connection, conn: Connection, scope: str, built: _Built, now: datetime) -> None:
    row = {"scope": scope, "seq": built.seq, "epoch": epoch(conn), "pages": dump(built.pages)}
    _PUT.run(kept_by, {**row, "at": to_micros(now)})


def _remove_old(conn: Connection, now: datetime) -> None:
    """Remove snapshots that another one came after long enough ago, and pages of none."""
    newest: dict[str, int] = {}
    rows = conn.execute(select(snapshots).order_by(snapshots.c.seq)).all()
    for row in rows:
        newest[row.scope] = row.seq
    named: set[str] = set()
    for row in rows:
        is_old = row.at < to_micros(now - KEPT)
        if is_old and (row.seq < newest[row.scope] or row.scope not in {EVERYONE, OFFICE}):
            same = (snapshots.c.scope == row.scope) & (snapshots.c.seq == row.seq)
            conn.execute(delete(snapshots).where(same))
        else:
            named.update(load(row.pages))
    kept = {bytes(each).hex() for each in conn.scalars(select(snapshot_pages.c.sha256))}
    for digest in sorted(kept - named):
        gone = snapshot_pages.c.sha256 == bytes.fromhex(digest)
        conn.execute(delete(snapshot_pages).where(gone))

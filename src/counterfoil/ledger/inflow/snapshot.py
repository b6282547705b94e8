"""Taking a snapshot in: all of it in one transaction, or nothing."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import zip_longest

from sqlalchemy import Connection, delete

from counterfoil.domain.exchange import Manifest
from counterfoil.ledger.feed.snapshot import damaged, read_page
from counterfoil.ledger.feed.topics import TOPICS, put
from counterfoil.ledger.feed.topics.spent import forget_all
from counterfoil.ledger.heard import heard, note_heard
from counterfoil.ledger.inflow.apply import defer_references, has_newer
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.sync import allowances, conflicts
from counterfoil.ledger.usage import WHOLE


def take_snapshot(
    ledger: Ledger, manifest: Manifest, pages: Iterable[bytes], now: datetime
) -> bool:
    """Take in the pages of a snapshot, in order; say False, and change nothing, where it is old.

    It is where it is of an epoch before or behind the place that was reached, and where the hub had
    not every entry of this device: push then, and ask for another. Raises MachineError where a page
    is not the one that was announced.
    """
    with ledger.write() as conn:
        said = heard(conn)
        is_old = (manifest.epoch, manifest.seq) < (said.epoch, said.seq)
        if is_old or has_newer(ledger, conn, manifest.acked, now):
            return False
        defer_references(conn)
        _make_room(conn)
        for expected, content in zip_longest(manifest.pages, pages):
            if content is None or sha256(content).hexdigest() != expected:
                raise damaged()
            for each in read_page(content):
                if each.topic in TOPICS:
                    put(ledger, conn, each.topic, each.key, each.document, now)
        note_heard(conn, seq=manifest.seq, epoch=manifest.epoch, hub_time=manifest.hub_time)
    return True


def _make_room(conn: Connection) -> None:
    """Remove what a snapshot has whole or not at all; all else is only ever replaced."""
    forget_all(conn)
    conn.execute(delete(usage).where(usage.c.member_id != WHOLE))
    conn.execute(delete(allowances))
    conn.execute(delete(conflicts))

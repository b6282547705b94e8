"""Taking a pull in: every change of it and the place in the feed, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection

from counterfoil.domain.exchange import Change, Changes
from counterfoil.ledger import journal
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.feed.topics import TOPICS, place_of, put
from counterfoil.ledger.feed.topics.brand import forget_parsed
from counterfoil.ledger.heard import Heard, heard, note_heard
from counterfoil.ledger.ledger import Ledger


def take_changes(ledger: Ledger, pages: Sequence[Changes], now: datetime) -> bool:
    """Take in the pages of a whole pull; say False, and change nothing, where they do not fit.

    They fit where they follow one another from the place in the feed that was reached, to its end,
    in the epoch that was heard of or a later one, and the hub had every entry of this device: else
    what the till did would be undone by what the hub does not know yet. Push, and pull again.
    """
    if not pages:
        return False
    with ledger.write() as conn:
        if not _fits(heard(conn), pages) or has_newer(ledger, conn, pages[-1].acked, now):
            return False
        defer_references(conn)
        put_changes(ledger, conn, (change for page in pages for change in page.changes), now)
        end = pages[-1]
        note_heard(conn, seq=end.seq, epoch=end.epoch, hub_time=end.hub_time)
    # Whoever read meanwhile may have kept a campaign as it was, under the number of its version.
    for change in (each for page in pages for each in page.changes if each.topic == "campaign"):
        forget_parsed(ledger, change.key)
    return True


def put_changes(ledger: Ledger, conn: Connection, changes: Iterable[Change], now: datetime) -> None:
    """Put objects, those that others refer to first; of doubles the last one counts.

    Topics that a newer hub has are passed over.
    """
    last = {(each.topic, each.key): each for each in changes if each.topic in TOPICS}
    for each in sorted(last.values(), key=lambda change: (place_of(change.topic), change.seq)):
        put(ledger, conn, each.topic, each.key, each.document, now)


def has_newer(ledger: Ledger, conn: Connection, acked: int, now: datetime) -> bool:
    """Say whether the device has entries that the hub had not."""
    return journal.head(ledger, conn, now).n > acked


def defer_references(conn: Connection) -> None:
    """Let rows refer to such as come later in the transaction."""
    if conn.dialect.name == SQLITE:
        conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def _fits(said: Heard, pages: Sequence[Changes]) -> bool:
    first, last = pages[0], pages[-1]
    return (
        first.after == said.seq
        and all(before.seq == after.after for before, after in pairwise(pages))
        and all(page.epoch == last.epoch for page in pages)
        and last.epoch >= said.epoch
        and not last.more
    )

"""The numbers of grants: counted up by the hub, and never given twice, not even by a restored one.

Each epoch has numbers of its own, above those of every epoch before it, so that a hub that was
restored gives none that it has forgotten.
"""

from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.settings import write_setting
from counterfoil.ledger.tables.stores import settings

COUNTER: Final = "grant_id"
PER_EPOCH: Final = 1_000_000_000
MOST: Final = 2**62


def next_grant_id(conn: Connection) -> int:
    """Return a number that no grant has; nobody else gets one until the transaction ends."""
    before = max(_locked(conn), (max(epoch(conn), 1) - 1) * PER_EPOCH)
    write_setting(conn, COUNTER, str(before + 1))
    return before + 1


def raise_grant_id(conn: Connection, at_least: int) -> None:
    """Let no number up to and with `at_least` be given any more: some device has named it."""
    if at_least > _locked(conn) and at_least < MOST:
        write_setting(conn, COUNTER, str(at_least))


def _locked(conn: Connection) -> int:
    """Return the last number given, kept from others until the transaction ends."""
    first = insert(settings).values(key=COUNTER, value="0")
    conn.execute(first.on_conflict_do_nothing(index_elements=["key"]))
    kept = select(settings.c.value).where(settings.c.key == COUNTER).with_for_update()
    return int(conn.scalar(kept) or 0)

"""A hub: the ledger that devices ask. It is made once, and has an id and an epoch."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import JOINED, Standing
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import (
    EPOCH,
    HUB_ID,
    RECEIPT_KEY,
    STANDING,
    lock_settings,
    read_setting,
    write_setting,
)
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.sync import feed_counter

COUNTER: Final = 1
"""The id of the one row that counts the feed."""
FIRST_EPOCH: Final = 1
_ID_BYTES: Final = 16
_KEY_BYTES: Final = 32
_PUT_COUNTER: Final = putting(feed_counter)


def become_hub(ledger: Ledger, now: datetime) -> Ledger:
    """Return the ledger as a hub, made one where it stood alone.

    Programs that do so at once on PostgreSQL make one hub. Raises Conflict where the ledger has
    joined a hub.
    """
    with ledger.write() as conn:
        lock_settings(conn)
        kept = Standing(read_setting(conn, STANDING) or Standing.ALONE)
        if kept in JOINED:
            raise Conflict(
                "This ledger has joined a hub, so it cannot be one; serve another ledger."
            )
        made = replace(ledger, standing=Standing.HUB)
        if kept is not Standing.HUB:
            _make(made, conn, now)
    return made


def hub_id(conn: Connection) -> str:
    """Return what the hub is known by, on whatever machine and from whatever backup it runs."""
    return read_setting(conn, HUB_ID) or ""


def epoch(conn: Connection) -> int:
    """Return which epoch it is, a later one after each restore; 0 where the ledger is no hub."""
    return int(read_setting(conn, EPOCH) or 0)


def receipt_key(conn: Connection) -> bytes:
    """Return the key that a hub's receipts are made with."""
    return bytes.fromhex(read_setting(conn, RECEIPT_KEY) or "")


def begin_entry(
    ledger: Ledger, conn: Connection, number: int, why: str, by: str | None, now: datetime
) -> None:
    """Write into the journal that an epoch began; this hub's later entries are of it."""
    body: dict[str, object] = {"epoch": number, "why": why}
    if by is not None:
        body["staff"] = by
    last = replace(journal.head(ledger, conn, now), epoch=number)
    journal.append_after(ledger, conn, last, Kind.EPOCH_BEGUN, body)


def _make(ledger: Ledger, conn: Connection, now: datetime) -> None:
    write_setting(conn, STANDING, Standing.HUB)
    write_setting(conn, HUB_ID, secrets.token_hex(_ID_BYTES))
    write_setting(conn, EPOCH, str(FIRST_EPOCH))
    write_setting(conn, RECEIPT_KEY, secrets.token_bytes(_KEY_BYTES).hex())
    # The place of a device that has taken nothing in yet is 0; the feed begins behind that.
    _PUT_COUNTER.run(conn, {"id": COUNTER, "seq": 1})
    begin_entry(ledger, conn, FIRST_EPOCH, "The ledger became a hub.", None, now)

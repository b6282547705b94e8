"""Which coupons a device that has joined a hub may take alone: those nobody else can know of."""

from typing import Final

from sqlalchemy import Connection, select

from counterfoil.domain.exchange import JOINED
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import read_setting, write_setting
from counterfoil.ledger.tables.sync import intents

OFFERED: Final = "offered"
"""The setting that says up to which entry the hub may have heard, whether it answered or not."""


def is_known_here_alone(ledger: Ledger, conn: Connection, redemption_id: str | None) -> bool:
    """Say whether only this ledger can know what a redemption gave.

    So it is of every one where no hub was joined, and else of those made here whose entries were
    not handed over yet, not even in vain.
    """
    if ledger.standing not in JOINED:
        return True
    device, _, number = (redemption_id or "").rpartition("-")
    if device != ledger.device.id or not number.isdigit():
        return False
    n = int(number)
    asked = conn.scalar(select(intents.c.n).where(intents.c.n == n))
    return asked is None and n >= heard(conn).next_n and n > int(read_setting(conn, OFFERED) or 0)


def note_offered(ledger: Ledger, n: int) -> None:
    """Keep that the entries up to `n` are about to be handed over."""
    with ledger.write() as conn:
        if int(read_setting(conn, OFFERED) or 0) < n:
            write_setting(conn, OFFERED, str(n))

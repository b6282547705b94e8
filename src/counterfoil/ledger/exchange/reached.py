"""How far the entries of a device have come to the hub."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.entry import GENESIS
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import from_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import entry_verdicts

_LAST: Final = Statement(
    select(journal.c.n, journal.c.hash, journal.c.wall_time)
    .where(journal.c.device == bindparam("device"))
    .order_by(journal.c.n.desc())
    .limit(1)
)
_UNREADABLE_AFTER: Final = Statement(
    select(entry_verdicts.c.n)
    .where(
        entry_verdicts.c.device == bindparam("device"),
        entry_verdicts.c.n > bindparam("after"),
        entry_verdicts.c.outcome == Outcome.QUARANTINED.value,
    )
    .order_by(entry_verdicts.c.n)
)


@dataclass(frozen=True, slots=True)
class Reached:
    """The last entry of a device up to which the hub has them all.

    `hash` is None where that one could not be read, so that nothing can be said of what it was.
    `wall_time` is that of the last one that could, None where there was none.
    """

    n: int = 0
    hash: bytes | None = GENESIS
    wall_time: datetime | None = None


def reached(conn: Connection, device: str) -> Reached:
    """Return how far a device's entries have come.

    Verdicts on what it asked online may be there for later ones; those do not count.
    """
    row: Iterable[Any] | None = _LAST.run(conn, {"device": device}).fetchone()
    last = Reached()
    if row is not None:
        n, sealed, wall = row
        last = Reached(n, bytes(sealed), from_micros(wall))
    for (n,) in _UNREADABLE_AFTER.run(conn, {"device": device, "after": last.n}).fetchall():
        if n != last.n + 1:
            break
        last = Reached(n, None, last.wall_time)
    return last

"""What would be lost to the hub if a database were put away now."""

import json
from contextlib import closing
from pathlib import Path

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import JOINED
from counterfoil.ledger import sqlite
from counterfoil.ledger.heard import HEARD
from counterfoil.ledger.outbox.joining import JOINED_AS
from counterfoil.ledger.settings import STANDING


def unsent(database: Path, key: bytes | None = None) -> int:
    """Return how many entries in a till's database its hub has not had.

    0 where it has joined no hub, and where it cannot be read: then nobody can say, nor send them.
    """
    if not database.exists():
        return 0
    try:
        with closing(sqlite.reading(database, key)) as raw:
            return _unsent(raw)
    except sqlite.errors(ValueError, LookupError, TypeError):
        return 0


def refuse_stranding(database: Path, key: bytes | None = None) -> None:
    """Raise Conflict where entries in a till's database wait to be sent to its hub."""
    count = unsent(database, key)
    if count:
        raise Conflict(
            "Of what this till did, {count:,} entries have not reached the hub, and would not any"
            " more; run `counterfoil sync` first.",
            count=count,
        )


def _unsent(raw: sqlite.Connection) -> int:
    kept = dict(raw.execute("SELECT key, value FROM settings").fetchall())
    if kept.get(STANDING) not in JOINED:
        return 0
    said = json.loads(kept[HEARD])
    query = "SELECT max(n) FROM journal WHERE device = ?"
    last = raw.execute(query, (kept[JOINED_AS],)).fetchone()[0] or 0
    return max(0, int(last) - max(int(said["next_n"]) - 1, int(said["aside_n"])))

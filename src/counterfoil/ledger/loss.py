"""What a restore has lost: the entries of the replaced database that the restored one lacks."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from counterfoil.domain.entry import Kind
from counterfoil.ledger import sqlite
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.journal import journal


@dataclass(frozen=True, slots=True)
class Loss:
    """Journal entries since the backup: how many are redemptions, how many runs of sheets."""

    entries: int
    redemptions: int
    runs: int = 0

    def __add__(self, other: "Loss") -> "Loss":
        return Loss(
            self.entries + other.entries,
            self.redemptions + other.redemptions,
            self.runs + other.runs,
        )


def loss(ledger: Ledger, replaced: Path) -> Loss | None:
    """Return what the restored `ledger` has forgotten of the database at `replaced`.

    None where that cannot be read: nobody can say then. Codes that were redeemed since the backup
    can be redeemed once more, which is what the number of redemptions warns of; those printed since
    can be printed once more.
    """
    try:
        with closing(sqlite.reading(replaced, ledger.database.secret)) as old:
            devices = old.execute("SELECT device, max(n) FROM journal GROUP BY device").fetchall()
            counted = [_since(old, device, _common(ledger, old, device)) for device, _ in devices]
    except sqlite.errors(OSError):
        return None
    return sum(counted, Loss(0, 0))


def warning(found: Loss | None, replaced: Path) -> str | None:
    """Return the sentence that warns of what was forgotten, None where nothing was."""
    if found is None:
        return (
            f"The replaced database {replaced.name} cannot be read: codes that were redeemed since"
            " the backup was made can be redeemed again, and nobody can say how many."
        )
    if not found.entries:
        return None
    printed = (
        f" Runs of sheets printed since: {found.runs:,}. Their codes and numbers can be printed"
        " again."
        if found.runs
        else ""
    )
    return (
        f"Not in the backup, because they were made since: {found.entries:,} in the journal, of"
        f" which redemptions: {found.redemptions:,}. Their codes can be redeemed again.{printed}"
        f" All is kept in {replaced.name}."
    )


def _since(old: sqlite.Connection, device: str, last: int) -> Loss:
    query = (
        "SELECT count(*), count(*) FILTER (WHERE kind = ?), count(*) FILTER (WHERE kind = ?)"
        " FROM journal WHERE device = ? AND n > ?"
    )
    kinds = (Kind.REDEEM.value, Kind.SHEETS_PRINTED.value)
    return Loss(*old.execute(query, (*kinds, device, last)).fetchone())


def _common(ledger: Ledger, old: sqlite.Connection, device: str) -> int:
    """Return the last entry that both have.

    Entries hang together by their hashes, so where one is the same, all before it are.
    """
    with ledger.read() as conn:
        mine = select(func.max(journal.c.n)).where(journal.c.device == device)
        low, high = 0, int(conn.scalar(mine) or 0)
        while low < high:
            middle = (low + high + 1) // 2
            entry = (journal.c.device == device) & (journal.c.n == middle)
            hash_here = conn.scalar(select(journal.c.hash).where(entry))
            if _hash(old, device, middle) == hash_here:
                low = middle
            else:
                high = middle - 1
    return low


def _hash(old: sqlite.Connection, device: str, n: int) -> bytes | None:
    query = "SELECT hash FROM journal WHERE device = ? AND n = ?"
    row = old.execute(query, (device, n)).fetchone()
    return None if row is None else bytes(row[0])

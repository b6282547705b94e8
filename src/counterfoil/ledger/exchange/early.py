"""Entries that were accepted online before earlier ones of their device were sent.

After a restore of the hub they have to come back as well, before it decides anything: what they
gave was handed over, and the entries before them have no receipts by which they could be taken.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update

from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import dump, load
from counterfoil.ledger.tables.sync import enrolments, entry_verdicts

_NOTED: Final = Statement(
    select(enrolments.c.early).where(enrolments.c.device == bindparam("device"))
)


def lacking(conn: Connection, device: str, numbers: Iterable[int], last_n: int) -> tuple[int, ...]:
    """Return those of a device's entries behind `last_n` that the hub has no verdict on."""
    behind = sorted({n for n in numbers if n > last_n})
    if not behind:
        return ()
    judged = select(entry_verdicts.c.n).where(
        entry_verdicts.c.device == device, entry_verdicts.c.n.between(behind[0], behind[-1])
    )
    known = set(conn.scalars(judged))
    return tuple(n for n in behind if n not in known)


def noted(conn: Connection, device: str) -> tuple[int, ...]:
    """Return the entries of a device that the hub waits for besides those in order."""
    row = _NOTED.run(conn, {"device": device}).fetchone()
    return () if row is None else numbers_in(row[0])


def numbers_in(kept: Any) -> tuple[int, ...]:  # noqa: ANN401 - a column's
    """Return the numbers that the column of an enrolment holds."""
    return () if kept is None else tuple(load(kept))


def note_early(
    conn: Connection, device: str, numbers: Iterable[int], last_n: int
) -> tuple[int, ...]:
    """Note those of `numbers`, and of those noted before, that are still lacking; return them."""
    before = noted(conn, device)
    still = lacking(conn, device, {*before, *numbers}, last_n)
    if still != before:
        kept = dump(list(still)) if still else None
        conn.execute(update(enrolments).where(enrolments.c.device == device).values(early=kept))
    return still

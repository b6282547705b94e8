"""Getting somebody who was erased elsewhere out of the bytes of this device's file."""

from contextlib import suppress

from sqlalchemy import func, select

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.cleaning import clean
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.office import erasures


def count_erased(ledger: Ledger) -> int:
    """Return how many members were erased, as far as it is known here."""
    with ledger.read() as conn:
        return int(conn.scalar(select(func.count()).select_from(erasures)) or 0)


def clean_after(ledger: Ledger, before: int) -> None:
    """Write the file anew where more were erased than `before`, and there is room for it."""
    if count_erased(ledger) > before:
        with suppress(MachineError):
            clean(ledger.database)

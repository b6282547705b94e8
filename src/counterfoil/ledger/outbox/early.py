"""What the hub accepted when it was asked, before it was sent all that was done here before.

Where the hub forgets it with a restore, it has to hear of it before anything else.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from counterfoil.domain.exchange import MOST_EARLY, Outcome, Upload
from counterfoil.ledger.heard import heard
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.sending import upload
from counterfoil.ledger.tables.sync import entry_verdicts, intents


def accepted_early(ledger: Ledger, conn: Connection) -> tuple[int, ...]:
    """Return the intents that the hub accepted ahead of its verdicts on earlier entries."""
    query = (
        select(intents.c.n)
        .join(entry_verdicts, entry_verdicts.c.n == intents.c.n)
        .where(
            intents.c.n > heard(conn).receipted_n,
            entry_verdicts.c.device == ledger.device.id,
            entry_verdicts.c.outcome == Outcome.APPLIED.value,
        )
        .order_by(intents.c.n)
    )
    return tuple(conn.scalars(query))


def is_far_ahead(ledger: Ledger, conn: Connection) -> bool:
    """Say whether so much was accepted that earlier entries have to be sent before more is."""
    return len(accepted_early(ledger, conn)) >= MOST_EARLY


def early_uploads(ledger: Ledger, numbers: Iterable[int]) -> Iterator[Upload]:
    """Yield those of this device's entries, each with the receipt for what the hub answered."""
    for n in numbers:
        signed = next(entries(ledger, after=n - 1), None)
        if signed is not None and signed.entry.n == n:
            with ledger.read() as conn:
                sent = upload(ledger, conn, signed)
            yield sent

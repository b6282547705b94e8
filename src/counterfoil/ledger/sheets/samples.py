"""Codes that a layout is tried with: as long as any that will be on a label."""

from typing import Final

from sqlalchemy import func, select

from counterfoil.ledger.codes.batches import BatchKind
from counterfoil.ledger.codes.filters import CodeFilter, chosen_batches
from counterfoil.ledger.joined import refuse_printing
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import READY, codes

_IN_BATCH: Final = select(codes.c.text).where(codes.c.text.is_not(None)).limit(1)


def sample_codes(ledger: Ledger, campaign_id: str, batch_id: int | None) -> tuple[str, ...]:
    """Return a longest code of each batch of a campaign, or of one batch; of no test but that one.

    Codes that were generated together are all of one length, those imported are looked through.
    Raises Conflict where no code can be read here.
    """
    refuse_printing(ledger)
    wanted = CodeFilter(batch_id=batch_id)
    found = []
    with ledger.read() as conn:
        for batch in chosen_batches(conn, campaign_id, wanted):
            if batch.state != READY:
                continue
            query = _IN_BATCH.where(codes.c.id.between(batch.first_id, batch.last_id))
            if batch.kind is BatchKind.IMPORTED:
                query = query.order_by(func.length(codes.c.text).desc())
            text = conn.scalar(query)
            if text:
                found.append(str(text))
    return tuple(found)

"""Which batches' codes a device has, and which it should have."""

from typing import Final

from sqlalchemy import exists, select

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import JOINED, Standing
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import READY, batches
from counterfoil.ledger.tables.sync import batch_pages

_AT_TILLS: Final = frozenset({OfflinePolicy.OWNED, OfflinePolicy.CAPPED})


def wanted_batches(ledger: Ledger) -> tuple[int, ...]:
    """Return the batches whose codes this device should have and has not, by id.

    An office has all. A till has those of campaigns that are not put away and in which it may
    accept codes without the hub.
    """
    if ledger.standing not in JOINED:
        return ()
    is_here = exists().where(batch_pages.c.batch_id == batches.c.id)
    query = select(batches.c.id, batches.c.campaign_id).where(
        batches.c.state == READY, batches.c.first_id <= batches.c.last_id, ~is_here
    )
    with ledger.read() as conn:
        missing = conn.execute(query.order_by(batches.c.id)).all()
        if ledger.standing is Standing.OFFICE:
            return tuple(row.id for row in missing)
        named = {row.campaign_id for row in missing}
        found = [current(ledger, conn, each) for each in sorted(named)]
    wanted = {c.id for c in found if c.offline_policy in _AT_TILLS and not c.archived}
    return tuple(row.id for row in missing if row.campaign_id in wanted)


def is_mirrored(ledger: Ledger, batch_id: int) -> bool:
    """Say whether the codes of a batch are all here."""
    query = select(batch_pages.c.batch_id).where(batch_pages.c.batch_id == batch_id).limit(1)
    with ledger.read() as conn:
        return conn.scalar(query) is not None

"""What a campaign has behind it: codes, redemptions. Tests leave nothing."""

from sqlalchemy import Connection, exists, select

from counterfoil.domain.campaign_change import History
from counterfoil.ledger.codes.batches import BatchKind
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.redemptions import redemptions


def history_of(conn: Connection, campaign_id: str) -> History:
    """Return it as this transaction sees it; codes that are being made count as made."""
    codes = exists().where(
        batches.c.campaign_id == campaign_id, batches.c.kind != BatchKind.TEST.value
    )
    redeemed = exists().where(redemptions.c.campaign_id == campaign_id, ~redemptions.c.test)
    row = conn.execute(select(codes, redeemed)).one()
    return History(codes=bool(row[0]), redemptions=bool(row[1]))

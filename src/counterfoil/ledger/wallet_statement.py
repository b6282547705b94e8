"""The statement of a wallet: its transfers newest first, each with the balance it led to."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, and_, case, func, or_, select

from counterfoil.domain.units import from_hundredths
from counterfoil.ledger import wallets
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.members import transfers, wallet_balances
from counterfoil.ledger.tables.office import adjustments
from counterfoil.ledger.tables.redemptions import redemptions


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One transfer. `campaign` names whose redemption moved it, `reason` why it was adjusted."""

    id: int
    at: datetime
    kind: str
    units: Decimal
    after: Decimal
    redemption_id: str | None
    campaign: str
    reason: str


def wallet_codes(ledger: Ledger, member_id: str) -> tuple[str, ...]:
    """Return the codes of a member's wallets."""
    query = select(wallet_balances.c.wallet_code).where(wallet_balances.c.member_id == member_id)
    with ledger.read() as conn:
        return tuple(conn.scalars(query.order_by(wallet_balances.c.wallet_code)))


@dataclass(frozen=True, slots=True)
class Totals:
    """A wallet's balance, and all that ever came into it and went out of it, both positive."""

    wallet_code: str
    balance: Decimal
    earned: Decimal
    spent: Decimal


def totals(ledger: Ledger, member_id: str) -> tuple[Totals, ...]:
    """Return the totals of each of a member's wallets, by code."""
    units = transfers.c.units
    query = (
        select(
            transfers.c.wallet_code,
            func.sum(case((units > 0, units), else_=0)),
            func.sum(case((units < 0, -units), else_=0)),
        )
        .where(transfers.c.member_id == member_id)
        .group_by(transfers.c.wallet_code)
        .order_by(transfers.c.wallet_code)
    )
    with ledger.read() as conn:
        rows = [
            (code, from_hundredths(came), from_hundredths(went))
            for code, came, went in conn.execute(query)
        ]
    return tuple(Totals(code, came - went, came, went) for code, came, went in rows)


def statement(
    ledger: Ledger,
    member_id: str,
    wallet_code: str,
    behind: StatementLine | None = None,
    limit: int = 50,
) -> tuple[StatementLine, ...]:
    """Return a page of a wallet's transfers, newest first, those behind the line `behind`."""
    query = (
        select(transfers, campaigns.c.name, adjustments.c.reason)
        .outerjoin(redemptions, redemptions.c.id == transfers.c.redemption_id)
        .outerjoin(campaigns, campaigns.c.id == redemptions.c.campaign_id)
        .outerjoin(adjustments, adjustments.c.transfer_id == transfers.c.id)
        .where(transfers.c.member_id == member_id, transfers.c.wallet_code == wallet_code)
        .order_by(transfers.c.at.desc(), transfers.c.id.desc())
        .limit(limit)
    )
    if behind is not None:
        at = to_micros(behind.at)
        same = and_(transfers.c.at == at, transfers.c.id < behind.id)
        query = query.where(or_(transfers.c.at < at, same))
    with ledger.read() as conn:
        after = _balance(conn, member_id, wallet_code, behind)
        lines = []
        for row in conn.execute(query):
            moved = from_hundredths(row.units)
            lines.append(
                StatementLine(
                    row.id,
                    from_micros(row.at),
                    row.kind,
                    moved,
                    after,
                    row.redemption_id,
                    row.name or "",
                    row.reason or "",
                )
            )
            after -= moved
    return tuple(lines)


def _balance(
    conn: Connection, member_id: str, wallet_code: str, behind: StatementLine | None
) -> Decimal:
    """Return the balance that the first line of a page led to."""
    if behind is not None:
        return behind.after - behind.units
    return wallets.balance(conn, member_id, wallet_code)

"""What of a campaign's limits is out of the hub's hands, and what it may still give."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, bindparam, case, func, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.facts import Used
from counterfoil.domain.limit import Limit
from counterfoil.domain.rights import Amount, GrantKind
from counterfoil.domain.units import ZERO, from_hundredths
from counterfoil.ledger import usage
from counterfoil.ledger.exchange.conflict_rows import ConflictKind, ConflictState
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import IS_OPEN
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.codes import UNUSED, codes
from counterfoil.ledger.tables.sync import conflicts, grants

_UNITS_LEFT: Final = grants.c.units - grants.c.spent_units
_COUNT_LEFT: Final = grants.c.count - grants.c.spent_count
_OUT: Final = Statement(
    select(
        func.coalesce(func.sum(case((_UNITS_LEFT > 0, _UNITS_LEFT), else_=0)), 0),
        func.coalesce(func.sum(case((_COUNT_LEFT > 0, _COUNT_LEFT), else_=0)), 0),
    ).where(
        grants.c.campaign_id == bindparam("campaign"),
        grants.c.kind == GrantKind.BUDGET.value,
        IS_OPEN,
    )
)


_WAITING: Final = Statement(
    select(func.coalesce(func.sum(conflicts.c.units), 0), func.count())
    .select_from(conflicts)
    .join(codes, codes.c.id == conflicts.c.code_id)
    .where(
        conflicts.c.state == ConflictState.OPEN.value,
        conflicts.c.kind == ConflictKind.CLAIM.value,
        conflicts.c.campaign_id == bindparam("campaign"),
        codes.c.status == UNUSED,
    )
)


def is_limited(campaign: Campaign) -> bool:
    """Say whether the campaign has limits of its own, which tills need a lease on."""
    return campaign.limits.points is not None or campaign.limits.executions is not None


def outstanding(conn: Connection, campaign_id: str) -> Amount:
    """Return what devices may still spend of a campaign's limits, as far as the hub knows.

    With it goes what claims would take that wait for a code to be given back unused.

    Ask for it before what is used: what a device reports in between is counted twice then, never
    left out.
    """
    values = {"campaign": campaign_id}
    parts = [statement.run(conn, values).fetchone() or (0, 0) for statement in (_OUT, _WAITING)]
    units, count = (sum(int(part[place]) for part in parts) for place in (0, 1))
    return Amount(units=from_hundredths(units), count=count)


def with_outstanding(used: Used, out: Amount) -> Used:
    """Return what is used of a campaign's limits and what others may still use of them."""
    return replace(used, points=used.points + out.units, executions=used.executions + out.count)


def room(ledger: Ledger, conn: Connection, campaign: Campaign, at: datetime) -> Amount:
    """Return what the hub may still give of the campaign's limits; zero where there is no limit.

    The campaign must be kept from others until the transaction ends.
    """
    out = outstanding(conn, campaign.id)
    used = usage.used(conn, campaign, (None, None), at, ledger.store.zone)
    taken = with_outstanding(used, out)
    return Amount(
        units=_left(campaign.limits.points, taken.points),
        count=int(_left(campaign.limits.executions, Decimal(taken.executions))),
    )


def limited_part(campaign: Campaign, amount: Amount) -> Amount:
    """Return what of `amount` the campaign's own limits count."""
    limits = campaign.limits
    return Amount(
        units=amount.units if limits.points else ZERO,
        count=amount.count if limits.executions else 0,
    )


def is_share(campaign: Campaign, amount: Amount) -> bool:
    """Say whether `amount` has something of each limit that the campaign has."""
    limits = campaign.limits
    return (limits.points is None or amount.units > 0) and (
        limits.executions is None or amount.count > 0
    )


def _left(limit: Limit | None, taken: Decimal) -> Decimal:
    return ZERO if limit is None else max(ZERO, limit.value - taken)

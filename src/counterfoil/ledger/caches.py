"""What is kept so that nothing need be counted: held against the rows, and made anew from them.

Four things are derived: the balances of wallets, the counters of limits, the number of a campaign's
codes, and the tallies of `ledger.tallies`. Everything else stands for itself and is never made up.
"""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import Connection, Integer, delete, func, insert, select

from counterfoil.ledger import usage
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.batches import BatchKind, Counts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import BUILDING, USED, VOID, batches, campaign_counts, codes
from counterfoil.ledger.tables.members import transfers, wallet_balances

_NOTHING: Final = Counts()


def differing_usage(ledger: Ledger, conn: Connection) -> list[str]:
    """Return the campaigns whose counters are not what their redemptions come to."""
    return [
        campaign_id
        for campaign_id in _campaign_ids(conn)
        if usage.kept(conn, campaign_id) != usage.counted(conn, current(ledger, conn, campaign_id))
    ]


def differing_counts(conn: Connection) -> list[str]:
    """Return the campaigns whose kept number of codes, or of used or void ones, is wrong.

    It reads every code.
    """
    kept = {row.campaign_id: Counts(*row[1:]) for row in conn.execute(select(campaign_counts))}
    found = counted_codes(conn)
    return sorted(
        campaign_id
        for campaign_id in {*kept, *found}
        if kept.get(campaign_id, _NOTHING) != found.get(campaign_id, _NOTHING)
    )


def counted_codes(conn: Connection) -> Mapping[str, Counts]:
    """Return how many codes each campaign has, by reading them all.

    Those of unfinished batches are none, and test codes are not counted.
    """
    used, void = (func.sum((codes.c.status == status).cast(Integer)) for status in (USED, VOID))
    by_batch = select(codes.c.batch_id, func.count(), used, void).group_by(codes.c.batch_id)
    campaign_of = {
        row.id: row.campaign_id
        for row in conn.execute(
            select(batches.c.id, batches.c.campaign_id).where(
                batches.c.state != BUILDING, batches.c.kind != BatchKind.TEST.value
            )
        )
    }
    sums: dict[str, Counts] = {}
    for batch_id, *figures in conn.execute(by_batch):
        if batch_id in campaign_of:
            before = sums.get(campaign_of[batch_id], _NOTHING)
            size, used_here, void_here = map(int, figures)
            sums[campaign_of[batch_id]] = Counts(
                before.codes + size, before.used + used_here, before.void + void_here
            )
    return sums


def rebuild_balances(conn: Connection) -> None:
    """Make all balances the sums of their transfers."""
    sums = select(
        transfers.c.member_id, transfers.c.wallet_code, func.sum(transfers.c.units)
    ).group_by(transfers.c.member_id, transfers.c.wallet_code)
    conn.execute(delete(wallet_balances))
    conn.execute(insert(wallet_balances).from_select(["member_id", "wallet_code", "units"], sums))


def rebuild_usage(ledger: Ledger, conn: Connection, campaign_ids: Collection[str]) -> None:
    """Count the redemptions of these campaigns anew."""
    for campaign_id in campaign_ids:
        usage.rebuild(conn, current(ledger, conn, campaign_id))


def rebuild_counts(conn: Connection) -> None:
    """Count the codes of all campaigns anew."""
    found = counted_codes(conn)
    conn.execute(delete(campaign_counts))
    rows = [
        {"campaign_id": campaign_id, "codes": each.codes, "used": each.used, "void": each.void}
        for campaign_id, each in sorted(found.items())
    ]
    if rows:
        conn.execute(insert(campaign_counts), rows)


def _campaign_ids(conn: Connection) -> list[str]:
    return list(conn.scalars(select(campaigns.c.id).order_by(campaigns.c.id)))

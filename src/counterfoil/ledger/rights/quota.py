"""How often one member may redeem at a device that asks nobody, before the hub has heard of it."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.member import Member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import allowance_for
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import entry_verdicts, intents

_OWN: Final = Statement(
    select(redemptions.c.id).where(
        redemptions.c.member_id == bindparam("member"),
        redemptions.c.campaign_id == bindparam("campaign"),
        redemptions.c.till == bindparam("device"),
        redemptions.c.reversed_at.is_(None),
        redemptions.c.test.is_(False),
    )
)


def quota_left(
    ledger: Ledger, conn: Connection, campaign: Campaign, member: Member | None
) -> int | None:
    """Return how often the member may still redeem here alone; None where nothing bounds it.

    Without an allowance it is never: the campaign's limits per member are the hub's to count.
    """
    limits = campaign.limits
    if member is None or not (limits.executions_per_member or limits.points_per_member):
        return None
    allowance = allowance_for(conn, campaign.id, ledger.device.id)
    allowed = 0 if allowance is None else allowance.quota
    if allowed == 0:
        return 0
    values = {"member": member.id, "campaign": campaign.id, "device": ledger.device.id}
    own = [int(row[0].rpartition("-")[2]) for row in _OWN.run(conn, values).fetchall()]
    return max(0, allowed - _unknown_to_hub(conn, ledger.device.id, own))


def _unknown_to_hub(conn: Connection, device: str, own: Iterable[int]) -> int:
    """Return how many of a device's entries the hub has neither judged nor been asked about."""
    numbers = set(own)
    judged = select(entry_verdicts.c.n).where(
        entry_verdicts.c.device == device, entry_verdicts.c.n.in_(numbers)
    )
    asked = select(intents.c.n).where(intents.c.n.in_(numbers))
    known = {*conn.scalars(judged), *conn.scalars(asked)} if numbers else set()
    return len(numbers - known)

"""How often one member may redeem at a device that asks nobody, before the hub has heard of it.

Without the hub nobody knows what the member does elsewhere. So what is bounded for each member, and
the units that a redemption takes from them, can be passed by as much as all tills' quotas together
come to, and by no more.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.campaign import Campaign, CampaignType
from counterfoil.domain.effect import DeductUnit
from counterfoil.domain.member import Member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import allowance_for
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.members import members
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
_OF_REFERRED: Final = Statement(
    select(redemptions.c.id)
    .join(members, members.c.id == redemptions.c.member_id)
    .where(
        members.c.referrer_id == bindparam("member"),
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

    Without an allowance it is never: the campaign's limits per member, and their wallets, are the
    hub's to count. Whoever referred the member is bounded alike.
    """
    if member is None or not _is_bounded(campaign):
        return None
    allowance = allowance_for(conn, campaign.id, ledger.device.id)
    allowed = 0 if allowance is None else allowance.quota
    if allowed == 0:
        return 0
    device = ledger.device.id
    made = [_made(conn, _OWN, member.id, campaign.id, device)]
    if member.referrer_id is not None and campaign.type is CampaignType.REFERRAL:
        made.append(_made(conn, _OF_REFERRED, member.referrer_id, campaign.id, device))
    return max(0, allowed - max(_unknown_to_hub(conn, device, own) for own in made))


def _is_bounded(campaign: Campaign) -> bool:
    """Say whether each member may have only so much of a campaign, or gives units for it."""
    limits = campaign.limits
    effects = (effect for rule in campaign.rules for effect in rule.effects)
    takes_units = any(isinstance(effect, DeductUnit) for effect in effects)
    return takes_units or bool(limits.executions_per_member or limits.points_per_member)


def _made(
    conn: Connection, query: Statement, member_id: str, campaign_id: str, device: str
) -> list[int]:
    """Return the numbers of the entries of redemptions that were made here."""
    values = {"member": member_id, "campaign": campaign_id, "device": device}
    return [int(row[0].rpartition("-")[2]) for row in query.run(conn, values).fetchall()]


def _unknown_to_hub(conn: Connection, device: str, own: Iterable[int]) -> int:
    """Return how many of a device's entries the hub has neither judged nor been asked about."""
    numbers = set(own)
    judged = select(entry_verdicts.c.n).where(
        entry_verdicts.c.device == device, entry_verdicts.c.n.in_(numbers)
    )
    asked = select(intents.c.n).where(intents.c.n.in_(numbers))
    known = {*conn.scalars(judged), *conn.scalars(asked)} if numbers else set()
    return len(numbers - known)

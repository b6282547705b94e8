"""What this ledger may decide alone about one code, and which leases it spends for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, exists, select

from counterfoil.domain.campaign import Campaign, OfflinePolicy
from counterfoil.domain.exchange import JOINED, DeviceState, Standing
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import EVERY, Amount, Authority, Grant, GrantKind, Rights
from counterfoil.ledger.campaign_rows import parsed
from counterfoil.ledger.exchange.epochs import is_waiting
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import Found
from counterfoil.ledger.rights.outstanding import is_limited, limited_part
from counterfoil.ledger.rights.quota import quota_left
from counterfoil.ledger.rights.ranges import holders
from counterfoil.ledger.rights.usable import usable_over
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import BUILDING, batches

_ACTIVE: Final = Statement(
    select(campaigns.c.id, campaigns.c.version).where(campaigns.c.active, ~campaigns.c.archived)
)
_UNFINISHED: Final = Statement(select(exists().where(batches.c.state == bindparam("state"))))


@dataclass(frozen=True, slots=True)
class Held:
    """The rights over one code, and the leases that they come from."""

    rights: Rights = EVERY
    budget: Grant | None = None
    risk: Grant | None = None


ALL: Final = Held()


def held_over(
    ledger: Ledger,
    conn: Connection,
    campaign: Campaign | None,
    found: Found,
    member: Member | None,
    at: datetime,
    device: str = "",
) -> Held:
    """Return the ledger's rights over a code that was looked up; one that stands alone has all.

    `device` is the one that asks a hub, "" where it decides for itself.
    """
    if ledger.standing is Standing.ALONE:
        return ALL
    if ledger.standing is Standing.HUB:
        return _of_hub(conn, found, device)
    if campaign is None or found.facts is None:
        lacking = Reason.NOT_CHECKED if _may_be_elsewhere(ledger, conn) else None
        return _none(lacking)
    if found.facts.status is not CodeStatus.UNUSED:
        # It is refused for that.
        return ALL
    return _of_device(ledger, conn, campaign, found.code_id or 0, member, at)


def _of_hub(conn: Connection, found: Found, device: str) -> Held:
    if is_waiting(conn):
        return _none(Reason.HUB_WAITS)
    if found.code_id is None or found.campaign_id is None:
        return ALL
    others = set(holders(conn, found.campaign_id, found.code_id)) - {device}
    return _none(Reason.NOT_HELD) if others else ALL


def _of_device(
    ledger: Ledger,
    conn: Connection,
    campaign: Campaign,
    code_id: int,
    member: Member | None,
    at: datetime,
) -> Held:
    if campaign.offline_policy is OfflinePolicy.ONLINE_ONLY:
        return _none(Reason.NO_RIGHT)
    if heard(conn).state is not DeviceState.ACTIVE:
        return _none(Reason.NO_RIGHT)
    usable = usable_over(conn, ledger.device.id, campaign.id, code_id, at)
    is_held = any(each.kind is GrantKind.CODES for each in usable)
    if not is_held and not _may_risk(ledger, conn, campaign, code_id):
        return _none(Reason.NOT_HELD)
    budget = _most(usable, GrantKind.BUDGET, campaign) if is_limited(campaign) else None
    risk = None if is_held else _most(usable, GrantKind.RISK, campaign)
    return Held(
        Rights(
            authority=Authority.FINAL if is_held else Authority.PROVISIONAL,
            budget=_left_of(budget, campaign) if is_limited(campaign) else None,
            risk=risk.left if risk is not None else None,
            quota=quota_left(ledger, conn, campaign, member),
        ),
        budget,
        risk,
    )


def _may_risk(ledger: Ledger, conn: Connection, campaign: Campaign, code_id: int) -> bool:
    """Say whether a code that is not held here may be accepted before the hub has answered."""
    if campaign.offline_policy is not OfflinePolicy.CAPPED:
        return False
    return not set(holders(conn, campaign.id, code_id)) - {ledger.device.id}


def _left_of(budget: Grant | None, campaign: Campaign) -> Amount:
    return Amount() if budget is None else limited_part(campaign, budget.left)


def _most(usable: Iterable[Grant], kind: GrantKind, campaign: Campaign) -> Grant | None:
    """Return the lease with the most left of what the campaign counts."""

    def left(lease: Grant) -> tuple[object, ...]:
        rest = limited_part(campaign, lease.left) if kind is GrantKind.BUDGET else lease.left
        return rest.units, rest.money, rest.count, -lease.id

    return max((each for each in usable if each.kind is kind), key=left, default=None)


def _may_be_elsewhere(ledger: Ledger, conn: Connection) -> bool:
    """Say whether there are codes in use that this device has no digest of."""
    if heard(conn).seq == 0:
        return True
    unfinished = _UNFINISHED.run(conn, {"state": BUILDING}).fetchone()
    if unfinished is not None and unfinished[0]:
        return True
    return any(
        parsed(ledger, conn, campaign_id, version).offline_policy is OfflinePolicy.ONLINE_ONLY
        for campaign_id, version in _ACTIVE.run(conn, {}).fetchall()
    )


def _none(lacking: Reason | None) -> Held:
    return Held(Rights(Authority.NONE, lacking))


def decides_by_lease(ledger: Ledger) -> bool:
    """Say whether a lease bounds what is redeemed here, rather than the campaign's own counts."""
    return ledger.standing in JOINED

"""Keeping a till supplied: new leases where its own run low, never past a campaign's limits."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, select

from counterfoil.domain.campaign import Campaign, OfflinePolicy
from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.domain.rights import Allowance, Amount, Grant, GrantKind, GrantState, Wish
from counterfoil.ledger import journal
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.exchange.epochs import is_waiting
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.allowances import EVERY_TILL, allowances_of
from counterfoil.ledger.rights.grants import granted
from counterfoil.ledger.rights.managing import record_granted
from counterfoil.ledger.rights.outstanding import is_limited, is_share, limited_part, room
from counterfoil.ledger.rights.rows import open_grants
from counterfoil.ledger.tables.sync import enrolments

SUPPLIED: Final = "Supplied as allowed."
LOW: Final = 2
"""A lease runs low when less than this part of the allowance is left of it, or of its time."""


def top_up(ledger: Ledger, conn: Connection, device: str, now: datetime) -> tuple[Grant, ...]:
    """Grant a device what its allowances say where what it has runs low; return what is new.

    Call it at the hub in a transaction that has kept nothing from others yet, when the device's
    entries were taken in. While the hub waits after a restore, it grants nothing.
    """
    kind = _kind(conn, device)
    if kind is None or is_waiting(conn):
        return ()
    has = open_grants(conn, device=device)
    short = list(_short(ledger, conn, device, _allowances(conn, device, kind), has, now))
    if not short:
        return ()
    last = journal.head(ledger, conn, now)
    # All before the first grant takes its number, which two devices' grants wait for as well.
    for campaign_id in sorted({allowance.campaign_id for allowance, _ in short}):
        current(ledger, conn, campaign_id, lock=True)
    made: list[Grant] = []
    for allowance, lease in short:
        made += _supplied(ledger, conn, allowance, lease, device, has, now)
    if made:
        record_granted(ledger, conn, last, made, {"staff": None, "reason": SUPPLIED})
    return tuple(made)


def is_low(ledger: Ledger, conn: Connection, device: str, kind: DeviceKind, now: datetime) -> bool:
    """Say whether an active device runs low, so that `top_up` may grant it something.

    It keeps nothing from others, so that it can be asked in any transaction.
    """
    allowed = _allowances(conn, device, kind)
    if not allowed:
        return False
    has = open_grants(conn, device=device)
    return next(_short(ledger, conn, device, allowed, has, now), None) is not None


def _kind(conn: Connection, device: str) -> DeviceKind | None:
    """Return what an active device is; None where it is granted nothing.

    It is kept for this transaction, so that two programs do not both supply it.
    """
    row = conn.execute(
        select(enrolments.c.kind, enrolments.c.state)
        .where(enrolments.c.device == device)
        .with_for_update()
    ).one_or_none()
    active = row is not None and row.state == DeviceState.ACTIVE
    return DeviceKind(row.kind) if row is not None and active else None


def _allowances(conn: Connection, device: str, kind: DeviceKind) -> tuple[Allowance, ...]:
    """Return what a device is supplied with for each campaign; offices only where named."""
    among = (EVERY_TILL, device) if kind is DeviceKind.TILL else (device,)
    found = allowances_of(conn, among=among)
    return tuple({each.campaign_id: each for each in found}.values())


def _short(
    ledger: Ledger,
    conn: Connection,
    device: str,
    allowed: Iterable[Allowance],
    has: tuple[Grant, ...],
    now: datetime,
) -> Iterator[tuple[Allowance, GrantKind]]:
    """Yield what runs low, as it looks before anything is kept from others.

    No lease where the device's clock is ahead by as long as that would last: the lease would be
    over when it came, given back, and supplied anew with every exchange.
    """
    for allowance in allowed:
        campaign = current(ledger, conn, allowance.campaign_id)
        for kind in _leases(campaign, now):
            wanted = _wanted(campaign, allowance, kind)
            if kind is GrantKind.BUDGET and not is_share(campaign, wanted):
                continue
            if not _is_low(_fresh(has, allowance, kind, now), wanted):
                continue
            if timedelta(hours=allowance.hours) > _clock_ahead(conn, device):
                yield allowance, kind


def _clock_ahead(conn: Connection, device: str) -> timedelta:
    clock = select(enrolments.c.clock_off).where(enrolments.c.device == device)
    return timedelta(microseconds=conn.scalar(clock) or 0)


def _supplied(
    ledger: Ledger,
    conn: Connection,
    allowance: Allowance,
    kind: GrantKind,
    device: str,
    has: tuple[Grant, ...],
    now: datetime,
) -> tuple[Grant, ...]:
    campaign = current(ledger, conn, allowance.campaign_id, lock=True)
    amount = _wanted(campaign, allowance, kind)
    if kind is GrantKind.BUDGET:
        amount = _least(amount, room(ledger, conn, campaign, now))
    if not _is_worth(amount, _wanted(campaign, allowance, kind), _fresh(has, allowance, kind, now)):
        return ()
    ends = now + timedelta(hours=allowance.hours)
    wish = Wish(device, campaign.id, kind, amount=amount, expires_at=ends, reason=SUPPLIED)
    return granted(ledger, conn, wish, now)


def _leases(campaign: Campaign, now: datetime) -> Iterator[GrantKind]:
    """Yield the kinds of lease that a till can use for a campaign now."""
    ends_at = campaign.activity.ends_at
    is_over = campaign.archived or (ends_at is not None and now >= ends_at)
    if not campaign.active or is_over or campaign.offline_policy is OfflinePolicy.ONLINE_ONLY:
        return
    if is_limited(campaign):
        yield GrantKind.BUDGET
    if campaign.offline_policy is OfflinePolicy.CAPPED:
        yield GrantKind.RISK


def _wanted(campaign: Campaign, allowance: Allowance, kind: GrantKind) -> Amount:
    return limited_part(campaign, allowance.budget) if kind is GrantKind.BUDGET else allowance.risk


def _fresh(
    has: Iterable[Grant], allowance: Allowance, kind: GrantKind, now: datetime
) -> tuple[Amount, ...]:
    """Return what is left of each lease that the device can use for some time yet."""
    soon = now + timedelta(hours=allowance.hours) / LOW
    return tuple(
        each.left
        for each in has
        if each.campaign_id == allowance.campaign_id
        and each.kind is kind
        and each.state is not GrantState.RECALLED
        and (each.expires_at is None or each.expires_at >= soon)
    )


def _is_low(left: Iterable[Amount], wanted: Amount) -> bool:
    """Say whether no lease has half of what is wanted, of each thing that is."""
    return wanted != Amount() and not any(_covers_half(each, wanted) for each in left)


def _is_worth(amount: Amount, wanted: Amount, left: Iterable[Amount]) -> bool:
    """Say whether a lease of `amount` is much better than any the device has.

    Otherwise leases of a campaign that is nearly used up would be changed for one another for ever.
    """
    whole = zip(_parts(amount), _parts(wanted), strict=True)
    if any(part <= 0 < full for part, full in whole):
        return False
    return _is_low(left, amount)


def _covers_half(left: Amount, wanted: Amount) -> bool:
    return all(LOW * has >= full for has, full in zip(_parts(left), _parts(wanted), strict=True))


def _least(amount: Amount, other: Amount) -> Amount:
    return Amount(min(amount.units, other.units), amount.money, min(amount.count, other.count))


def _parts(amount: Amount) -> tuple[Decimal, Decimal, Decimal]:
    return amount.units, amount.money, Decimal(amount.count)

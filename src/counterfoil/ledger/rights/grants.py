"""Granting, recalling and writing off, as the hub does them, in a transaction that is given.

Nothing here is written into the journal; see `managing`, and `supply`.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from counterfoil.domain.campaign import Campaign, OfflinePolicy
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceState
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState, Wish
from counterfoil.domain.text import check_text
from counterfoil.domain.units import MOST
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.exchange.epochs import is_waiting
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.numbers import next_grant_id
from counterfoil.ledger.rights.outstanding import is_limited, is_share, limited_part, room
from counterfoil.ledger.rights.ranges import check_ranges
from counterfoil.ledger.rights.rows import known_grant, move, open_grants, put_grant
from counterfoil.ledger.tables.sync import enrolments

LONGEST_REASON: Final = 500
MOST_COUNT: Final = 1_000_000_000


def granted(ledger: Ledger, conn: Connection, wish: Wish, now: datetime) -> tuple[Grant, ...]:
    """Give a device what is wished: a lease, or a grant for each range of codes.

    Nobody else redeems the campaign or grants of it until the transaction ends.

    Raises:
        InvalidInput: the wish is none, or names no such amount or codes.
        NotFound: there is no such device, campaign or code.
        Conflict: the hub waits after a restore, the device is not active, the campaign's policy has
            no use for it, a share would pass the campaign's limits, or others hold the codes.
    """
    check_wish(wish, now)
    _check_device(conn, wish.device)
    if is_waiting(conn):
        raise Conflict("The hub was restored and waits for every till; it grants nothing yet.")
    campaign = current(ledger, conn, wish.campaign_id, lock=True)
    _check_policy(campaign, wish.kind)
    if wish.kind is GrantKind.CODES:
        check_ranges(conn, campaign.id, wish.ranges)
        return tuple(_given(conn, wish, now, codes=each) for each in sorted(wish.ranges))
    return (_given(conn, wish, now, amount=_lease(ledger, conn, campaign, wish, now)),)


def check_wish(wish: Wish, now: datetime) -> None:
    """Raise InvalidInput where a wish cannot be meant, whatever the hub has."""
    check_text(wish.reason)
    if len(wish.reason) > LONGEST_REASON:
        raise InvalidInput("Give a reason of at most {most} characters.", most=LONGEST_REASON)
    if wish.kind is GrantKind.CODES:
        return
    parts = (wish.amount.units, wish.amount.money)
    if min(parts) < 0 or max(parts) > MOST or not 0 <= wish.amount.count <= MOST_COUNT:
        raise InvalidInput("A lease cannot be of this amount.")
    if wish.expires_at is not None and wish.expires_at <= now:
        raise InvalidInput("A lease must end later than now.")
    if wish.kind is GrantKind.RISK and (wish.expires_at is None or wish.amount.count == 0):
        raise InvalidInput("Say how many redemptions may be risked, and until when.")


def recalled(conn: Connection, grant_id: int) -> Grant:
    """Ask a device to give a right back; it does so when it next asks the hub.

    Raises NotFound; Conflict where it has ended.
    """
    return _moved(conn, grant_id, GrantState.RECALLED)


def written_off(conn: Connection, grant_id: int) -> Grant:
    """Count a right as back though its device never said so.

    Raises NotFound; Conflict where it has ended.
    """
    return _moved(conn, grant_id, GrantState.WRITTEN_OFF)


def written_off_with(conn: Connection, device: str) -> tuple[Grant, ...]:
    """Write off every right of a device that was written off itself; return them."""
    given = open_grants(conn, device=device)
    return tuple(written_off(conn, each.id) for each in given)


def _moved(conn: Connection, grant_id: int, state: GrantState) -> Grant:
    grant = known_grant(conn, grant_id)
    if not grant.is_open:
        raise Conflict("The right {right} has ended already.", right=grant_id)
    move(conn, grant_id, state)
    return replace(grant, state=state)


def _check_device(conn: Connection, device: str) -> None:
    state = conn.scalar(select(enrolments.c.state).where(enrolments.c.device == device))
    if state is None:
        raise NotFound("There is no device {device}.", device=device[:40])
    if state != DeviceState.ACTIVE:
        raise Conflict("The device {device} is not active; grant it nothing.", device=device)


def _check_policy(campaign: Campaign, kind: GrantKind) -> None:
    if campaign.offline_policy is OfflinePolicy.ONLINE_ONLY:
        raise Conflict(
            "{campaign} is redeemed with the hub only; choose another offline policy first.",
            campaign=campaign.name,
        )
    if kind is GrantKind.RISK and campaign.offline_policy is not OfflinePolicy.CAPPED:
        raise Conflict(
            "In {campaign} tills redeem only the codes they hold; there is no risk to take.",
            campaign=campaign.name,
        )


def _lease(
    ledger: Ledger, conn: Connection, campaign: Campaign, wish: Wish, now: datetime
) -> Amount:
    if wish.kind is GrantKind.RISK:
        return wish.amount
    if not is_limited(campaign):
        raise Conflict(
            "{campaign} has no limits of its own; tills need no share of them.",
            campaign=campaign.name,
        )
    amount = limited_part(campaign, wish.amount)
    if not is_share(campaign, amount):
        raise InvalidInput("Give a share of each limit that the campaign has.")
    left = room(ledger, conn, campaign, now)
    if not left.covers(amount):
        raise Conflict(
            "That is more than the limits of {campaign} have left: {units} units, {count}"
            " redemptions.",
            campaign=campaign.name,
            units=left.units,
            count=left.count,
        )
    return amount


def _given(
    conn: Connection,
    wish: Wish,
    now: datetime,
    *,
    codes: tuple[int, int] | None = None,
    amount: Amount = Amount(),  # noqa: B008 - frozen
) -> Grant:
    grant = Grant(
        id=next_grant_id(conn),
        epoch=epoch(conn),
        device=wish.device,
        kind=wish.kind,
        campaign_id=wish.campaign_id,
        state=GrantState.GRANTED,
        granted_at=now,
        codes=codes,
        amount=amount,
        expires_at=wish.expires_at,
    )
    put_grant(conn, grant, wish.reason)
    return grant

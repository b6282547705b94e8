"""Undoing a redemption in the transaction of whoever has a reason to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select, update

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import Conflict, NotFound
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger import usage, wallets
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.given import ASSIGN, REMOVE, Gift, points_by_member, restored
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import lock_members, read_member
from counterfoil.ledger.redemption_rows import count_used, set_attributes
from counterfoil.ledger.rewards import cancel_coupon
from counterfoil.ledger.tables.base import from_micros, load, to_micros
from counterfoil.ledger.tables.codes import UNUSED, codes
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import stores
from counterfoil.ledger.tallies import count_reversal

_FIND: Final = (
    select(redemptions, stores.c.zone, codes.c.text)
    .join(stores, stores.c.code == redemptions.c.store)
    .join(codes, codes.c.id == redemptions.c.code_id)
    .where(redemptions.c.id == bindparam("id"))
)
_REVERSED_AT: Final = select(redemptions.c.reversed_at).where(redemptions.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Undone:
    """The redemption being undone, its rows kept for this transaction."""

    redemption_id: str
    row: Row[Any]
    campaign: Campaign
    gifts: tuple[Gift, ...]

    @property
    def is_test(self) -> bool:
        """Say whether it was of a test code."""
        return bool(self.row.test)

    @property
    def frees_code(self) -> bool:
        """Say whether the code can be redeemed again."""
        return self.is_test or self.campaign.reuse_after_reversal


def lock_redemption(ledger: Ledger, conn: Connection, redemption_id: str) -> Undone:
    """Keep what is changed, in the order that redeeming does: code, campaign, members."""
    row = conn.execute(_FIND, {"id": redemption_id}).one_or_none()
    if row is None:
        raise NotFound("There is no redemption {redemption}.", redemption=redemption_id[:64])
    conn.execute(select(codes.c.id).where(codes.c.id == row.code_id).with_for_update())
    campaign = current(ledger, conn, row.campaign_id, lock=True)
    # A test gave nothing of what its row says it would have.
    documents = [] if row.test else load(row.given)
    gifts = tuple(restored(conn, document) for document in documents)
    for member_id in sorted({gift.member_id for gift in gifts if gift.member_id}):
        lock_members(conn, member_id)
    reversed_at = conn.scalar(_REVERSED_AT, {"id": redemption_id})
    if reversed_at is not None:
        raise Conflict("The redemption {redemption} was undone before.", redemption=redemption_id)
    return Undone(redemption_id, row, campaign, gifts)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What could not be undone: coupons used before, wallets (member, wallet) now below zero."""

    coupons_spent: tuple[str, ...]
    below_zero: list[list[str]]


def undo(
    conn: Connection,
    undone: Undone,
    why: str,
    staff_id: str,
    at: datetime,
    *,
    frees_code: bool,
    forgets_event: bool = False,
) -> Aftermath:
    """Undo a redemption that `lock_redemption` gave in this transaction; the journal is not told.

    Where it `forgets_event`, the same event can be recorded again.
    """
    _count_back(conn, undone)
    below_zero = _move_back(conn, undone, at)
    spent = _cancel_coupons(conn, undone, at)
    _put_attributes_back(conn, undone)
    if frees_code:
        _free_code(conn, undone)
    changes: dict[str, Any] = {
        "reversed_at": to_micros(at),
        "reversed_by": staff_id,
        "reversal_reason": why,
    }
    if forgets_event:
        changes["event_id"] = None
    named = redemptions.c.id == undone.redemption_id
    conn.execute(update(redemptions).where(named).values(changes))
    return Aftermath(spent, below_zero)


def _count_back(conn: Connection, undone: Undone) -> None:
    if undone.is_test:
        return
    execution = usage.Execution(
        member_id=undone.row.member_id,
        at=from_micros(undone.row.at),
        zone=ZoneInfo(undone.row.zone),
        points=from_hundredths(undone.row.units),
        points_by_member=points_by_member(undone.gifts),
    )
    usage.add(conn, undone.campaign, execution, -1)
    count_reversal(conn, undone.row._asdict())


def _free_code(conn: Connection, undone: Undone) -> None:
    conn.execute(update(codes).where(codes.c.id == undone.row.code_id).values(status=UNUSED))
    if not undone.is_test:
        count_used(conn, undone.campaign.id, -1)


def _move_back(conn: Connection, undone: Undone, at: datetime) -> list[list[str]]:
    """Append opposite transfers; return the wallets (member, wallet) that end below zero."""
    members = sorted({gift.member_id for gift in undone.gifts if gift.member_id})
    query = (
        select(transfers)
        .where(
            transfers.c.member_id.in_(members),
            transfers.c.at == undone.row.at,
            transfers.c.redemption_id == undone.redemption_id,
        )
        .order_by(transfers.c.id)
    )
    moved = conn.execute(query).all()
    for row in moved:
        wallets.move(
            conn,
            row.member_id,
            row.wallet_code,
            -row.units,
            wallets.REVERSED,
            at,
            undone.redemption_id,
            row.id,
        )
    touched = sorted({(row.member_id, row.wallet_code) for row in moved})
    return [[who, wallet] for who, wallet in touched if wallets.balance(conn, who, wallet) < 0]


def _cancel_coupons(conn: Connection, undone: Undone, at: datetime) -> tuple[str, ...]:
    """Cancel the coupons that were given; return those that were used before."""
    spent = []
    for gift in undone.gifts:
        if gift.coupon is None:
            continue
        if not cancel_coupon(conn, gift.coupon.code, at):
            spent.append(gift.coupon.code)
    return tuple(spent)


def _put_attributes_back(conn: Connection, undone: Undone) -> None:
    for gift in reversed(undone.gifts):
        member = read_member(conn, gift.member_id) if gift.key else None
        if member is None:
            continue
        attributes = dict(member.custom_attributes)
        if gift.effect == REMOVE and gift.before is not None:
            attributes.setdefault(gift.key, gift.before)
        if gift.effect == ASSIGN and attributes.get(gift.key) == gift.value:
            del attributes[gift.key]
            if gift.before is not None:
                attributes[gift.key] = gift.before
        set_attributes(conn, member.id, attributes)

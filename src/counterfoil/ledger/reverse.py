"""Undoing a redemption: by opposite transfers, with a reason, by somebody who may."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select, update

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger import journal, usage, wallets
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.given import (
    ASSIGN,
    REMOVE,
    Gift,
    cards_of,
    points_by_member,
    restored,
    shown,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import lock_members, read_member
from counterfoil.ledger.redemption_rows import count_used, set_attributes
from counterfoil.ledger.rewards import cancel_coupon
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import from_micros, load, to_micros
from counterfoil.ledger.tables.codes import UNUSED, codes
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import stores
from counterfoil.ledger.tallies import count_reversal
from counterfoil.ledger.verdict import Reversal

LONGEST_REASON: Final = 500

_FIND: Final = (
    select(redemptions, stores.c.zone, codes.c.text)
    .join(stores, stores.c.code == redemptions.c.store)
    .join(codes, codes.c.id == redemptions.c.code_id)
    .where(redemptions.c.id == bindparam("id"))
)
_REVERSED_AT: Final = select(redemptions.c.reversed_at).where(redemptions.c.id == bindparam("id"))


def reverse(
    ledger: Ledger, redemption_id: str, reason: str, staff: Staff, now: datetime
) -> Reversal:
    """Undo a redemption, in one transaction.

    Units go back by opposite transfers (a wallet may end below zero, where they were spent
    meanwhile), counters count it no more, unused coupons are cancelled, custom attributes get
    their old value unless they changed since. The code can be redeemed again where its campaign
    says so, or where it is a test code, which has moved nothing; otherwise it stays used.

    Raises:
        Forbidden: `staff` is no supervisor.
        InvalidInput: there is no reason.
        NotFound: there is no such redemption.
        Conflict: it was reversed before.
    """
    require(staff, Act.REVERSE)
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise InvalidInput("Give a reason for undoing the redemption.")
    check_text(why)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        undone = _locked(ledger, conn, redemption_id)
        _count_back(conn, undone)
        wallets_below = _move_back(conn, undone, last.now)
        spent = _cancel_coupons(conn, undone, last.now)
        _put_attributes_back(conn, undone)
        if undone.frees_code:
            _free_code(conn, undone)
        _mark(conn, undone, why, staff, last.now)
        body = {
            "redemption": redemption_id,
            "reason": why,
            "staff": staff.id,
            "code_unused": undone.frees_code,
            "coupons_spent": len(spent),
            "below_zero": wallets_below,
        }
        journal.append_after(ledger, conn, last, Kind.REVERSE, body)
        return _reversal(conn, undone, why, last.now, spent, wallets_below)


@dataclass(frozen=True, slots=True)
class _Undone:
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


def _locked(ledger: Ledger, conn: Connection, redemption_id: str) -> _Undone:
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
    return _Undone(redemption_id, row, campaign, gifts)


def _count_back(conn: Connection, undone: _Undone) -> None:
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


def _free_code(conn: Connection, undone: _Undone) -> None:
    conn.execute(update(codes).where(codes.c.id == undone.row.code_id).values(status=UNUSED))
    if not undone.is_test:
        count_used(conn, undone.campaign.id, -1)


def _move_back(conn: Connection, undone: _Undone, at: datetime) -> list[list[str]]:
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


def _cancel_coupons(conn: Connection, undone: _Undone, at: datetime) -> tuple[str, ...]:
    """Cancel the coupons that were given; return those that were used before."""
    spent = []
    for gift in undone.gifts:
        if gift.coupon is None:
            continue
        if not cancel_coupon(conn, gift.coupon.code, at):
            spent.append(gift.coupon.code)
    return tuple(spent)


def _put_attributes_back(conn: Connection, undone: _Undone) -> None:
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


def _mark(conn: Connection, undone: _Undone, why: str, staff: Staff, at: datetime) -> None:
    conn.execute(
        update(redemptions)
        .where(redemptions.c.id == undone.redemption_id)
        .values(reversed_at=to_micros(at), reversed_by=staff.id, reversal_reason=why)
    )


def _reversal(
    conn: Connection,
    undone: _Undone,
    why: str,
    at: datetime,
    spent: tuple[str, ...],
    wallets_below: list[list[str]],
) -> Reversal:
    opposite = [replace(gift, hundredths=-gift.hundredths) for gift in undone.gifts]
    cards = cards_of(conn, opposite)
    return Reversal(
        redemption_id=undone.redemption_id,
        code=undone.row.text or "",
        campaign=undone.campaign,
        member=read_member(conn, undone.row.member_id),
        reason=why,
        at=at,
        taken_back=tuple(shown(gift, cards) for gift in opposite),
        coupons_spent=spent,
        is_code_unused=undone.frees_code,
        overdrawn=tuple(dict.fromkeys(cards[who] for who, _ in wallets_below)),
    )

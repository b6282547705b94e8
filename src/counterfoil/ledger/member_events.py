"""The events of one member's history: where each kind is kept, and how a row of it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, select

from counterfoil.domain.refusal import Refused
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger import wallets
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.refuse import refilled
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.campaigns import campaigns, coupons, rewards
from counterfoil.ledger.tables.codes import codes
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.office import adjustments, coupon_uses
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.stores import staff, stores


class Happening(StrEnum):
    """What can happen to a member, in the order of those of one moment."""

    COUPON_CANCELLED = "coupon_cancelled"
    COUPON_USED = "coupon_used"
    COUPON_ISSUED = "coupon_issued"
    MOVED = "moved"
    REDEEMED = "redeemed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened. `what` is the campaign, the reward or the wallet it is about.

    `units` are those that went to the member; `note` is why units were adjusted. `undone` says that
    the redemption was reversed since, `test` that its code was for tests.
    """

    at: datetime
    kind: Happening
    id: str
    what: str
    code: str = ""
    units: Decimal | None = None
    refused: Refused | None = None
    staff: str = ""
    store: str = ""
    note: str = ""
    undone: bool = False
    test: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where events of one kind are kept: their rows, when, by what key, and the line of each."""

    select: Callable[[str], Select[Any]]
    at: ColumnElement[int]
    key: ColumnElement[Any]
    line: Callable[[Connection, Row[Any]], HistoryLine]


def _redeemed(member_id: str) -> Select[Any]:
    theirs = (
        select(func.sum(transfers.c.units))
        .where(
            transfers.c.member_id == member_id,
            transfers.c.at == redemptions.c.at,
            transfers.c.redemption_id == redemptions.c.id,
            transfers.c.kind == wallets.REDEEMED,
        )
        .scalar_subquery()
    )
    return (
        select(
            redemptions,
            theirs.label("theirs"),
            codes.c.text,
            campaigns.c.name.label("campaign"),
            staff.c.name.label("staff_name"),
            stores.c.name.label("store_name"),
        )
        .join(campaigns, campaigns.c.id == redemptions.c.campaign_id)
        .join(staff, staff.c.id == redemptions.c.staff_id)
        .join(stores, stores.c.code == redemptions.c.store)
        .outerjoin(codes, codes.c.id == redemptions.c.code_id)
        .where(redemptions.c.member_id == member_id)
    )


def _redeemed_line(_conn: Connection, row: Row[Any]) -> HistoryLine:
    return HistoryLine(
        from_micros(row.at),
        Happening.REDEEMED,
        row.id,
        row.campaign,
        row.text or "",
        from_hundredths(int(row.theirs)) if row.theirs else None,
        staff=row.staff_name,
        store=row.store_name,
        undone=row.reversed_at is not None,
        test=bool(row.test),
    )


def _refused(member_id: str) -> Select[Any]:
    return (
        select(
            refusals,
            codes.c.text,
            campaigns.c.name.label("campaign"),
            staff.c.name.label("staff_name"),
            stores.c.name.label("store_name"),
        )
        .join(staff, staff.c.id == refusals.c.staff_id)
        .join(stores, stores.c.code == refusals.c.store)
        .outerjoin(campaigns, campaigns.c.id == refusals.c.campaign_id)
        .outerjoin(codes, codes.c.id == refusals.c.code_id)
        .where(refusals.c.member_id == member_id)
    )


def _refused_line(conn: Connection, row: Row[Any]) -> HistoryLine:
    return HistoryLine(
        from_micros(row.at),
        Happening.REFUSED,
        row.id,
        row.campaign or "",
        row.text or row.shown,
        refused=_why(conn, row),
        staff=row.staff_name,
        store=row.store_name,
    )


def _why(conn: Connection, row: Row[Any]) -> Refused:
    member = read_member(conn, row.member_id)
    referrer = read_member(conn, member.referrer_id) if member else None
    # The row has a method of the column's name.
    values = load(row._mapping[refusals.c["values"]])  # noqa: SLF001 - its public name
    return refilled(row.reason, values, row.text or row.shown, member, referrer)


def _moved(member_id: str) -> Select[Any]:
    """Select transfers but those of their own redemptions, which say it themselves."""
    own = and_(transfers.c.kind == wallets.REDEEMED, redemptions.c.member_id == member_id)
    return (
        select(
            transfers,
            adjustments.c.reason,
            staff.c.name.label("staff_name"),
            campaigns.c.name.label("campaign"),
        )
        .outerjoin(redemptions, redemptions.c.id == transfers.c.redemption_id)
        .outerjoin(campaigns, campaigns.c.id == redemptions.c.campaign_id)
        .outerjoin(adjustments, adjustments.c.transfer_id == transfers.c.id)
        .outerjoin(staff, staff.c.id == adjustments.c.staff_id)
        .where(
            transfers.c.member_id == member_id, func.coalesce(own, literal(value=False)).is_(False)
        )
    )


def _moved_line(_conn: Connection, row: Row[Any]) -> HistoryLine:
    return HistoryLine(
        from_micros(row.at),
        Happening.MOVED,
        f"{row.id:020}",
        row.campaign or row.wallet_code,
        units=from_hundredths(row.units),
        staff=row.staff_name or "",
        note=row.reason or "",
        undone=row.kind == wallets.REVERSED,
    )


def _coupons(at: ColumnElement[Any]) -> Callable[[str], Select[Any]]:
    def query(member_id: str) -> Select[Any]:
        return (
            select(
                coupons,
                at.label("happened_at"),
                rewards.c.name.label("reward_name"),
                staff.c.name.label("staff_name"),
                stores.c.name.label("store_name"),
            )
            .join(rewards, rewards.c.id == coupons.c.reward_id)
            .outerjoin(coupon_uses, coupon_uses.c.code == coupons.c.code)
            .outerjoin(staff, staff.c.id == coupon_uses.c.staff_id)
            .outerjoin(stores, stores.c.code == coupon_uses.c.store)
            .where(coupons.c.member_id == member_id, at.is_not(None))
        )

    return query


def _coupon_line(kind: Happening) -> Callable[[Connection, Row[Any]], HistoryLine]:
    def line(_conn: Connection, row: Row[Any]) -> HistoryLine:
        used = kind is Happening.COUPON_USED
        return HistoryLine(
            from_micros(row.happened_at),
            kind,
            row.code,
            row.reward_name,
            row.code,
            staff=row.staff_name or "" if used else "",
            store=row.store_name or "" if used else "",
        )

    return line


def _coupon_source(kind: Happening, at: ColumnElement[Any]) -> Source:
    return Source(_coupons(at), at, coupons.c.code, _coupon_line(kind))


SOURCES: Final = {
    Happening.COUPON_CANCELLED: _coupon_source(Happening.COUPON_CANCELLED, coupons.c.cancelled_at),
    Happening.COUPON_USED: _coupon_source(Happening.COUPON_USED, coupons.c.used_at),
    Happening.COUPON_ISSUED: _coupon_source(Happening.COUPON_ISSUED, coupons.c.issued_at),
    Happening.MOVED: Source(_moved, transfers.c.at, transfers.c.id, _moved_line),
    Happening.REDEEMED: Source(_redeemed, redemptions.c.at, redemptions.c.id, _redeemed_line),
    Happening.REFUSED: Source(_refused, refusals.c.at, refusals.c.id, _refused_line),
}

"""Coupons in pages, newest first: of a member, of a reward, or all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_

from counterfoil.domain.coupon import CouponStatus, IssuedCoupon
from counterfoil.ledger.coupons import ISSUED, issued_from
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.campaigns import coupons

MOST_ON_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class CouponFilter:
    """Conditions that all have to hold; those left out always do."""

    member_id: str = ""
    reward_id: str = ""
    status: CouponStatus | None = None


ALL: Final = CouponFilter()


def list_coupons(
    ledger: Ledger,
    now: datetime,
    wanted: CouponFilter = ALL,
    after: IssuedCoupon | None = None,
    limit: int = 100,
) -> tuple[IssuedCoupon, ...]:
    """Return a page of coupons, the newest first, those behind the coupon `after`.

    `now` tells the expired ones from the rest. Where no member is named, every coupon is looked at.
    """
    query = ISSUED.where(*_conditions(wanted, to_micros(now)))
    if after is not None:
        at, code = to_micros(after.issued_at), after.coupon.code
        behind = and_(coupons.c.issued_at == at, coupons.c.code > code)
        query = query.where(or_(coupons.c.issued_at < at, behind))
    query = query.order_by(coupons.c.issued_at.desc(), coupons.c.code)
    with ledger.read() as conn:
        rows = conn.execute(query.limit(max(1, min(limit, MOST_ON_PAGE)))).all()
        return tuple(issued_from(conn, row) for row in rows)


def _conditions(wanted: CouponFilter, now: int) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.member_id:
        found.append(coupons.c.member_id == wanted.member_id)
    if wanted.reward_id:
        found.append(coupons.c.reward_id == wanted.reward_id)
    if wanted.status is not None:
        found += _STATUS[wanted.status](now)
    return found


def _unused() -> list[ColumnElement[bool]]:
    return [coupons.c.used_at.is_(None), coupons.c.cancelled_at.is_(None)]


_STATUS: Final[dict[CouponStatus, Any]] = {
    CouponStatus.USED: lambda _now: [coupons.c.used_at.is_not(None)],
    CouponStatus.CANCELLED: lambda _now: [
        coupons.c.used_at.is_(None),
        coupons.c.cancelled_at.is_not(None),
    ],
    CouponStatus.EXPIRED: lambda now: [*_unused(), coupons.c.expires_at <= now],
    CouponStatus.UNUSED: lambda now: [
        *_unused(),
        or_(coupons.c.expires_at.is_(None), coupons.c.expires_at > now),
    ],
}

"""The last coupons that were brought to this till, from the journal, which keeps digests only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from counterfoil.domain.coupon import CouponReason, IssuedCoupon
from counterfoil.domain.entry import Kind
from counterfoil.domain.mint import digest
from counterfoil.ledger.coupons import ISSUED, issued_from
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.office import coupon_uses

_KINDS: Final = (Kind.COUPON_USED.value, Kind.COUPON_REFUSED.value)
_ASKED: Final = (journal.c.kind == Kind.ONLINE_ANSWER.value) & journal.c.body.contains('"coupon":')
"""What the hub answered about coupons."""


@dataclass(frozen=True, slots=True)
class PastCoupon:
    """One coupon brought to the counter. `issued` is None where there was no such coupon.

    `reason` says why it was refused; `is_undone` that its use was put back since. `n` is the number
    of the journal's entry.
    """

    n: int
    at: datetime
    issued: IssuedCoupon | None
    member_name: str
    reason: CouponReason | None
    is_undone: bool


def recent_coupons(ledger: Ledger, limit: int = 20) -> tuple[PastCoupon, ...]:
    """Return the last coupons on this device, newest first."""
    query = (
        select(journal.c.n, journal.c.kind, journal.c.body)
        .where(journal.c.device == ledger.device.id, journal.c.kind.in_(_KINDS) | _ASKED)
        .order_by(journal.c.n.desc())
        .limit(limit)
    )
    with ledger.read() as conn:
        return tuple(_past(ledger, conn, row) for row in conn.execute(query).all())


def _past(ledger: Ledger, conn: Connection, row: Row[*tuple[Any, ...]]) -> PastCoupon:
    body = load(row.body)
    issued = _named(ledger, conn, body)
    member = read_member(conn, body["member"])
    holder = issued.holder.name if issued and issued.holder else ""
    at = from_micros(body["at"])
    reason = body.get("reason") or None
    is_used = issued is not None and issued.use is not None and issued.use.at == at
    return PastCoupon(
        row.n,
        at,
        issued,
        member.name if member else holder,
        CouponReason(reason) if reason else None,
        is_undone=reason is None and not is_used,
    )


def _named(ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> IssuedCoupon | None:
    """Return the coupon of an entry by its digest: one that its redemption gave, or used then."""
    if body["coupon"] is None:
        return None
    given = coupons.c.redemption_id == body["redemption"]
    used = select(coupon_uses.c.code).where(
        coupon_uses.c.till == ledger.device.id, coupon_uses.c.at == body["at"]
    )
    rows = conn.execute(ISSUED.where(given | coupons.c.code.in_(used))).all()
    found = (row for row in rows if digest(row.code, ledger.digest_key).hex() == body["coupon"])
    return next((issued_from(conn, row) for row in found), None)

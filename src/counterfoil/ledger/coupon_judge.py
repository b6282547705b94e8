"""Judging a coupon that is brought to the counter, and using it up."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from counterfoil.domain.coupon import (
    CouponReason,
    CouponRefused,
    Holder,
    IssuedCoupon,
    judge_coupon,
)
from counterfoil.domain.errors import NotFound
from counterfoil.domain.facts import Use
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Coupon
from counterfoil.domain.store import Staff
from counterfoil.ledger.coupon_rows import note_use, take_coupon
from counterfoil.ledger.member_rows import read_card, read_member
from counterfoil.ledger.rewards import coupon_among
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none, from_units
from counterfoil.ledger.tables.campaigns import coupons, rewards
from counterfoil.ledger.tables.office import coupon_uses
from counterfoil.ledger.tables.stores import staff as staff_table
from counterfoil.ledger.tables.stores import stores


@dataclass(frozen=True, slots=True)
class CouponAttempt:
    """A coupon brought to the counter: what it may read, for whom ("" for whoever brings it)."""

    texts: tuple[str, ...]
    staff: Staff
    card: str = ""
    source: str = "typed"


@dataclass(frozen=True, slots=True)
class CouponVerdict:
    """What the counter shows. Where `refused` is None the coupon was accepted.

    It is used up then, unless it was only checked; `use_id` names a use that was recorded. `member`
    is the one it was brought for, `holder` the one it was issued to.
    """

    refused: CouponRefused | None
    code: str
    issued: IssuedCoupon | None
    member: Member | None
    at: datetime
    use_id: str | None = None
    holder: Member | None = None

    @property
    def accepted(self) -> bool:
        """Say whether it may be used."""
        return self.refused is None


ISSUED: Final[Select[*tuple[Any, ...]]] = (
    select(
        coupons,
        rewards.c.name.label("reward_name"),
        staff_table.c.name.label("staff_name"),
        stores.c.name.label("store_name"),
    )
    .join(rewards, rewards.c.id == coupons.c.reward_id)
    .outerjoin(coupon_uses, coupon_uses.c.code == coupons.c.code)
    .outerjoin(staff_table, staff_table.c.id == coupon_uses.c.staff_id)
    .outerjoin(stores, stores.c.code == coupon_uses.c.store)
)
"""Coupons with what they name; `issued_from` reads a row."""


def issued_from(conn: Connection, row: Row[Any]) -> IssuedCoupon:
    """Return the coupon of a row of `ISSUED`."""
    coupon = Coupon(
        row.code,
        row.reward_id,
        row.reward_name,
        from_units(row.value),
        from_micros_or_none(row.expires_at),
    )
    use = None
    if row.used_at is not None:
        use = Use(from_micros(row.used_at), row.store_name or "", row.staff_name or "")
    return IssuedCoupon(
        coupon,
        from_micros(row.issued_at),
        holder_of(read_member(conn, row.member_id)),
        row.redemption_id,
        use,
        from_micros_or_none(row.cancelled_at),
    )


def holder_of(member: Member | None) -> Holder | None:
    """Return a member as the holder of a coupon."""
    return None if member is None else Holder(member.id, member.name, member.loyalty_card_number)


def read_issued(conn: Connection, code: str) -> IssuedCoupon:
    """Return a coupon that must be there."""
    return issued_from(conn, conn.execute(ISSUED.where(coupons.c.code == code)).one())


def existing(conn: Connection, text: str) -> IssuedCoupon:
    """Return the coupon with a code as it was typed. Raises NotFound."""
    code = coupon_among(conn, (text,))
    if code is None:
        raise NotFound("There is no coupon {code} here; check how it is written.", code=text[:40])
    return read_issued(conn, code)


def judged(conn: Connection, attempt: CouponAttempt, at: datetime) -> CouponVerdict:
    """Return what would come of an attempt. Raises NotFound where no member has the card."""
    member = read_card(conn, attempt.card.strip())
    if attempt.card.strip() and member is None:
        raise NotFound("No member has the card {card}.", card=attempt.card[:64])
    code = coupon_among(conn, attempt.texts)
    if code is None:
        shown = attempt.texts[0] if attempt.texts else ""
        unknown = CouponRefused(CouponReason.UNKNOWN, {"code": shown[:40]})
        return CouponVerdict(unknown, shown, None, member, at)
    issued = read_issued(conn, code)
    refused = judge_coupon(issued, holder_of(member), at)
    holder = read_member(conn, issued.holder.id) if issued.holder else None
    return CouponVerdict(refused, code, issued, member, at, holder=holder)


def decide_coupon(
    conn: Connection, attempt: CouponAttempt, at: datetime, *, store: str, till: str
) -> CouponVerdict:
    """Judge a coupon, and use it up where it is accepted; the journal is left to whoever calls.

    Raises as `judged`.
    """
    verdict = judged(conn, attempt, at)
    if verdict.accepted and not take_coupon(conn, verdict.code, at):
        # Another till was quicker.
        verdict = judged(conn, attempt, at)
    if not verdict.accepted:
        return verdict
    note_use(conn, verdict.code, at, staff_id=attempt.staff.id, store=store, till=till)
    return replace(verdict, issued=read_issued(conn, verdict.code))

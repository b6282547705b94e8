"""Coupons at the counter: found, used up, put back and listed."""

from dataclasses import dataclass
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
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.facts import Reading, Use
from counterfoil.domain.member import Member
from counterfoil.domain.mint import digest
from counterfoil.domain.reward import Coupon
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.coupon_rows import note_use, put_coupon_back, take_coupon
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.member_rows import read_card, read_member
from counterfoil.ledger.reverse import LONGEST_REASON
from counterfoil.ledger.rewards import coupon_among
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import (
    from_micros,
    from_micros_or_none,
    from_units,
    to_micros,
    to_units,
)
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


@dataclass(frozen=True, slots=True)
class PutBack:
    """A coupon whose use was undone; `cancelled` where what it was given for had been undone."""

    issued: IssuedCoupon
    cancelled: bool


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


def find_coupon(ledger: Ledger, texts: tuple[str, ...]) -> IssuedCoupon | None:
    """Return the coupon that was scanned or typed, None where there is none.

    A campaign's code of the same text goes before it.
    """
    with ledger.read() as conn:
        # Most of what is scanned is no coupon, and this is known at once.
        if coupon_among(conn, texts) is None:
            return None
        found = find_code(ledger, conn, texts, lock=False)
        return _read(conn, found.shown) if found.reading is Reading.COUPON else None


def get_coupon(ledger: Ledger, text: str) -> IssuedCoupon:
    """Return the coupon with a code as it was typed. Raises NotFound."""
    with ledger.read() as conn:
        return _existing(conn, text)


def use_coupon(
    ledger: Ledger, attempt: CouponAttempt, now: datetime, *, check_only: bool = False
) -> CouponVerdict:
    """Use a coupon up, in one transaction; `check_only` decides alike but writes nothing.

    Refusals are journalled too.

    Raises:
        Forbidden: `attempt.staff` may not.
        NotFound: no member has the card.
    """
    require(attempt.staff, Act.USE_COUPON)
    if check_only:
        with ledger.read() as conn:
            return _judged(conn, attempt, journal.peek(ledger, conn, now).now)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        verdict = _judged(conn, attempt, last.now)
        if verdict.accepted and not take_coupon(conn, verdict.code, last.now):
            # Another till was quicker.
            verdict = _judged(conn, attempt, last.now)
        return _recorded(ledger, conn, last, attempt, verdict)


def unuse_coupon(ledger: Ledger, text: str, reason: str, staff: Staff, now: datetime) -> PutBack:
    """Undo the use of a coupon: it can be used again, unless its redemption was undone meanwhile.

    Raises:
        Forbidden: `staff` is no supervisor.
        InvalidInput: there is no reason.
        NotFound: there is no such coupon.
        Conflict: it is not used.
    """
    require(staff, Act.REVERSE)
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise InvalidInput("Give a reason for undoing the use of the coupon.")
    check_text(why)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        before = _existing(conn, text)
        cancelled = put_coupon_back(conn, before.coupon.code, last.now)
        body = {
            "coupon": digest(before.coupon.code, ledger.digest_key).hex(),
            "redemption": before.redemption_id,
            "reason": why,
            "cancelled": cancelled,
            "staff": staff.id,
        }
        journal.append_after(ledger, conn, last, Kind.COUPON_UNUSED, body)
        return PutBack(_existing(conn, before.coupon.code), cancelled)


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


def _read(conn: Connection, code: str) -> IssuedCoupon:
    return issued_from(conn, conn.execute(ISSUED.where(coupons.c.code == code)).one())


def _existing(conn: Connection, text: str) -> IssuedCoupon:
    code = coupon_among(conn, (text,))
    if code is None:
        raise NotFound("There is no coupon {code} here; check how it is written.", code=text[:40])
    return _read(conn, code)


def _judged(conn: Connection, attempt: CouponAttempt, at: datetime) -> CouponVerdict:
    member = read_card(conn, attempt.card.strip())
    if attempt.card.strip() and member is None:
        raise NotFound("No member has the card {card}.", card=attempt.card[:64])
    code = coupon_among(conn, attempt.texts)
    if code is None:
        shown = attempt.texts[0] if attempt.texts else ""
        unknown = CouponRefused(CouponReason.UNKNOWN, {"code": shown[:40]})
        return CouponVerdict(unknown, shown, None, member, at)
    issued = _read(conn, code)
    refused = judge_coupon(issued, holder_of(member), at)
    holder = read_member(conn, issued.holder.id) if issued.holder else None
    return CouponVerdict(refused, code, issued, member, at, holder=holder)


def _recorded(
    ledger: Ledger,
    conn: Connection,
    last: journal.Head,
    attempt: CouponAttempt,
    verdict: CouponVerdict,
) -> CouponVerdict:
    issued = verdict.issued
    body: dict[str, object] = {
        "coupon": digest(verdict.code, ledger.digest_key).hex() if issued else None,
        "redemption": issued.redemption_id if issued else None,
        "member": verdict.member.id if verdict.member else None,
        "staff": attempt.staff.id,
        "store": ledger.store.code,
        "at": to_micros(verdict.at),
        "source": attempt.source,
    }
    if verdict.refused is not None:
        body["reason"] = verdict.refused.reason.value
        journal.append_after(ledger, conn, last, Kind.COUPON_REFUSED, body)
        return verdict
    assert issued is not None  # noqa: S101 - it was accepted
    note_use(
        conn,
        verdict.code,
        verdict.at,
        staff_id=attempt.staff.id,
        store=ledger.store.code,
        till=ledger.device.id,
    )
    body |= {"reward": issued.coupon.reward_id, "value": to_units(issued.coupon.value)}
    end = journal.append_after(ledger, conn, last, Kind.COUPON_USED, body)
    use_id = f"{ledger.device.id}-{end.n}"
    now_used = _read(conn, verdict.code)
    return CouponVerdict(
        None, verdict.code, now_used, verdict.member, verdict.at, use_id, verdict.holder
    )

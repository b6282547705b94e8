"""Everything that is kept of one person, as one document of JSON.

    {"exportedAt", "store", "member": Open Loyalty's member, "id", "wallets": [{"wallet", "units",
     "transfers": [{"at", "kind", "units", "after", "campaign", "reason"}]}],
     "history": [{"at", "kind", "about", "code", "units", "reason", "staff", "store", "note",
     "undone", "test"}], "coupons": [{"code", "reward", "name", "value", "issuedAt", "expiresAt",
     "status", "usedAt"}], "referrer": a card or null, "referred": how many they brought in}

Moments are ISO 8601 in UTC, units numbers as text, so that no reader rounds them.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from counterfoil.domain.coupon import IssuedCoupon
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.coupon_list import CouponFilter, list_coupons
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_history import HistoryLine, member_history
from counterfoil.ledger.members import count_referred, get_member
from counterfoil.ledger.staff import require
from counterfoil.ledger.wallet_statement import StatementLine, statement, wallet_codes
from counterfoil.openloyalty.member import write_member

_PAGE: Final = 500
_PER_WALLET: Final = 500
T = TypeVar("T")


def export_person(ledger: Ledger, member_id: str, by: Staff, now: datetime) -> dict[str, object]:
    """Return everything that is kept of a person; that it was given out is journalled.

    Raises:
        Forbidden: `by` is no manager.
        NotFound: there is no such member.
        Conflict: they were erased, so that nothing is known to be theirs.
    """
    require(by, Act.EXPORT_MEMBER)
    member = get_member(ledger, member_id)
    if member.erased:
        raise Conflict("This member was erased; nothing is kept that names them.")
    with ledger.write() as conn:
        body = {"member": member_id, "staff": by.id}
        journal.append(ledger, conn, Kind.MEMBER_EXPORTED, body, now)
    return {
        "exportedAt": _iso(now),
        "store": ledger.store.name,
        "id": member.id,
        **write_member(member),
        "wallets": [_wallet(ledger, member, code) for code in wallet_codes(ledger, member_id)],
        "history": [_happened(line) for line in _history(ledger, member_id)],
        "coupons": [_coupon(each, now) for each in _coupons(ledger, member_id, now)],
        "referrer": _card_of(ledger, member.referrer_id),
        "referred": count_referred(ledger, member_id),
    }


def _history(ledger: Ledger, member_id: str) -> Iterator[HistoryLine]:
    return _paged(lambda last: member_history(ledger, member_id, last, _PAGE))


def _coupons(ledger: Ledger, member_id: str, now: datetime) -> Iterator[IssuedCoupon]:
    wanted = CouponFilter(member_id=member_id)
    return _paged(lambda last: list_coupons(ledger, now, wanted, last, _PAGE))


def _paged(read: Callable[[T | None], Sequence[T]]) -> Iterator[T]:
    last: T | None = None
    while page := read(last):
        yield from page
        last = page[-1]


def _card_of(ledger: Ledger, member_id: str | None) -> str | None:
    return get_member(ledger, member_id).loyalty_card_number if member_id else None


def _wallet(ledger: Ledger, member: Member, code: str) -> dict[str, Any]:
    lines = _paged(lambda last: statement(ledger, member.id, code, last, _PER_WALLET))
    units = member.wallets.get(code, Decimal(0))
    return {"wallet": code, "units": str(units), "transfers": [_transfer(line) for line in lines]}


def _transfer(line: StatementLine) -> dict[str, Any]:
    return {
        "at": _iso(line.at),
        "kind": line.kind,
        "units": str(line.units),
        "after": str(line.after),
        "campaign": line.campaign,
        "reason": line.reason,
    }


def _happened(line: HistoryLine) -> dict[str, Any]:
    return {
        "at": _iso(line.at),
        "kind": line.kind.value,
        "about": line.what,
        "code": line.code,
        "units": None if line.units is None else str(line.units),
        "reason": line.refused.reason.value if line.refused else None,
        "staff": line.staff,
        "store": line.store,
        "note": line.note,
        "undone": line.undone,
        "test": line.test,
    }


def _coupon(issued: IssuedCoupon, now: datetime) -> dict[str, Any]:
    coupon = issued.coupon
    return {
        "code": coupon.code,
        "reward": coupon.reward_id,
        "name": coupon.reward_name,
        "value": None if coupon.value is None else str(coupon.value),
        "issuedAt": _iso(issued.issued_at),
        "expiresAt": _iso(coupon.expires_at),
        "status": issued.status(now).value,
        "usedAt": _iso(issued.use.at) if issued.use else None,
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()

"""Coupons that were used, or put back, at a till without the hub.

That one was used is a fact. Where it was used or cancelled before, somebody lost its value, and the
inbox tells of it.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from counterfoil.domain.coupon import COUPON_WORDINGS, CouponReason
from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.mint import digest
from counterfoil.domain.store import Staff
from counterfoil.ledger.coupon_rows import note_use, put_coupon_back, take_coupon
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.conflict_rows import ConflictState, settle_row
from counterfoil.ledger.exchange.office.judging import OPEN, to_inbox
from counterfoil.ledger.sentence_values import as_json
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.office import coupon_uses
from counterfoil.ledger.tables.stores import staff, stores
from counterfoil.ledger.tables.sync import conflicts

COUPON: Final = "coupon"
UNKNOWN: Final = "The coupon is not known here."
_REFERRED: Final = ((staff.c.id, "staff"), (stores.c.code, "store"))


def coupon_used(applying: Applying) -> Judged:
    """Use a coupon up as a till did; a duplicate where it was used or cancelled before."""
    conn, body = applying.conn, applying.entry.body
    row = _coupon(applying)
    applying.touch("coupon", row.code)
    if _use(conn, row.code, body, applying.device):
        return Judged()
    reason, values = _why_not(conn, row)
    document = {
        "entry": applying.entry.kind,
        "body": dict(body),
        "reason": reason,
        "values": values,
    }
    to_inbox(applying, COUPON, document, of=str(body["coupon"]), money=row.value or 0)
    return Judged(Outcome.DUPLICATE, of=row.redemption_id or "", reason=reason, values=values)


def coupon_unused(applying: Applying, _by: Staff) -> None:
    """Put a coupon back; where another use of it came second and waits, that one holds then.

    Where it was this device's own use that came second, that one is over, and the first one stays.
    """
    conn = applying.conn
    code = _coupon(applying).code
    waiting = _waiting(conn, str(applying.entry.body["coupon"]))
    own = next((row for row in waiting if row.device == applying.device), None)
    if own is not None:
        settle_row(conn, own.id, ConflictState.REVERSED, applying.now)
        applying.touch("conflict", own.id, own.device)
        return
    cancelled = put_coupon_back(conn, code, applying.entry.wall_time)
    if waiting and not cancelled:
        following = waiting[0]
        _use(conn, code, load(following.document)["body"], following.device)
        settle_row(conn, following.id, ConflictState.PROMOTED, applying.now)
        applying.touch("conflict", following.id, following.device)


def _coupon(applying: Applying) -> Row[Any]:
    """Return the row of the coupon, kept for this transaction. Raises NotFound.

    Its code came beside the entry; the digest in it shows whether it is the right one.
    """
    code = str(applying.attached.get("code") or "")
    query = select(coupons).where(coupons.c.code == code).with_for_update()
    row = applying.conn.execute(query).one_or_none()
    key = applying.ledger.digest_key
    if row is None or digest(code, key).hex() != applying.entry.body["coupon"]:
        raise NotFound(UNKNOWN)
    return row


def _use(conn: Connection, code: str, body: Mapping[str, Any], device: str) -> bool:
    for column, name in _REFERRED:
        if conn.scalar(select(column).where(column == body[name])) is None:
            raise NotFound("There is no {what} {key} here.", what=name, key=str(body[name])[:64])
    at = from_micros(body["at"])
    if not take_coupon(conn, code, at):
        return False
    note_use(conn, code, at, staff_id=body["staff"], store=body["store"], till=device)
    return True


def _why_not(conn: Connection, row: Row[Any]) -> tuple[str, dict[str, Any]]:
    """Return the sentence that says why a coupon could not be used, and its values."""
    if row.used_at is None:
        wording = COUPON_WORDINGS[CouponReason.CANCELLED]
        return wording.sentence, {"cancelled_at": as_json(from_micros(row.cancelled_at))}
    names = (
        select(stores.c.name.label("store"), staff.c.name.label("staff"))
        .select_from(coupon_uses)
        .join(staff, staff.c.id == coupon_uses.c.staff_id)
        .join(stores, stores.c.code == coupon_uses.c.store)
        .where(coupon_uses.c.code == row.code)
    )
    use = conn.execute(names).one_or_none()
    return COUPON_WORDINGS[CouponReason.USED].sentence, {
        "used_at": as_json(from_micros(row.used_at)),
        "store": use.store if use else "",
        "staff": use.staff if use else "",
    }


def _waiting(conn: Connection, coupon: str) -> list[Row[Any]]:
    """Return the uses of a coupon that came too late and were not settled yet, in order."""
    of_it = (conflicts.c.kind == COUPON, conflicts.c.of == coupon, conflicts.c.state == OPEN)
    query = select(conflicts).where(*of_it).order_by(conflicts.c.at, conflicts.c.id)
    return list(conn.execute(query.with_for_update()).all())

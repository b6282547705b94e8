"""What becomes of a coupon's row: used up, and put back."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from counterfoil.domain.errors import Conflict, NotFound
from counterfoil.ledger.member_rows import ERASED
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.office import coupon_uses
from counterfoil.ledger.tables.redemptions import redemptions


def take_coupon(conn: Connection, code: str, at: datetime) -> bool:
    """Mark a coupon as used; False where somebody else has used or cancelled it by now."""
    free = (coupons.c.code == code, coupons.c.used_at.is_(None), coupons.c.cancelled_at.is_(None))
    used = update(coupons).where(*free).values(used_at=to_micros(at))
    return bool(conn.execute(used).rowcount)


def note_use(
    conn: Connection, code: str, at: datetime, *, staff_id: str, store: str, till: str
) -> None:
    """Keep when, by whom and where a coupon was used."""
    use = {"code": code, "at": to_micros(at), "staff_id": staff_id, "store": store, "till": till}
    conn.execute(insert(coupon_uses).values(use))


def put_coupon_back(conn: Connection, code: str, at: datetime) -> bool:
    """Undo the use of a coupon; say whether it is cancelled now, because what gave it is undone.

    Raises NotFound where there is none, Conflict where it is not used.
    """
    query = (
        select(coupons.c.redemption_id, coupons.c.used_at, members.c.card)
        .outerjoin(members, members.c.id == coupons.c.member_id)
        .where(coupons.c.code == code)
        .with_for_update(of=coupons)
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no coupon {code} here; check how it is written.", code=code[:40])
    if row.used_at is None:
        raise Conflict("The coupon {code} is not used; there is nothing to undo.", code=code)
    conn.execute(delete(coupon_uses).where(coupon_uses.c.code == code))
    undone = select(redemptions.c.id).where(
        redemptions.c.id == row.redemption_id, redemptions.c.reversed_at.is_not(None)
    )
    erased = row.card is not None and row.card.startswith(ERASED)
    cancelled = erased or conn.scalar(undone) is not None
    values = {"used_at": None} | ({"cancelled_at": to_micros(at)} if cancelled else {})
    conn.execute(update(coupons).where(coupons.c.code == code).values(values))
    return cancelled

"""What redemptions gave and were: coupons with their use, and redemptions.

An office has all of these; a till is told of its own that were undone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, select, update

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed.topics.topic import (
    Putting,
    Topic,
    key_pages,
    read_rows,
    row_document,
    row_values,
    rows_topic,
)
from counterfoil.ledger.statement import Row, Statement, inserting, putting
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.office import coupon_uses
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tallies import count_redemption, count_reversal

_PUT_COUPON: Final = putting(coupons)
_PUT_USE: Final = putting(coupon_uses)
_DELETE_USE: Final = Statement(delete(coupon_uses).where(coupon_uses.c.code == bindparam("code")))
_KNOWN: Final = Statement(
    select(redemptions.c.reversed_at).where(redemptions.c.id == bindparam("id"))
)
_INSERT: Final = inserting(redemptions)
_UPDATE: Final = Statement(
    update(redemptions)
    .where(redemptions.c.id == bindparam("id"))
    .values({each.name: bindparam(each.name) for each in redemptions.c if each.name != "id"})
)


def _read_coupons(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    query = select(coupon_uses).where(coupon_uses.c.code.in_(keys))
    uses = {row["code"]: row_document(coupon_uses, row) for row in conn.execute(query).mappings()}
    rows = read_rows(conn, coupons, coupons.c.code, keys)
    return {key: {"row": row, "use": uses.get(key)} for key, row in rows}


def _put_coupon(at: Putting, key: str, document: Document | None) -> None:
    if document is None:
        return
    row = row_values(coupons, document["row"])
    # Only an office has the redemptions of other tills.
    if not _is_here(at.conn, row["redemption_id"]):
        row["redemption_id"] = None
    _PUT_COUPON.run(at.conn, row)
    if document["use"] is None:
        _DELETE_USE.run(at.conn, {"code": key})
    else:
        _PUT_USE.run(at.conn, row_values(coupon_uses, document["use"]))


def _is_here(conn: Connection, redemption_id: str | None) -> bool:
    if redemption_id is None:
        return False
    return _KNOWN.run(conn, {"id": redemption_id}).fetchone() is not None


def _put_redemption(at: Putting, key: str, document: Document | None) -> None:
    """Counted when it comes first, and once more when it comes as reversed."""
    if document is None:
        return
    row = row_values(redemptions, document)
    before = _KNOWN.run(at.conn, {"id": key}).fetchone()
    # An index of its own on the event's id keeps SQLite from doing both in one statement.
    (_INSERT if before is None else _UPDATE).run(at.conn, row)
    if row["test"]:
        return
    if before is None:
        count_redemption(at.conn, row)
    if _is_newly_reversed(before, row):
        count_reversal(at.conn, row)


def _is_newly_reversed(before: Row | None, row: Mapping[str, Any]) -> bool:
    was = before is not None and before[0] is not None
    return row["reversed_at"] is not None and not was


def _undone_of(conn: Connection, device: str) -> Sequence[str]:
    """Return a till's redemptions that were undone, whoever did that."""
    theirs = redemptions.c.till == device
    query = select(redemptions.c.id).where(theirs, redemptions.c.reversed_at.is_not(None))
    return conn.scalars(query.order_by(redemptions.c.id)).all()


_REDEMPTIONS: Final = rows_topic(redemptions, redemptions.c.id, office=True)

COUPON: Final = Topic(lambda conn: key_pages(conn, coupons.c.code), _read_coupons, _put_coupon)
REDEMPTION: Final = Topic(
    _REDEMPTIONS.keys, _REDEMPTIONS.read, _put_redemption, office=True, keys_of=_undone_of
)

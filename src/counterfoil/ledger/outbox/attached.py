"""What travels beside an entry to the hub: what the journal, which is for ever, must not hold.

It is read when the entry is sent, so that it is what the device knows by then. What later entries
say became of it is left out: they follow.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.exchange import Document
from counterfoil.domain.mint import digest
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.office import coupon_uses, erasures
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.sheets import print_runs, sheet_parts, sheets
from counterfoil.ledger.tables.stores import staff

_NOT_YET: Final = frozenset(
    {"reversed_at", "reversed_by", "reversal_reason", "used_at", "cancelled_at"}
)
"""Columns of redemptions and coupons that were empty when they were made."""


def attached(ledger: Ledger, conn: Connection, signed: SignedEntry) -> Document:
    """Return what the hub needs of an entry besides its body; {} where that says all.

    - REDEEM: `row`, the redemption's, and `coupons`, the rows of those it gave.
    - SCAN_REFUSED: `row`, the refusal's.
    - MEMBER_SAVED: `row`, the member's; of one who was erased since, nothing names a person.
    - MEMBER_ERASED: the `reason`.
    - STAFF_SAVED, PIN_SET, PIN_CLEARED: `row`, the person's, with the hash of the PIN.
    - COUPON_USED, COUPON_REFUSED, COUPON_UNUSED: `code`, the coupon's, where it is one.
    - SHEETS_PRINTED: `run`, the run's row, and `sheets`: for each its number, first place, labels,
      and parts (first id, last id, first place).
    """
    of = _ATTACHED.get(signed.entry.kind)
    return {} if of is None else of(ledger, conn, signed.entry.body)


def _redemption(_ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    named = redemptions.c.id == body["redemption"]
    given = select(coupons).where(coupons.c.redemption_id == body["redemption"])
    return {
        **_row(conn, select(redemptions).where(named)),
        "coupons": [
            _plain(dict(row)) for row in conn.execute(given.order_by(coupons.c.code)).mappings()
        ],
    }


def _refusal(_ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    return _row(conn, select(refusals).where(refusals.c.id == body["attempt"]))


def _member(_ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    return _row(conn, select(members).where(members.c.id == body["member"]))


def _erasure(_ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    query = select(erasures.c.reason).where(erasures.c.member_id == body["member"])
    return {"reason": conn.scalar(query) or ""}


def _person(_ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    return _row(conn, select(staff).where(staff.c.id == body["person"]))


def _coupon(ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    """Find the coupon whose digest the body has; most are of a redemption that was made here."""
    wanted = body["coupon"]
    if wanted is None:
        return {}
    code = coupons.c.code
    used = select(code).join(coupon_uses, coupon_uses.c.code == code)
    queries = (
        select(code).where(coupons.c.redemption_id == body.get("redemption")),
        used.where(coupon_uses.c.till == ledger.device.id, coupon_uses.c.at == body.get("at")),
        select(code),
    )
    every = (text for query in queries for text in conn.scalars(query))
    found = next((text for text in every if digest(text, ledger.digest_key).hex() == wanted), None)
    return {} if found is None else {"code": found}


def _sheets(_ledger: Ledger, conn: Connection, body: Mapping[str, Any]) -> Document:
    run = _row(conn, select(print_runs).where(print_runs.c.id == body["run"]))
    if not run:
        return {}
    there = select(sheets).where(sheets.c.run_id == body["run"]).order_by(sheets.c.number)
    inside = select(sheet_parts).join(sheets, sheets.c.number == sheet_parts.c.sheet)
    inside = inside.where(sheets.c.run_id == body["run"]).order_by(sheet_parts.c.first_id)
    parts: dict[int, list[list[int]]] = {}
    for part in conn.execute(inside):
        parts.setdefault(part.sheet, []).append([part.first_id, part.last_id, part.first_place])
    return {
        "run": run["row"],
        "sheets": [
            [row.number, row.first_place, row.labels, parts.get(row.number, [])]
            for row in conn.execute(there)
        ],
    }


_ATTACHED: Final[Mapping[str, Callable[[Ledger, Connection, Mapping[str, Any]], Document]]] = {
    Kind.REDEEM: _redemption,
    Kind.SCAN_REFUSED: _refusal,
    Kind.MEMBER_SAVED: _member,
    Kind.MEMBER_ERASED: _erasure,
    Kind.STAFF_SAVED: _person,
    Kind.PIN_SET: _person,
    Kind.PIN_CLEARED: _person,
    Kind.COUPON_USED: _coupon,
    Kind.COUPON_REFUSED: _coupon,
    Kind.COUPON_UNUSED: _coupon,
    Kind.SHEETS_PRINTED: _sheets,
}


def _row(conn: Connection, query: Select[*tuple[Any, ...]]) -> dict[str, Any]:
    """Return the one row of a query as a document called `row`, nothing where there is none."""
    found = conn.execute(query).mappings().one_or_none()
    return {} if found is None else {"row": _plain(dict(found))}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON can hold it, as it was before later entries changed it."""
    return {
        name: None if name in _NOT_YET else value.hex() if isinstance(value, bytes) else value
        for name, value in row.items()
    }

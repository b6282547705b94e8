"""The ledger as a store of the brand sees it, where one ledger serves them all."""

from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.errors import NotFound
from counterfoil.domain.store import Role, Staff, Store
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.stores import staff, stores

_STORE: Final = Statement(
    select(stores.c.code, stores.c.name, stores.c.zone, stores.c.currency).where(
        stores.c.code == bindparam("code")
    )
)
_STAFF: Final = Statement(
    select(staff.c.id, staff.c.name, staff.c.role, staff.c.active).where(
        staff.c.id == bindparam("id")
    )
)


def at_store(ledger: Ledger, code: str) -> Ledger:
    """Return the ledger as the store with this code sees it. Raises NotFound."""
    with ledger.read() as conn:
        return seat(ledger, conn, code)


def seated(ledger: Ledger, code: str, staff_id: str) -> tuple[Ledger, Staff | None]:
    """Return the ledger as a store sees it, and somebody of the staff; None where nobody is.

    Raises NotFound where there is no such store.
    """
    with ledger.read() as conn:
        return seat(ledger, conn, code), person(conn, staff_id)


def person(conn: Connection, staff_id: str) -> Staff | None:
    """Return somebody of the staff, None where nobody has the id."""
    row = _STAFF.run(conn, {"id": staff_id}).fetchone()
    return None if row is None else Staff(row[0], row[1], Role(row[2]), bool(row[3]))


def seat(ledger: Ledger, conn: Connection, code: str) -> Ledger:
    """Return the ledger as a store sees it, read in the transaction of `conn`. Raises NotFound."""
    row = _STORE.run(conn, {"code": code}).fetchone()
    if row is None:
        raise NotFound("There is no store {store}.", store=code[:64])
    return replace(ledger, store=Store(row[0], row[1], ZoneInfo(row[2]), row[3]))

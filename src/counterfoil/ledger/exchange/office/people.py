"""The staff, as a manager keeps them on a device; their PINs' hashes travel beside the entry."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.store import Act, Role, Staff
from counterfoil.ledger.exchange.applying import Applying
from counterfoil.ledger.pins import keep_pin
from counterfoil.ledger.staff import change_staff, require
from counterfoil.ledger.tables.stores import staff

NO_HASH: Final = "The PIN did not come with its entry; set it again."


def staff_saved(applying: Applying, _by: Staff) -> None:
    """Save a person; the PIN they have stays."""
    body: Mapping[str, Any] = applying.entry.body
    person = body["person"]
    row: Mapping[str, Any] = applying.attached.get("row") or {}
    known = applying.conn.scalar(select(staff.c.name).where(staff.c.id == person))
    name = row.get("name") or known or person
    change_staff(applying.conn, Staff(person, name, Role(body["role"]), bool(body["active"])))


def pin_set(applying: Applying, by: Staff) -> None:
    """Keep a PIN that a manager set, or somebody for themselves."""
    body: Mapping[str, Any] = applying.entry.body
    require(by, Role.CASHIER if by.id == body["person"] else Act.SAVE_STAFF)
    row = applying.attached.get("row")
    if row is None:
        raise InvalidInput(NO_HASH)
    keep_pin(applying.conn, body["person"], row["pin_hash"])


def pin_cleared(applying: Applying, _by: Staff) -> None:
    """Take somebody's PIN away."""
    body: Mapping[str, Any] = applying.entry.body
    keep_pin(applying.conn, body["person"], None)

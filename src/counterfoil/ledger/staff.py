"""The people who work at the tills."""

import re
from collections.abc import Collection
from datetime import datetime
from itertools import chain, count
from typing import Final

from sqlalchemy import Connection, func, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.store import LEAST_ROLE, Act, Role, Staff, may_act_as
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.search_terms import folded
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.stores import staff as staff_table

DEFAULT: Final = Staff("manager", "Manager", Role.MANAGER)
"""Who works at a till where nobody was named yet."""

LONGEST_NAME: Final = 100
_LONGEST_STEM: Final = 40
_PUT: Final = putting(staff_table, without=("pin_hash",))


def list_staff(ledger: Ledger, *, active_only: bool = False) -> tuple[Staff, ...]:
    """Return the staff by name."""
    query = select(staff_table).order_by(func.lower(staff_table.c.name), staff_table.c.id)
    if active_only:
        query = query.where(staff_table.c.active)
    with ledger.read() as conn:
        rows = conn.execute(query).all()
    return tuple(Staff(row.id, row.name, Role(row.role), bool(row.active)) for row in rows)


def find_staff(ledger: Ledger, staff_id: str) -> Staff:
    """Return one person. Raises NotFound."""
    found = next((staff for staff in list_staff(ledger) if staff.id == staff_id), None)
    if found is None:
        raise NotFound("Nobody on the staff has the id {id}.", id=staff_id[:40])
    return found


def default_staff(ledger: Ledger) -> Staff:
    """Return who works where nobody signed in: the first active manager."""
    managers = [s for s in list_staff(ledger, active_only=True) if s.role is Role.MANAGER]
    return next((s for s in managers if s.id == DEFAULT.id), managers[0])


def save_staff(ledger: Ledger, person: Staff, by: Staff, now: datetime) -> None:
    """Add or change a person.

    Raises Forbidden where `by` is no manager, Conflict where no active manager would be left.
    """
    require(by, Act.SAVE_STAFF)
    with ledger.write() as conn:
        change_staff(conn, person)
        body = {"person": person.id, "role": person.role.value, "active": person.active}
        journal.append(ledger, conn, Kind.STAFF_SAVED, {**body, "staff": by.id}, now)


def change_staff(conn: Connection, person: Staff) -> None:
    """Add or change a person in the transaction of `conn`; raises as `save_staff`."""
    check_person(person)
    put_staff(conn, person)
    if not _has_manager(conn):
        raise Conflict("Somebody must stay manager; make another one first.")


def check_person(person: Staff) -> None:
    """Raise InvalidInput where somebody's id or name cannot be kept."""
    texts = (person.id, person.name)
    if not all(text.strip() and len(text) <= LONGEST_NAME for text in texts):
        raise InvalidInput("Give an id and a name of at most {most} characters.", most=LONGEST_NAME)
    check_text(*texts)


def new_staff_id(name: str, taken: Collection[str]) -> str:
    """Return an id for somebody new, made of their name so that it can be typed: ewa, ewa-2."""
    words = re.findall(r"[a-z0-9]+", folded(name)) or ["staff"]
    stem = "-".join(words)[:_LONGEST_STEM].strip("-")
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(each for each in chain((stem,), numbered) if each not in taken)


def put_staff(conn: Connection, person: Staff) -> None:
    """Insert or update a person's row."""
    _PUT.run(
        conn,
        {
            "id": person.id,
            "name": person.name,
            "role": person.role.value,
            "active": person.active,
        },
    )


def require(person: Staff, needed: Act | Role) -> None:
    """Raise Forbidden unless `person` may do an act, or has the rights of a role."""
    role = LEAST_ROLE[needed] if isinstance(needed, Act) else needed
    if not may_act_as(person, role):
        raise Forbidden("{name} may not do this; ask a {role}.", name=person.name, role=role.value)


def _has_manager(conn: Connection) -> bool:
    managers = staff_table.c.role == Role.MANAGER.value
    return bool(conn.scalar(select(func.count()).where(managers, staff_table.c.active)))

"""Stores, tills and the staff at them."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo


class Role(StrEnum):
    """What a member of staff may do, each role including the ones before it."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


_RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Store:
    """A shop. Its calendar decides where days and months begin."""

    code: str
    name: str
    zone: ZoneInfo
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who works at the tills."""

    id: str
    name: str
    role: Role
    active: bool = True


def may_act_as(staff: Staff, role: Role) -> bool:
    """Say whether `staff` has the rights of `role`."""
    return staff.active and _RANK[staff.role] >= _RANK[role]

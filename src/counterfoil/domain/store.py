"""Stores, tills, the staff at them, and what each role may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo


class Role(StrEnum):
    """What a member of staff may do, each role including the ones before it."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


_RANK = {role: rank for rank, role in enumerate(Role)}


class Act(StrEnum):
    """What somebody may want to do."""

    REDEEM = "redeem"
    SAVE_MEMBER = "save_member"
    EXPORT_MEMBER = "export_member"
    ERASE_MEMBER = "erase_member"
    USE_COUPON = "use_coupon"
    REVERSE = "reverse"
    LIFT_GUESSES = "lift_guesses"
    ADJUST_UNITS = "adjust_units"
    VOID_CODES = "void_codes"
    SETTLE_CONFLICT = "settle_conflict"
    MAKE_CODES = "make_codes"
    PRINT_CODES = "print_codes"
    IMPORT_MEMBERS = "import_members"
    SAVE_GROUP = "save_group"
    SAVE_CAMPAIGN = "save_campaign"
    SAVE_SCHEMA = "save_schema"
    SAVE_REWARD = "save_reward"
    SAVE_STAFF = "save_staff"
    SAVE_STORE = "save_store"
    GRANT_RIGHTS = "grant_rights"
    REPAIR = "repair"
    RESTORE = "restore"
    ENCRYPT = "encrypt"


LEAST_ROLE: Final[Mapping[Act, Role]] = MappingProxyType(
    dict.fromkeys(Act, Role.MANAGER)
    | dict.fromkeys((Act.REDEEM, Act.SAVE_MEMBER, Act.USE_COUPON), Role.CASHIER)
    | dict.fromkeys(
        (
            *(Act.REVERSE, Act.LIFT_GUESSES, Act.ADJUST_UNITS),
            *(Act.VOID_CODES, Act.SETTLE_CONFLICT),
        ),
        Role.SUPERVISOR,
    )
)
"""The least role that may do each act. The ledger refuses by it; the screens show by it."""


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


def may(staff: Staff, act: Act) -> bool:
    """Say whether `staff` may do something."""
    return may_act_as(staff, LEAST_ROLE[act])

"""Who redeems where customers serve themselves: nobody, but the ledger asks for somebody."""

from dataclasses import replace
from typing import Final

from sqlalchemy import select

from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import put_staff
from counterfoil.ledger.tables.stores import staff

CUSTOMERS: Final = Staff("customers-page", "Customer's page", Role.CASHIER)
"""Stands in the records for customers. The row is inactive: nobody signs in as it anywhere."""


def enrol_customers(ledger: Ledger) -> None:
    """Keep the row that redemptions by customers refer to, where it is not there yet."""
    with ledger.write() as conn:
        if conn.scalar(select(staff.c.id).where(staff.c.id == CUSTOMERS.id)) is None:
            put_staff(conn, replace(CUSTOMERS, active=False))

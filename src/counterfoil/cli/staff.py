"""`staff`: who works at the tills."""

from dataclasses import replace
from pathlib import Path

import click

from counterfoil.cli.options import data_option, records, staff_option
from counterfoil.cli.output import Column, say, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.staff import find_staff, list_staff, save_staff

COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Role", "role"),
    Column("Active", "active"),
)


@click.group()
def staff() -> None:
    """List and change the people who work at the tills."""


@staff.command("list")
@records
def list_command(*, as_json: bool, data: Path) -> None:
    """List the staff."""
    with opened(data) as ledger:
        people = (
            {"id": each.id, "name": each.name, "role": each.role.value, "active": each.active}
            for each in list_staff(ledger)
        )
        show_records(
            people, COLUMNS, as_json=as_json, zone=ledger.store.zone, none="There is no staff."
        )


@staff.command("add")
@click.argument("person_id", metavar="ID")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.CASHIER.value,
    show_default=True,
)  # fmt: skip
@staff_option
@data_option
def add_command(person_id: str, name: str, role: str, staff_id: str | None, data: Path) -> None:
    """Add somebody, or change the name or role of the one with this id."""
    with opened(data) as ledger:
        save_staff(ledger, Staff(person_id, name, Role(role)), acting(ledger, staff_id), clock())
        say(f"{name} can work at the till as {role}.")


@staff.command("remove")
@click.argument("person_id", metavar="ID")
@staff_option
@data_option
def remove_command(person_id: str, staff_id: str | None, data: Path) -> None:
    """Let somebody work no more; what they did stays on record."""
    with opened(data) as ledger:
        person = find_staff(ledger, person_id)
        save_staff(ledger, replace(person, active=False), acting(ledger, staff_id), clock())
        say(f"{person.name} no longer works at the till.")

"""`staff`: who works at the tills; with `--database`, at all stores of a hub."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from counterfoil.cli.options import at_ledger, json_option, staff_option
from counterfoil.cli.output import Column, say, show_records
from counterfoil.cli.readable import readable
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.store import Act, Role, Staff, may
from counterfoil.ledger.guesses import lift
from counterfoil.ledger.pins import LONGEST, check_pin, clear_pin, list_people, set_pin
from counterfoil.ledger.staff import find_staff, save_staff

COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Role", "role"),
    Column("Active", "active"),
    Column("PIN", "hasPin"),
    Column("Last signed in", "signedInAt"),
)


@click.group()
def staff() -> None:
    """List and change the people who work at the tills."""


@staff.command("list")
@json_option
@at_ledger
def list_command(*, as_json: bool, database: str | None, data: Path) -> None:
    """List the staff."""
    with readable(data, database) as ledger:
        people = (
            {
                "id": each.staff.id,
                "name": each.staff.name,
                "role": each.staff.role.value,
                "active": each.staff.active,
                "hasPin": each.has_pin,
                "signedInAt": each.signed_in_at,
            }
            for each in list_people(ledger)
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
@at_ledger
def add_command(
    person_id: str, name: str, role: str, staff_id: str | None, database: str | None, data: Path
) -> None:
    """Add somebody, or change the name or role of the one with this id."""
    with opened(data, database) as ledger:
        save_staff(ledger, Staff(person_id, name, Role(role)), acting(ledger, staff_id), clock())
        say(f"{name} can work at the till as {role}.")


@staff.command("remove")
@click.argument("person_id", metavar="ID")
@staff_option
@at_ledger
def remove_command(person_id: str, staff_id: str | None, database: str | None, data: Path) -> None:
    """Let somebody work no more; what they did stays on record."""
    with opened(data, database) as ledger:
        person = find_staff(ledger, person_id)
        save_staff(ledger, replace(person, active=False), acting(ledger, staff_id), clock())
        say(f"{person.name} no longer works at the till.")


@staff.command("pin")
@click.argument("person_id", metavar="ID")
@click.option("--stdin", "piped", is_flag=True, help="Read the PIN from standard input.")
@click.option("--clear", is_flag=True, help="Take the PIN away.")
@staff_option
@at_ledger
def pin_command(
    *,
    person_id: str,
    piped: bool,
    clear: bool,
    staff_id: str | None,
    database: str | None,
    data: Path,
) -> None:
    """Give somebody a PIN of 4 to 8 digits, or take it away.

    Once a manager has one, supervisors and managers sign in at the desk with theirs only. Who
    changes their own and is no manager gives the old one too; with --stdin on the second line.
    """
    if clear and piped:
        raise InvalidInput("Give either --clear or --stdin.")
    with opened(data, database) as ledger:
        person, by = find_staff(ledger, person_id), acting(ledger, staff_id)
        if clear:
            clear_pin(ledger, person.id, by, clock())
            say(f"{person.name} has no PIN.")
            return
        own = by.id == person.id and not may(by, Act.SAVE_STAFF)
        pin, old_pin = _piped() if piped else _asked(own=own)
        set_pin(ledger, person.id, pin, by, clock(), old_pin=old_pin)
        say(f"{person.name} has a new PIN.")


@staff.command("lift-wait")
@staff_option
@at_ledger
def lift_command(staff_id: str | None, database: str | None, data: Path) -> None:
    """End the wait after too many unknown codes, at once; a supervisor may do so."""
    with opened(data, database) as ledger:
        ended = lift(ledger, acting(ledger, staff_id), clock())
        say("Codes are taken again." if ended else "Nobody had to wait; codes are taken.")


def _piped() -> tuple[str, str]:
    """Return the PINs on standard input: the new one, then the old one where there is a line."""
    lines = [sys.stdin.readline(4 * LONGEST).strip() for _ in range(2)]
    return lines[0], lines[1]


def _asked(*, own: bool) -> tuple[str, str]:
    old_pin = (
        click.prompt("Old PIN", default="", hide_input=True, show_default=False) if own else ""
    )
    pin = click.prompt("New PIN", hide_input=True, err=True)
    check_pin(pin)
    if click.prompt("Once more", hide_input=True, err=True) != pin:
        raise InvalidInput("The two PINs differ; try again.")
    return pin, old_pin

"""`hub`: the server."""

import sys
from pathlib import Path

import click

from counterfoil.cli.hub_conflicts import conflicts_command, settle_command
from counterfoil.cli.hub_devices import (
    devices_command,
    fence_command,
    invite_command,
    revoke_command,
    write_off_command,
)
from counterfoil.cli.hub_rights import (
    allow_command,
    exposure_command,
    hold_command,
    recall_command,
    rights_command,
)
from counterfoil.cli.options import at_ledger, data_option, database_option
from counterfoil.cli.output import say
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.pins import LONGEST, check_pin, set_pin
from counterfoil.ledger.staff import default_staff, find_staff


@click.group()
def hub() -> None:
    """Serve the ledger over HTTP: to apps, websites, tills, and a page for customers.

    Tills and office devices join it with an invitation. What they may do without it is given here.
    """


for each in (
    *(invite_command, devices_command, revoke_command, write_off_command, fence_command),
    *(allow_command, hold_command, rights_command, recall_command, exposure_command),
    *(conflicts_command, settle_command),
):
    hub.add_command(each)


@hub.command("serve")
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="The port; 0 for any free one.",
)  # fmt: skip
@click.option("--page/--no-page", default=True, help="Serve the customer's page; by default.")
@data_option
def serve_command(*, database: str | None, host: str, port: int, page: bool, data: Path) -> None:
    """Serve until stopped by Ctrl-C or SIGTERM; requests that run then are answered first."""
    from counterfoil.hub.hub import Settings
    from counterfoil.hub.wiring import Place, serve

    def announce(address: str) -> None:
        click.echo(f"Serving on {address}")

    serve(Place(data, database, host, port), Settings(page=page), announce)


@hub.command("pin")
@click.argument("person_id", metavar="ID")
@click.option("--stdin", "piped", is_flag=True, help="Read the PIN from standard input.")
@at_ledger
def pin_command(*, person_id: str, piped: bool, database: str | None, data: Path) -> None:
    """Give somebody the PIN that they sign in to the hub with; there, nobody gets in without one.

    A new database has a manager with the id `manager`.
    """
    with opened(data, database) as ledger:
        person = find_staff(ledger, person_id)
        pin = _piped() if piped else _asked()
        set_pin(ledger, person.id, pin, default_staff(ledger), clock())
        say(f"{person.name} can sign in to the hub.")


def _piped() -> str:
    return sys.stdin.readline(4 * LONGEST).strip()


def _asked() -> str:
    pin = str(click.prompt("New PIN", hide_input=True, err=True))
    check_pin(pin)
    if click.prompt("Once more", hide_input=True, err=True) != pin:
        raise InvalidInput("The two PINs differ; try again.")
    return pin

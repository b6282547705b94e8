"""`hub`: the server."""

import sys
from pathlib import Path

import click

from counterfoil.cli.options import data_option
from counterfoil.cli.output import say
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.pins import LONGEST, check_pin, set_pin
from counterfoil.ledger.staff import default_staff, find_staff

database_option = click.option(
    "--database",
    metavar="URL",
    envvar="COUNTERFOIL_DATABASE",
    help="PostgreSQL, as postgresql://USER:PASSWORD@HOST/NAME; else SQLite in the data folder.",
)


@click.group()
def hub() -> None:
    """Serve the ledger over HTTP: to apps, websites, and a page for customers."""


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
@database_option
@data_option
def pin_command(*, person_id: str, piped: bool, database: str | None, data: Path) -> None:
    """Give somebody the PIN that they sign in to the hub with; there, nobody gets in without one.

    A new database has a manager with the id `manager`.
    """
    from counterfoil.hub.wiring import Place, clock, opened

    with opened(Place(data, database, port=0)) as ledger:
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

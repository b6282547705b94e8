"""`hub`: the server."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from counterfoil.cli.hub_tables import migrate_command
from counterfoil.cli.options import at_ledger, data_option, database_option
from counterfoil.cli.output import say
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import DeviceKind
from counterfoil.ledger.exchange.enrol import LIFE
from counterfoil.ledger.pins import LONGEST, check_pin, set_pin
from counterfoil.ledger.staff import default_staff, find_staff

if TYPE_CHECKING:
    from counterfoil.hub.wiring import Invited


@click.group()
def hub() -> None:
    """Serve the ledger over HTTP: to apps, websites, tills, and a page for customers.

    Tills and office devices join it with an invitation. What they may do without it is given here.
    """


for each in (
    *(invite_command, devices_command, revoke_command, write_off_command, fence_command),
    *(allow_command, hold_command, rights_command, recall_command, exposure_command),
    *(conflicts_command, settle_command, migrate_command),
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
@click.option(
    "--invite", "tills", multiple=True, metavar="STORE",
    help="Invite a till to this store; once for each till.",
)  # fmt: skip
@click.option(
    "--invite-office", "offices", multiple=True, metavar="STORE",
    help="Invite an office device, which sees readable codes.",
)  # fmt: skip
@click.option("--url", default="", help="The address that devices reach the hub by, if another.")
@data_option
def serve_command(
    *,
    database: str | None,
    host: str,
    port: int,
    page: bool,
    tills: tuple[str, ...],
    offices: tuple[str, ...],
    url: str,
    data: Path,
) -> None:
    """Serve until stopped by Ctrl-C or SIGTERM; requests that run then are answered first.

    Of a data folder only the hub itself can invite while it serves: --invite prints the line to
    join with.
    """
    from counterfoil.hub.hub import Settings
    from counterfoil.hub.wiring import Invited, Place, serve

    def announce(address: str, invited: Sequence["Invited"]) -> None:
        click.echo(f"Serving on {address}")
        for each in invited:
            click.echo(_join_line(each, url or address))

    wanted = [
        *(Invited(store, DeviceKind.TILL) for store in tills),
        *(Invited(store, DeviceKind.OFFICE) for store in offices),
    ]
    serve(Place(data, database, host, port), Settings(page=page), announce, wanted)


def _join_line(invited: "Invited", url: str) -> str:
    what = "an office device" if invited.kind is DeviceKind.OFFICE else "a till"
    minutes = int(LIFE.total_seconds() // 60)
    return (
        f"On {what} of {invited.store}, within {minutes} minutes:"
        f" counterfoil join {url} {invited.token}"
    )


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

"""`join`: make this ledger that of a device of a hub."""

from pathlib import Path
from urllib.parse import urlsplit

import click

from counterfoil.cli.options import records
from counterfoil.cli.output import say, show_json
from counterfoil.cli.sync import show_synced
from counterfoil.cli.wiring import clock, opened
from counterfoil.ledger.ledger import Ledger

_OWN_MACHINE = {"127.0.0.1", "::1", "localhost"}


@click.command("join")
@click.argument("url")
@click.argument("token")
@click.option("--name", default="", help="What the device is called, unless the invitation says.")
@records
def join_command(*, url: str, token: str, name: str, as_json: bool, data: Path) -> None:
    """Join the hub at URL with the TOKEN of an invitation, and fetch what it knows.

    The invitation says for which store, and whether this is a till or an office device. The data
    folder must be new: nothing but staff in it.
    """
    from counterfoil.sync.exchange import sync_once
    from counterfoil.sync.http import HttpPort, hub_url
    from counterfoil.sync.join import join

    address = hub_url(url)
    _warn_of_clear_text(address)
    with opened(data) as ledger, HttpPort(address) as port:
        joined = join(ledger, port, address, token, name.strip(), clock())
        if not as_json:
            say(f"This is now {joined.device.name}, {_kind(joined)} of {joined.store.name}.")
        done = sync_once(joined, port, clock())
        if as_json:
            show_json(
                {
                    "device": joined.device.id,
                    "name": joined.device.name,
                    "kind": joined.standing.value,
                    "store": joined.store.code,
                    "hub": address,
                }
            )
        show_synced(done, as_json=as_json)


def _kind(ledger: Ledger) -> str:
    return "an office device" if ledger.standing.value == "office" else "a till"


def _warn_of_clear_text(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme == "http" and parts.hostname not in _OWN_MACHINE:
        click.echo(
            f"What is said to {address} can be read and changed on the way; use https outside a"
            " network of your own.",
            err=True,
        )

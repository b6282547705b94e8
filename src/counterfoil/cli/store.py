"""`store`: the shop this till stands in."""

from dataclasses import replace
from pathlib import Path

import click

from counterfoil.cli.options import data_option, records, staff_option
from counterfoil.cli.output import say, show_facts, show_json
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.settings import save_store, zone


@click.group()
def store() -> None:
    """Show and change the store: its name, its time zone, its currency."""


@store.command("show")
@records
def show_command(*, as_json: bool, data: Path) -> None:
    """Show the store."""
    with opened(data) as ledger:
        home = ledger.store
        record = {
            "code": home.code,
            "name": home.name,
            "zone": home.zone.key,
            "currency": home.currency,
            "till": ledger.device.id,
        }
        if as_json:
            show_json(record)
        else:
            facts = [(key.capitalize(), value) for key, value in record.items()]
            show_facts(facts, home.zone, indent="")


@store.command("set")
@click.option("--name", help="What the store is called.")
@click.option("--zone", "zone_name", metavar="ZONE", help="Its time zone, such as Europe/Warsaw.")
@click.option("--currency", metavar="CODE", help="Its currency in three letters, such as EUR.")
@staff_option
@data_option
def set_command(
    name: str | None, zone_name: str | None, currency: str | None, staff_id: str | None, data: Path
) -> None:
    """Change the store; limits are counted on the calendar of its time zone."""
    if name is None and zone_name is None and currency is None:
        raise InvalidInput("Say what to change: --name, --zone or --currency.")
    with opened(data) as ledger:
        home = ledger.store
        changed = replace(
            home,
            name=home.name if name is None else name,
            zone=home.zone if zone_name is None else zone(zone_name),
            currency=home.currency if currency is None else _currency(currency),
        )
        save_store(ledger, changed, acting(ledger, staff_id), clock())
        say(f"The store is {changed.name}, {changed.zone.key}, {changed.currency}.")


def _currency(code: str) -> str:
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise InvalidInput("{code} is no currency; give three letters such as EUR.", code=code[:20])
    return code.upper()

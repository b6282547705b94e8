"""`store`: the shop this till stands in; at a hub, every store of the brand."""

from dataclasses import replace
from pathlib import Path

import click

from counterfoil.cli.options import at_ledger, json_option, staff_option
from counterfoil.cli.output import Column, say, show_facts, show_json, show_records
from counterfoil.cli.readable import readable
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.store import Store
from counterfoil.ledger.seats import at_store
from counterfoil.ledger.settings import list_stores, save_store, zone

COLUMNS = (
    Column("Code", "code"),
    Column("Name", "name"),
    Column("Zone", "zone"),
    Column("Currency", "currency"),
)


@click.group()
def store() -> None:
    """Show and change the store: its name, its time zone, its currency."""


@store.command("show")
@json_option
@at_ledger
def show_command(*, as_json: bool, database: str | None, data: Path) -> None:
    """Show the store that this ledger stands in."""
    with readable(data, database) as ledger:
        home = ledger.store
        record = {**_record(home), "till": ledger.device.id}
        if as_json:
            show_json(record)
        else:
            facts = [(key.capitalize(), value) for key, value in record.items()]
            show_facts(facts, home.zone, indent="")


@store.command("list")
@json_option
@at_ledger
def list_command(*, as_json: bool, database: str | None, data: Path) -> None:
    """List the stores that are known here: at a hub, those of the brand."""
    with opened(data, database) as ledger:
        show_records(
            map(_record, list_stores(ledger)),
            COLUMNS,
            as_json=as_json,
            zone=ledger.store.zone,
            none="There is no store.",
        )


@store.command("add")
@click.argument("code")
@click.option("--name", required=True, help="What the store is called.")
@click.option("--zone", "zone_name", required=True, metavar="ZONE",
              help="Its time zone, such as Europe/Warsaw.")  # fmt: skip
@click.option("--currency", required=True, metavar="CODE", help="Its currency, such as EUR.")
@staff_option
@at_ledger
def add_command(
    code: str,
    name: str,
    zone_name: str,
    currency: str,
    staff_id: str | None,
    database: str | None,
    data: Path,
) -> None:
    """Add a store to a hub, by a short CODE that it is known by."""
    with opened(data, database) as ledger:
        if any(each.code == code for each in list_stores(ledger)):
            raise Conflict("There is a store {code} already.", code=code[:40])
        new = Store(code, name, zone(zone_name), _currency(currency))
        save_store(ledger, new, acting(ledger, staff_id), clock())
        say(f"The store {new.code} is {new.name}, {new.zone.key}, {new.currency}.")


@store.command("set")
@click.option("--store", "code", metavar="CODE", help="Which one; else the one of this ledger.")
@click.option("--name", help="What the store is called.")
@click.option("--zone", "zone_name", metavar="ZONE", help="Its time zone, such as Europe/Warsaw.")
@click.option("--currency", metavar="CODE", help="Its currency in three letters, such as EUR.")
@staff_option
@at_ledger
def set_command(
    *,
    code: str | None,
    name: str | None,
    zone_name: str | None,
    currency: str | None,
    staff_id: str | None,
    database: str | None,
    data: Path,
) -> None:
    """Change the store; limits are counted on the calendar of its time zone."""
    if name is None and zone_name is None and currency is None:
        raise InvalidInput("Say what to change: --name, --zone or --currency.")
    with opened(data, database) as ledger:
        before = ledger.store if code is None else at_store(ledger, code).store
        changed = replace(
            before,
            name=before.name if name is None else name,
            zone=before.zone if zone_name is None else zone(zone_name),
            currency=before.currency if currency is None else _currency(currency),
        )
        save_store(ledger, changed, acting(ledger, staff_id), clock())
        say(f"The store is {changed.name}, {changed.zone.key}, {changed.currency}.")


def _record(shop: Store) -> dict[str, object]:
    return {
        "code": shop.code,
        "name": shop.name,
        "zone": shop.zone.key,
        "currency": shop.currency,
    }


def _currency(code: str) -> str:
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise InvalidInput("{code} is no currency; give three letters such as EUR.", code=code[:20])
    return code.upper()

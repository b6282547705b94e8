"""`schema`: the shapes of custom events."""

from pathlib import Path

import click

from counterfoil.cli.options import data_option, document, document_argument, records, staff_option
from counterfoil.cli.output import Column, say, show_json, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.ledger.schemas import get_schema, list_schemas, save_schema
from counterfoil.openloyalty.schema import read_schema, write_schema

COLUMNS = (
    Column("Event type", "eventType"),
    Column("Name", "name"),
    Column("Attributes", "attributes"),
    Column("Active", "active"),
)


@click.group()
def schema() -> None:
    """Create and list event schemas: what redeeming a code is, and which attribute carries it."""


@schema.command("create")
@document_argument
@staff_option
@data_option
def create_command(file: str, staff_id: str | None, data: Path) -> None:
    """Create an event schema, or change it, from Open Loyalty's customEventSchema JSON.

    {"customEventSchema": {"eventType": "code_redeemed", "name": "A code is redeemed",
    "schema": {"fields": [{"type": "text", "name": "promo_code"}]}, "active": true}}
    """
    made = read_schema(document(file))
    with opened(data) as ledger:
        save_schema(ledger, made, acting(ledger, staff_id), clock())
    say(made.event_type)


@schema.command("list")
@records
def list_command(*, as_json: bool, data: Path) -> None:
    """List the event schemas."""
    with opened(data) as ledger:
        schemas = (
            {
                "eventType": each.event_type,
                "name": each.name,
                "attributes": [f"{field.name} ({field.type.value})" for field in each.fields],
                "active": each.active,
            }
            for each in list_schemas(ledger)
        )
        none = "There is no event schema yet; create one with `counterfoil schema create`."
        show_records(schemas, COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


@schema.command("show")
@click.argument("event_type")
@data_option
def show_command(event_type: str, data: Path) -> None:
    """Show an event schema as JSON."""
    with opened(data) as ledger:
        show_json(write_schema(get_schema(ledger, event_type)))

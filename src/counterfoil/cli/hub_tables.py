"""`hub migrate`: the tables of a hub on PostgreSQL, made by their owner for another to serve."""

import click

from counterfoil.cli.options import data_option
from counterfoil.cli.output import say


@click.command("migrate")
@click.option(
    "--database",
    metavar="URL",
    envvar="COUNTERFOIL_DATABASE",
    required=True,
    help="PostgreSQL, opened by the owner of the tables.",
)
@click.option("--grant", "role", metavar="ROLE", help="The user that serves; it gets no more.")
@data_option
def migrate_command(*, database: str, role: str | None, data: object) -> None:
    """Make the tables, or bring them up to date, as their owner.

    With --grant, a hub may serve as ROLE, which then reads and writes rows, only adds to the
    journal, and can neither make nor change a table. Run it anew after each update.
    """
    del data
    from counterfoil.ledger.grants import migrate_url

    migrate_url(database, role)
    say("The tables are up to date.")
    if role is not None:
        say(f"{role} may serve the hub, and nothing more.")

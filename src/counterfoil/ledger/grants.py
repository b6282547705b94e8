"""The rights that a hub's user needs in a database whose tables belong to somebody else.

It reads and writes rows, and only adds to those that are never changed. It makes, alters and drops
nothing, and does not empty a table: the triggers that guard the journal are out of its reach.
"""

from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.ledger.database import open_database
from counterfoil.ledger.migrate import migrate
from counterfoil.ledger.place import place_of
from counterfoil.ledger.tables import METADATA

ADDED_TO: Final = ("journal", "transfers")
"""Tables whose rows are never changed."""
READ: Final = "alembic_version"


def migrate_url(url: str, role: str | None = None) -> None:
    """Make the tables in the database at `url`, or bring them up to date, as whoever it names.

    With a `role`, grant that what a hub needs; what it had beside in these tables is taken away.

    Raises:
        MachineError: the database cannot be reached, or may not be changed.
        NotFound: it has no such role.
        InvalidInput: it is no PostgreSQL.
    """
    if not url.startswith("postgresql"):
        raise InvalidInput(
            "Give the database as postgresql://USER:PASSWORD@HOST/NAME; the tables of a data folder"
            " are made by opening it."
        )
    database = open_database(url, place_of(url))
    try:
        migrate(database, lambda _old: None)
        if role is not None:
            with database.write() as conn:
                _grant(conn, role)
    finally:
        database.close()


def grants(conn: Connection, role: str) -> list[str]:
    """Return the statements that give a role no more than a hub needs."""
    quote = conn.dialect.identifier_preparer.quote
    to, schema = quote(role), quote(str(conn.exec_driver_sql("SELECT current_schema()").scalar()))
    changed = [name for name in sorted(METADATA.tables) if name not in ADDED_TO]
    return [
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {to}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(map(quote, changed))} TO {to}",
        f"GRANT SELECT, INSERT ON {', '.join(map(quote, ADDED_TO))} TO {to}",
        f"GRANT SELECT ON {quote(READ)} TO {to}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
    ]


def _grant(conn: Connection, role: str) -> None:
    known = "SELECT 1 FROM pg_roles WHERE rolname = %(role)s"
    if conn.exec_driver_sql(known, {"role": role}).scalar() is None:
        raise NotFound(
            "The database has no role {role}; make it first, with CREATE ROLE.", role=role[:80]
        )
    for statement in grants(conn, role):
        conn.exec_driver_sql(statement)

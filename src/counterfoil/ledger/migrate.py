"""Bringing a database to the version of this program, or making a new one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text

from counterfoil.domain.errors import Conflict, MachineError
from counterfoil.ledger.database import SQLITE, Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0006"
"""The version this program works with: that of the newest script."""

_MIGRATING: Final = 0x636F756E746572  # "counter"

SCRIPTS: Final = Path(__file__).parent / "migrations"


def version(conn: Connection) -> str | None:
    """Return the version a database has, None where it is empty.

    Raises MachineError where it holds something else.
    """
    tables = set(inspect(conn).get_table_names())
    if "alembic_version" in tables:
        found: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
        if found is None:
            raise MachineError("This database has lost its version; restore a backup.")
        return found
    if tables:
        raise MachineError("This database holds something else; name another, or a new folder.")
    return None


def migrate(
    database: Database,
    before: Callable[[str], None],
    scripts: Path = SCRIPTS,
    head: str = HEAD,
) -> None:
    """Bring the database to version `head` in one transaction; it stays as it is where that fails.

    `before` is called with the old version when there is one, to make a backup. Raises Conflict
    where a newer program has written it.
    """
    with database.read() as conn:
        found = version(conn)
    if found == head:
        return
    if found is not None:
        if not is_known(found, scripts):
            raise _newer(found, database.place, head)
        before(found)
    _upgrade(database, scripts)


def is_known(found: str, scripts: Path = SCRIPTS) -> bool:
    """Say whether this program has a way from version `found` to its own."""
    return found.isalnum() and any(scripts.glob(f"versions/{found}_*.py"))


def _upgrade(database: Database, scripts: Path) -> None:
    # Imported when needed: a start with nothing to migrate does without.
    from alembic import command  # noqa: PLC0415

    with database.write() as conn:
        if database.dialect == SQLITE:
            # Tables are rebuilt by copying; references are checked when all is in place.
            conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        else:
            # One of several programs that start at once migrates; the rest wait and find it done.
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        command.upgrade(_config(scripts, conn), "head")


def _config(scripts: Path, conn: Connection | None = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config


def _newer(found: str, place: str, head: str) -> Conflict:
    return Conflict(
        "{place} was written by a newer Counterfoil (version {found} of its tables; this one knows"
        " {known}); update this program.",
        place=place,
        found=found,
        known=head,
    )

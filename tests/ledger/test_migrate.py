"""Migrations: they make the tables the program has, back up first, and fail without harm."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from counterfoil.domain.errors import Conflict, MachineError
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.database import Database, open_database
from counterfoil.ledger.journal import count, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD, SCRIPTS, migrate, version
from counterfoil.ledger.tables import METADATA
from tests.domain.build import NOW

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("stores", sa.Column("floor", sa.Integer()))
    {more}
"""


def schema(conn: Connection) -> set[str]:
    """Each SQLite object's SQL, in one writing."""
    rows = conn.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    plain = (" ".join(str(sql).replace('"', "").split()) for (sql,) in rows)
    return {sql for sql in plain if "alembic_version" not in sql}


def next_version(tmp_path: Path, more: str = "pass") -> Path:
    """A program one version further on."""
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    script = NEXT.format(head=HEAD, more=more)
    (scripts / "versions" / "9999_next.py").write_text(script, encoding="utf-8")
    return scripts


def opened(path: Path) -> Database:
    return open_database(URL.create("sqlite", database=str(path)), str(path))


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database of the version before the next."""
    with open_ledger(tmp_path / "old", NOW):
        pass
    return tmp_path / "old" / DATABASE


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [HEAD]


def test_head_equals_the_tables(ledger: Ledger) -> None:
    with ledger.write() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_head_equals_the_tables_to_the_letter_on_sqlite(sqlite_ledger: Ledger) -> None:
    """Constraint names, tables without rowid, partial indexes and triggers included."""
    engine = create_engine("sqlite://")
    with sqlite_ledger.read() as migrated, closing(engine.connect()) as made:
        METADATA.create_all(made)
        assert schema(migrated) == schema(made)
    engine.dispose()


def test_an_older_database_is_backed_up_then_migrated(older: Path, tmp_path: Path) -> None:
    backups: list[str] = []
    with closing(opened(older)) as database:
        migrate(database, backups.append, next_version(tmp_path), "9999")
        migrate(database, backups.append, next_version(tmp_path / "again"), "9999")
        with database.read() as conn:
            assert version(conn) == "9999"
            conn.execute(text("SELECT floor FROM stores"))
    assert backups == [HEAD]


@pytest.mark.parametrize("more", ["op.execute('SELECT * FROM missing')", "raise RuntimeError('x')"])
def test_a_failed_migration_leaves_the_old_database(older: Path, tmp_path: Path, more: str) -> None:
    with closing(opened(older)) as database:
        with database.read() as conn:
            before = schema(conn)
        with pytest.raises((RuntimeError, DBAPIError)):
            migrate(database, lambda _: None, next_version(tmp_path, more), "9999")
        with database.read() as conn:
            assert (version(conn), schema(conn)) == (HEAD, before)
    with open_ledger(older.parent, NOW) as ledger:
        assert list(verify(ledger)) == []
        assert count(ledger) == 1


def test_opening_an_older_folder_makes_a_backup(older: Path) -> None:
    from counterfoil.ledger.backup import backup_before_migration

    with closing(opened(older)) as database:
        backup_before_migration(database, older.parent, HEAD, NOW)
    (made,) = (older.parent / "backups").iterdir()
    assert made.name.startswith(f"ledger-version-{HEAD}-")
    with closing(opened(made)) as copy, copy.read() as conn:
        assert version(conn) == HEAD


def test_a_database_of_a_newer_program_is_refused(older: Path) -> None:
    with closing(opened(older)) as database, database.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Conflict, match="newer Counterfoil"):
        open_ledger(older.parent, NOW)
    with closing(opened(older)) as database, database.write() as conn:
        conn.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))
    with open_ledger(older.parent, NOW):
        pass


def test_a_database_of_something_else_is_refused(tmp_path: Path, postgres_database: str) -> None:
    with closing(opened(tmp_path / DATABASE)) as database, database.write() as conn:
        conn.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(MachineError, match="something else"):
        open_ledger(tmp_path, NOW)
    with closing(open_database(postgres_database, "x")) as database, database.write() as conn:
        conn.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(MachineError, match="something else"):
        open_url(postgres_database, NOW)

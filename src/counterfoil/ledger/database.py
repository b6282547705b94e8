"""The connections to a database: one that writes, and readers beside it.

SQLite before 3.51.3 can corrupt a database in WAL mode when two connections write or checkpoint at
once (the WAL-reset bug), so there is one writing connection, which alone checkpoints; readers are
`query_only` and never do.

On PostgreSQL the threads of a program take turns as well. Each transaction extends the one chain of
the program's device, some as their first and some as their last act, so that two at once could wait
for each other; and one that waits for its turn holds no connection. Other programs, which have
chains of their own, write at the same time.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from json import JSONDecodeError
from selectors import EVENT_READ, DefaultSelector
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, NoResultFound
from sqlalchemy.pool import NullPool, QueuePool

from counterfoil.domain.errors import UserError
from counterfoil.ledger import sqlite
from counterfoil.ledger.damage import IS_DAMAGED, Damaged
from counterfoil.ledger.failure import translated

SQLITE: Final = "sqlite"
BUSY_TIMEOUT_MS: Final = 10_000
CHECKPOINT_PAGES: Final = 4_000
"""The WAL is copied home when it has this many pages (16 MB): seldom enough to keep the wait out
of the slowest hundredth of redemptions, and quick enough not to be noticed when it comes."""

_RESTED_S: Final = 30.0
"""A connection of a pool that rested so long is asked whether the server is still there."""
_USED: Final = "used"
_ODD: Final = (DBAPIError, NoResultFound, ArithmeticError, AssertionError, AttributeError,
               LookupError, TypeError, ValueError)  # fmt: skip
"""What a damaged row leads to, where it is not a bug."""
_NO_TEXT: Final = "Could not decode to UTF-8"
_WRITER_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)
_READER_PRAGMAS: Final = (
    "PRAGMA query_only = ON",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA cache_size = -16384",
)


@dataclass(frozen=True, slots=True)
class Database:
    """Opened connections; `place` is how messages call the database.

    Each of `listeners` is called after a transaction that was committed, on whichever thread.
    """

    place: str
    dialect: str
    reader: Engine
    writer: Engine
    writing: Connection | None
    """The one writing connection, kept open; None on PostgreSQL, where it is from the pool."""
    turn: threading.RLock
    secret: bytes | None = field(default=None, repr=False)
    """The key that an encrypted file is opened with."""
    listeners: list[Callable[[], None]] = field(default_factory=list)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside a transaction, committed at the end, undone by an exception.

        Raises MachineError where the disk or the server failed; nothing was written then.
        """
        with self._looked_over(), translated(self.place), self.turn:
            if self.writing is None:
                with self.writer.begin() as conn:
                    yield conn
            else:
                with _undone(self.writing), self.writing.begin():
                    yield self.writing
        for heard in tuple(self.listeners):
            heard()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database and writes nothing."""
        with (
            self._looked_over(),
            translated(self.place),
            self.reader.connect() as conn,
            conn.begin(),
        ):
            yield conn

    @contextmanager
    def _looked_over(self) -> Iterator[None]:
        """Raise Damaged for what went wrong as nobody foresaw, where the database is damaged."""
        try:
            yield
        except sqlite.errors(*_ODD) as error:
            if _is_unreadable(error) or self._is_damaged(error):
                raise Damaged(IS_DAMAGED, place=self.place) from error
            raise

    def _is_damaged(self, error: Exception) -> bool:
        if self.dialect != SQLITE:
            return False
        try:
            with translated(self.place), self.reader.connect() as conn:
                if conn.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
                    return True
                # A page that is whole and stands elsewhere is missed by what refers to its rows.
                lacks = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
                return sqlite.lacks_row(_cause(error)) and lacks is not None
        except (Damaged, DBAPIError):
            # One in which not even that can be asked is.
            return True
        except UserError:
            return False

    def close(self) -> None:
        """Close every connection; the writer last, because the last one to close checkpoints."""
        self.reader.dispose()
        if self.writing is not None:
            self.writing.close()
        self.writer.dispose()


def _is_unreadable(error: Exception) -> bool:
    """Say whether only a damaged row leads to this: nothing is written but what can be read."""
    cause = _cause(error)
    is_no_text = isinstance(cause, sqlite.errors()) and _NO_TEXT in str(cause)
    return is_no_text or isinstance(error, (JSONDecodeError, UnicodeDecodeError))


def _cause(error: Exception) -> BaseException | None:
    """Return the driver's own error."""
    return error.orig if isinstance(error, DBAPIError) else error


@contextmanager
def _undone(writing: Connection) -> Iterator[None]:
    """Undo a transaction that could not be committed: SQLite keeps it where references broke."""
    try:
        yield
    except BaseException:
        raw: Any = writing.connection.driver_connection
        if raw.in_transaction:
            raw.rollback()
        raise


def open_database(url: str | URL, place: str, secret: bytes | None = None) -> Database:
    """Open the database at an SQLAlchemy `url`, of SQLite (a file) or PostgreSQL.

    An encrypted file is opened with the key `secret`. Raises MachineError where it cannot be opened
    or is something else.
    """
    parsed = make_url(url)
    with ExitStack() as undo, translated(place):
        if parsed.get_backend_name() == SQLITE:
            database = _open_sqlite(parsed, place, undo, secret)
        else:
            database = _open_postgresql(parsed, place, undo)
        undo.pop_all()
    return database


def _open_sqlite(url: URL, place: str, undo: ExitStack, secret: bytes | None) -> Database:
    arguments = {"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000}
    driver = sqlite.module(secret)
    writer = create_engine(
        url, module=driver, poolclass=NullPool, connect_args=arguments, hide_parameters=True
    )
    undo.callback(writer.dispose)
    _manage_transactions(writer, "BEGIN IMMEDIATE", _WRITER_PRAGMAS, secret)
    writing = writer.connect()
    undo.callback(writing.close)
    with writing.begin():
        # WAL mode is made when the first connection comes, so readers start after it.
        writing.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    reader = create_engine(
        url, module=driver, poolclass=QueuePool, connect_args=arguments, hide_parameters=True
    )
    _manage_transactions(reader, "BEGIN", _READER_PRAGMAS, secret)
    return Database(place, SQLITE, reader, writer, writing, threading.RLock(), secret)


def _manage_transactions(
    engine: Engine, begin: str, pragmas: tuple[str, ...], secret: bytes | None
) -> None:
    """Begin transactions ourselves: the driver would do so late, and never for reading."""

    @event.listens_for(engine, "connect")
    def connect(raw: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        raw.isolation_level = None
        if secret is not None:
            sqlite.unlock(raw, secret)
        for pragma in pragmas:
            raw.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(conn: Connection) -> None:
        # Core would take as long for this as SQLite for all rows of a redemption.
        raw: Any = conn.connection.driver_connection
        raw.execute(begin)


def _open_postgresql(url: URL, place: str, undo: ExitStack) -> Database:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), hide_parameters=True)
    undo.callback(engine.dispose)
    _check_rested(engine)
    reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reader.connect():
        pass
    return Database(place, "postgresql", reader, engine, None, threading.RLock())


def _check_rested(engine: Engine) -> None:
    """Have connections whose server went away replaced before they are used.

    A server says so when it closes one. To ask it each time would be a transaction more for each.
    """

    @event.listens_for(engine, "checkout")
    def checkout(raw: Any, record: Any, _proxy: object) -> None:  # noqa: ANN401 - the driver's own types
        at = time.monotonic()
        used = record.info.get(_USED, at)
        record.info[_USED] = at
        if at - used < _RESTED_S and not _has_news(raw.fileno()):
            return
        try:
            engine.dialect.do_ping(raw)
        except engine.dialect.loaded_dbapi.Error:
            raise InvalidatePoolError from None


def _has_news(socket: int) -> bool:
    """Say whether the other side sent something unasked, or went."""
    with DefaultSelector() as selector:
        selector.register(socket, EVENT_READ)
        return bool(selector.select(0))

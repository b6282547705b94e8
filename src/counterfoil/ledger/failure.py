"""What a database's own errors mean to the user: one sentence each, the rest are bugs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError

from counterfoil.domain.errors import InvalidInput, MachineError, UserError
from counterfoil.ledger import sqlite
from counterfoil.ledger.damage import IS_DAMAGED, Damaged

_NOT_ONE: Final = (
    "{place} is not a Counterfoil database; name another folder, or see with `counterfoil salvage`"
    " what can be saved."
)
_SQLITE: Final = {
    sqlite3.SQLITE_FULL: (
        "The disk is full: nothing was recorded in {place}; free some space and try again."
    ),
    sqlite3.SQLITE_READONLY: (
        "Nothing was recorded, because {place} cannot be written; check who owns it and whether"
        " its disk is write-protected."
    ),
    # Of what could not be synced nobody knows whether it lasts.
    sqlite3.SQLITE_IOERR: (
        "The disk failed; check it, and see whether {place} has recorded this before you try again."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{place} cannot be opened; check that the folder exists and may be written."
    ),
    sqlite3.SQLITE_BUSY: (
        "Another program is writing to {place}, so nothing was recorded; close it and try again."
    ),
    sqlite3.SQLITE_CORRUPT: IS_DAMAGED,
    sqlite3.SQLITE_NOTADB: _NOT_ONE,
}
_DAMAGE: Final = {IS_DAMAGED, _NOT_ONE}
_SQLITE[sqlite3.SQLITE_LOCKED] = _SQLITE[sqlite3.SQLITE_BUSY]
_POSTGRES: Final[tuple[tuple[type[psycopg.Error], str], ...]] = (
    (
        psycopg.errors.DiskFull,
        (
            "The disk of the database server is full: nothing was recorded in {place}; free some"
            " space and try again."
        ),
    ),
    (
        psycopg.errors.InsufficientPrivilege,
        (
            "The database {place} does not let its user do this; have the owner of its tables run"
            " `counterfoil hub migrate --grant USER`."
        ),
    ),
    (
        psycopg.errors.ReadOnlySqlTransaction,
        (
            "Nothing was recorded, because the database server takes no writing to {place}; ask who"
            " looks after it."
        ),
    ),
    (
        psycopg.OperationalError,
        (
            "The database server of {place} does not answer, so nothing was recorded; check that it"
            " runs and try again."
        ),
    ),
)


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise `MachineError` for what the disk or the server did; let everything else through.

    Raises InvalidInput for half a character, as in an argument that is not UTF-8: a database takes
    none.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise InvalidInput("A text holds half a character; type it again.") from error
    except sqlite.errors(DBAPIError, psycopg.Error) as error:
        meant = meaning(error, place)
        if meant is None:
            raise
        raise meant from error


def meaning(error: Exception, place: str) -> UserError | None:
    """Return what the user is told for a driver's error, None where it is a bug."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite.errors()):
        code = sqlite.primary_code(cause)
        sentence = None if code is None else _SQLITE.get(code)
    else:
        sentence = next((text for kind, text in _POSTGRES if isinstance(cause, kind)), None)
    if sentence is None:
        return None
    kind = Damaged if sentence in _DAMAGE else MachineError
    return kind(sentence, place=place)

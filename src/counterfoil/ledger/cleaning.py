"""Getting what was removed out of the bytes of the file, where SQLite would keep it for reuse."""

from typing import Any, Final

from counterfoil.ledger.database import SQLITE, Database
from counterfoil.ledger.failure import translated

_ON_DISK: Final = "PRAGMA temp_store = FILE"
_IN_MEMORY: Final = "PRAGMA temp_store = MEMORY"


def clean(database: Database) -> bool:
    """Write the database anew without free space, and empty the journal that SQLite keeps.

    Nobody else writes meanwhile: some ten seconds where there are ten million codes. False where a
    reader kept the journal from being emptied; it is when the program ends. PostgreSQL gives its
    space back by itself, in its own time.
    """
    if database.dialect != SQLITE or database.writing is None:
        return True
    with database.turn, translated(database.place):
        raw: Any = database.writing.connection.driver_connection
        # A copy of the whole file would not fit into memory on a small till.
        raw.execute(_ON_DISK)
        try:
            raw.execute("VACUUM")
            busy, _pages, _copied = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.execute(_IN_MEMORY)
    return not busy

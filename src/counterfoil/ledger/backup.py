"""Copies of a till's database: made while it is in use, and put back."""

import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Act, Role, Staff, may
from counterfoil.ledger import journal, sqlite
from counterfoil.ledger.database import SQLITE, Database
from counterfoil.ledger.exchange.epochs import begin
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import is_known
from counterfoil.ledger.staff import require
from counterfoil.ledger.whole_file import put_in_place

FOLDER: Final = "backups"


def backup(ledger: Ledger, now: datetime, to: Path | None = None) -> Path:
    """Copy the ledger's database to a new file, by default in its folder's `backups`.

    The copy holds all that was committed when it was begun, and no device key. Raises
    MachineError where it cannot be written, InvalidInput where the file is there already or the
    ledger has no file.
    """
    if ledger.database.dialect != SQLITE:
        raise InvalidInput("This ledger is on a database server; back it up with pg_dump.")
    folder = (ledger.folder or Path()) / FOLDER
    target = to or folder / f"ledger-{_stamp(now)}.db"
    if target.exists():
        raise InvalidInput("{path} is there already; name another file.", path=target)
    copy_database(ledger.database, target)
    return target


def backup_before_migration(database: Database, data_dir: Path, old: str, now: datetime) -> None:
    """Copy the database to `backups/` before it is migrated from version `old`."""
    copy_database(database, data_dir / FOLDER / f"ledger-version-{old}-{_stamp(now)}.db")


def copy_database(database: Database, to: Path) -> None:
    """Copy an SQLite database with all that is committed to a file; it is there whole or not.

    The copy of an encrypted one is encrypted with the same key.
    """
    beside = to.with_name(to.name + ".part")
    # What fails is told apart in here: on its way out it would be taken for the ledger's own disk.
    with database.read() as conn:
        source: sqlite.Connection = conn.connection.driver_connection  # type: ignore[assignment]
        try:
            sqlite.copy(source, beside, database.secret)
            put_in_place(beside, to)
        except sqlite.errors(OSError) as error:
            raise MachineError(
                "The backup {path} could not be written ({why}); free some space or name another"
                " place.",
                path=to,
                why=error,
            ) from error
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def check_backup(path: Path, key: bytes | None = None) -> None:
    """Raise unless the file is a whole Counterfoil database that this program can read.

    One that is encrypted is read with the key.
    """
    if not path.is_file():
        raise NotFound("There is no backup {path}.", path=path)
    try:
        with closing(sqlite.reading(path, key)) as raw:
            version = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            damage = raw.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite.errors(OSError, ValueError) as error:  # ValueError: text that is not UTF-8
        raise _unreadable(path, key) from error
    if damage[0] != "ok":
        raise _damaged(path)
    if version is None or not is_known(version[0]):
        raise InvalidInput("{path} is of a newer Counterfoil; update this one.", path=path)


def put_back(
    data_dir: Path, backup_file: Path, now: datetime, key: bytes | None = None
) -> Path | None:
    """Put a checked backup in the place of the database of a data folder that nobody has open.

    With the folder's key it is encrypted there, as what was there is, whether or not it was before.
    What was there is kept in `backups`, and its place returned. The device key goes, so that the
    ledger goes on under a new device id: with the old one, numbers that were given out since the
    backup would be given out again. Cut off at any moment, the folder has the one database or the
    other. Raises MachineError.
    """
    current = data_dir / "ledger.db"
    beside = data_dir / "ledger.db.part"
    kept = data_dir / FOLDER / f"replaced-{_stamp(now)}.db"
    is_replaced = current.exists()
    try:
        if key is not None and sqlite.is_plain(backup_file):
            sqlite.convert(backup_file, None, beside, key)
        else:
            with closing(sqlite.reading(backup_file, key)) as backed_up:
                sqlite.copy(backed_up, beside, key)
        if is_replaced:
            _keep(current, kept, key)
        # Before the database: a new id does the old one no harm, an old id would harm the new one.
        (data_dir / "device.key").unlink(missing_ok=True)
        for suffix in sqlite.LOGS:
            current.with_name(current.name + suffix).unlink(missing_ok=True)
        put_in_place(beside, current)
    except sqlite.errors(OSError) as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise MachineError(
            "The backup could not be put back ({why}); the ledger is as it was, or in {kept}.",
            why=error,
            kept=kept,
        ) from error
    return kept if is_replaced else None


def restorer(backup_file: Path, staff_id: str | None, key: bytes | None = None) -> Staff:
    """Return who puts a backup back, as the backup knows them; by default its first manager.

    What is there now may be too damaged to ask. Raises as `check_backup`; NotFound where there is
    nobody with this id, Forbidden where they are no manager.
    """
    check_backup(backup_file, key)
    people = _people(backup_file, key)
    if staff_id is None:
        return next(person for person in people if may(person, Act.RESTORE))
    found = next((person for person in people if person.id == staff_id), None)
    if found is None:
        raise NotFound("Nobody on the staff has the id {id}.", id=staff_id[:40])
    require(found, Act.RESTORE)
    return found


def _people(backup_file: Path, key: bytes | None) -> list[Staff]:
    """Return the staff of a backup, of whom one may put it back. Raises InvalidInput."""
    try:
        with closing(sqlite.reading(backup_file, key)) as raw:
            rows = raw.execute("SELECT id, name, role, active FROM staff ORDER BY id").fetchall()
        people = [Staff(id_, name, Role(role), bool(active)) for id_, name, role, active in rows]
    except sqlite.errors(ValueError) as error:
        raise _damaged(backup_file) from error
    if not any(may(person, Act.RESTORE) for person in people):
        raise _damaged(backup_file)
    return people


def note_restore(ledger: Ledger, backup_file: Path, by: Staff, now: datetime) -> None:
    """Write into the journal that a backup was put back, and where other devices' chains end.

    A hub has forgotten what came after it, so an epoch begins.
    """
    require(by, Act.RESTORE)
    with ledger.write() as conn:
        body = {"backup": backup_file.name, "ends": journal.ends(conn), "staff": by.id}
        journal.append(ledger, conn, Kind.RESTORED, body, now)
        if ledger.standing is Standing.HUB:
            begin(ledger, conn, now, "A backup of the hub was put back.", by=by)


def _damaged(path: Path) -> InvalidInput:
    return InvalidInput("{path} is damaged; take another backup.", path=path)


def _unreadable(path: Path, key: bytes | None) -> InvalidInput:
    if sqlite.is_plain(path):
        return InvalidInput("{path} is no backup of Counterfoil.", path=path)
    if key is None:
        sentence = (
            "{path} is no backup of Counterfoil, or it is encrypted; name the file with its key"
            " with --key-file."
        )
    else:
        sentence = (
            "{path} is no backup of Counterfoil, or it is encrypted with another key; name the file"
            " with that key with --key-file."
        )
    return InvalidInput(sentence, path=path)


def _keep(current: Path, kept: Path, key: bytes | None) -> None:
    """Copy a database with what is only in its log; as it is where it is too damaged to be read."""
    fitting = sqlite.fitting(current, key)
    beside = kept.with_name(kept.name + ".part")
    try:
        with closing(sqlite.connect(current, fitting)) as old:
            sqlite.copy(old, beside, fitting)
        put_in_place(beside, kept)
    except sqlite.errors():
        for suffix in ("", *sqlite.LOGS):
            part = current.with_name(current.name + suffix)
            if part.exists():
                shutil.copyfile(part, kept.with_name(kept.name + suffix))


def _stamp(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S}"

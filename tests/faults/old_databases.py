"""Databases of each earlier version, with something in them, whose migration is cut off midway."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from counterfoil.domain.errors import Conflict, UserError
from counterfoil.ledger.backup import FOLDER, backup_before_migration
from counterfoil.ledger.connect import DATABASE, open_ledger
from counterfoil.ledger.database import Database, open_database
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.migrate import HEAD, SCRIPTS, migrate
from tests.domain.build import NOW
from tests.faults.deeds import Harm
from tests.ledger.shop import Shop, fill

VERSIONS: Final = tuple(f"{n:04}" for n in range(1, int(HEAD)))
LATER: Final = NOW + timedelta(days=1)

Fault = Callable[[Database, int], None]
"""Given a database and how many steps of SQLite's are left until then, prepares the fault."""
Kept = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Old:
    """A folder with a database of an earlier version, and how many steps its migration takes."""

    version: str
    folder: Path
    steps: int


def interrupt(database: Database, steps: int) -> None:
    """Let an error be raised."""
    _driver(database).set_progress_handler(_after(steps, lambda: True), 1)


def fill_disk(database: Database, steps: int) -> None:
    """Let the disk be full."""
    raw = _driver(database)
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    raw.set_progress_handler(_after(2 * steps + 1, lambda: True), 1)


def kill(database: Database, steps: int) -> None:
    """Let the program be killed."""
    _driver(database).set_progress_handler(_after(steps, _die), 1)


FAULTS: Final[Mapping[str, Fault]] = {
    "error raised": interrupt,
    "disk full": fill_disk,
    "killed": kill,
}


def old_databases(folder: Path) -> list[Old]:
    """Make a database of each earlier version, with the rows of today's that it had a place for."""
    with open_ledger(folder / "today", NOW) as ledger:
        fill(ledger)
        shop = Shop(ledger)
        _, texts = shop.campaign(20)
        for text in texts[:12]:
            shop.redeem(text)
        shop.redeem("NOBODYKNOWS")
    return [_old(folder, version) for version in VERSIONS]


def cut_off(
    old: Old, fault: str, place: Path, seed: int, harm: Harm, *, careless: bool = False
) -> None:
    """Cut the migration of a copy off, start again, and note what is lost or wrong.

    One that is `careless` makes no backup before: a mistake.
    """
    harm.tries += 1
    what = f"{old.version}, {fault}, seed {seed}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(old.folder, place)
    before = journal_of(place / DATABASE)
    steps = Random(seed).randrange(max(1, old.steps))
    _migrate_apart(place, FAULTS[fault], steps, careless=careless)
    _look(place, old, before, what, harm)
    try:
        with open_ledger(place, LATER) as ledger:
            ill = [each for each in examine(ledger) if not each.is_well]
            harm.crashes += [f"{what}: {each}" for each in ill]
    except Exception as error:  # noqa: BLE001 - what is not foreseen is counted
        harm.crashes.append(f"{what}: the next start: {error!r}")
        return
    if version_of(place / DATABASE) != HEAD:
        harm.crashes.append(f"{what}: the next start left it at its old version")
    if journal_of(place / DATABASE)[: len(before)] != before:
        harm.losses.append(f"{what}: the journal differs after the next start")


def refuse_newer(folder: Path, place: Path, harm: Harm) -> None:
    """Open a database of a newer program; not a byte of it may change."""
    harm.tries += 1
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder, place)
    with closing(sqlite3.connect(place / DATABASE)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (place / DATABASE).read_bytes()
    try:
        with suppress(Conflict), open_ledger(place, LATER):
            harm.crashes.append("a newer program's database was opened")
    except Exception as error:  # noqa: BLE001 - what is not foreseen is counted
        harm.crashes.append(f"a newer program's database: {error!r}")
    if (place / DATABASE).read_bytes() != before:
        harm.losses.append("a newer program's database was changed")


def journal_of(database: Path) -> Kept:
    """Return every entry, byte for byte, without the program's own reading."""
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(
            "SELECT device, n, prev_hash, kind, body, wall_time, hash, signature FROM journal"
            " ORDER BY device, n"
        ).fetchall()


def version_of(database: Path) -> str:
    """Return the version that a database has."""
    with closing(sqlite3.connect(database)) as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _look(place: Path, old: Old, before: Kept, what: str, harm: Harm) -> None:
    """The old file stands, its journal untouched, or it is whole in the new; a backup was made."""
    found = version_of(place / DATABASE)
    if found not in {old.version, HEAD}:
        harm.crashes.append(f"{what}: it was left at {found}")
    if journal_of(place / DATABASE) != before:
        harm.losses.append(f"{what}: the journal differs")
    with closing(sqlite3.connect(place / DATABASE)) as raw:
        if raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            harm.losses.append(f"{what}: the file is damaged")
    backups = list((place / FOLDER).glob(f"ledger-version-{old.version}-*.db"))
    if len(backups) != 1 or journal_of(backups[0]) != before:
        harm.losses.append(f"{what}: there is no backup with its journal")


def _migrate_apart(place: Path, fault: Fault, steps: int, *, careless: bool) -> None:
    """Migrate in a process of its own, which may be killed."""
    child = os.fork()
    if not child:
        with suppress(BaseException):
            _migrate(place, lambda database: fault(database, steps), careless=careless)
        os._exit(0)
    os.waitpid(child, 0)


def _migrate(place: Path, arm: Callable[[Database], None], *, careless: bool = False) -> None:
    path = place / DATABASE
    with closing(open_database(URL.create("sqlite", database=str(path)), str(path))) as database:

        def before(version: str) -> None:
            if not careless:
                backup_before_migration(database, place, version, NOW)
            arm(database)

        with suppress(UserError, DBAPIError, sqlite3.Error):
            migrate(database, before)


def _old(folder: Path, version: str) -> Old:
    place = folder / version
    (place / FOLDER).mkdir(parents=True)
    shutil.copyfile(folder / "today" / "device.key", place / "device.key")
    path = place / DATABASE
    url = URL.create("sqlite", database=str(path))
    with closing(open_database(url, str(path))) as database, database.write() as conn:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = conn
        command.upgrade(config, version)
    _take_rows(path, folder / "today" / DATABASE)
    return Old(version, place, _steps(place, folder / "counting"))


def _take_rows(old: Path, today: Path) -> None:
    """Copy into each table of an old database the columns that it has of today's."""
    with closing(sqlite3.connect(old)) as raw:
        raw.execute("ATTACH ? AS today", (str(today),))
        tables = [row[0] for row in raw.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name IN"
            " (SELECT name FROM today.sqlite_master) AND name NOT LIKE 'sqlite_%'"
            " AND name <> 'alembic_version'"
        )]  # fmt: skip
        for table in tables:
            here, there = ({row[1] for row in raw.execute(f"PRAGMA {where}.table_info({table})")}
                           for where in ("main", "today"))  # fmt: skip
            columns = ", ".join(f'"{name}"' for name in sorted(here & there))
            raw.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
        raw.commit()


def _steps(place: Path, counting: Path) -> int:
    """Count SQLite's steps of a whole migration."""
    shutil.rmtree(counting, ignore_errors=True)
    shutil.copytree(place, counting)
    count = [0]

    def step() -> bool:
        count[0] += 1
        return False

    _migrate(counting, lambda database: _driver(database).set_progress_handler(step, 1))
    assert version_of(counting / DATABASE) == HEAD
    return count[0]


def _driver(database: Database) -> Any:  # noqa: ANN401 - the driver's own type
    assert database.writing is not None
    return database.writing.connection.driver_connection


def _after(steps: int, then: Callable[[], bool]) -> Callable[[], bool]:
    left = [steps]

    def step() -> bool:
        left[0] -= 1
        return left[0] == -1 and then()

    return step


def _die() -> bool:
    os.kill(os.getpid(), signal.SIGKILL)
    return True

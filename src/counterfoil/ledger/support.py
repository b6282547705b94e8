"""The report for support: how the program, its folder and its ledger are, and nothing they hold.

No codes, nothing about people, no keys: figures, versions, what the doctor finds with the names of
things masked, the settings of the screens, and the newest lines of the logs.
"""

import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from counterfoil.domain.errors import UserError
from counterfoil.ledger.checkup import checkup, checkup_folder, free_bytes
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.doctor import Finding
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD, version
from counterfoil.ledger.standing import about
from counterfoil.ledger.tables import METADATA
from counterfoil.logs.program import program_facts
from counterfoil.logs.report import Part, as_json, log_parts
from counterfoil.logs.scrub import MASK, scrub_text

NAMES: Final = ("about.json", "ledger.json", "doctor.json", "settings.json")
"""The parts that come before the logs."""
SCREENS: Final = "desk.json"
# What a setting says of the machine it stands on is told by no more than that it is set.
_SETTINGS: Final = (
    *("language", "scheme", "text_scale", "sound", "lock_after", "adjustment", "receipt_paper"),
    *("print_slips", "daily_backup"),
)
_SET_OR_NOT: Final = ("camera", "serial_port", "scanner", "receipt_printer")


def report(
    ledger: Ledger | None,
    data_dir: Path | None,
    now: datetime,
    more: Mapping[str, str] | None = None,
    trouble: UserError | None = None,
) -> Generator[None, None, tuple[Part, ...]]:
    """Make the report in short steps; return its parts.

    `more` are versions of what only the caller runs on. Where the ledger cannot be opened, `ledger`
    is None and `trouble` says why; the folder is looked at as far as that goes.
    """
    facts: dict[str, object] = {
        "made": f"{now:%Y-%m-%d %H:%M} UTC",
        **program_facts(tables=HEAD, sqlite=sqlite3.sqlite_version, **(more or {})),
    }
    if trouble is not None:
        facts["notOpened"] = {"kind": type(trouble).__name__, "why": scrub_text(trouble.template)}
    if data_dir is not None:
        facts["files"] = dict(_files(data_dir))
        facts["freeBytes"] = _free(data_dir)
    yield
    rows: dict[str, object] = {}
    if ledger is not None:
        rows = dict(about(ledger)) | _server(ledger) | {"rows": (yield from _counted(ledger))}
    findings = yield from _findings(ledger, data_dir, now)
    return (
        as_json("about.json", facts),
        as_json("ledger.json", rows),
        as_json("doctor.json", findings),
        as_json("settings.json", {} if data_dir is None else _settings(data_dir)),
        *(log_parts(data_dir) if data_dir is not None else ()),
    )


def _counted(ledger: Ledger) -> Generator[None, None, dict[str, int]]:
    counts = {}
    for name in sorted(METADATA.tables):
        with suppress(UserError), ledger.read() as conn:
            counts[name] = conn.scalar(select(func.count()).select_from(METADATA.tables[name])) or 0
        yield
    return counts


def _server(ledger: Ledger) -> dict[str, object]:
    with suppress(UserError), ledger.read() as conn:
        found: dict[str, object] = {"tables": version(conn)}
        if ledger.database.dialect != SQLITE:
            found["server"] = str(conn.exec_driver_sql("SHOW server_version").scalar())
        return found
    return {}


def _findings(
    ledger: Ledger | None, data_dir: Path | None, now: datetime
) -> Generator[None, None, list[dict[str, object]]]:
    found = []
    try:
        for each in _examined(ledger, data_dir, now):
            found.append(_told(each.check, map(str, each.faults)))
            yield
    except UserError as error:
        found.append(_told("opening", (error.template,)))
    return found


def _examined(ledger: Ledger | None, data_dir: Path | None, now: datetime) -> Iterator[Finding]:
    if ledger is not None:
        yield from checkup(ledger, now)
    elif data_dir is not None:
        yield from checkup_folder(data_dir, now)


def _told(check: str, faults: Iterable[str]) -> dict[str, object]:
    """Return what a check found, with the numbers and names of what it is about masked."""
    told = [scrub_text(fault) for fault in faults]
    return {"check": check, "well": not told, "faults": told}


def _files(data_dir: Path) -> Iterator[tuple[str, object]]:
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm", "device.key", "lock", SCREENS):
        yield name, _size(data_dir / name)
    for folder in ("backups", "log"):
        sizes = [_size(path) or 0 for path in (data_dir / folder).glob("*")]
        yield folder, {"files": len(sizes), "bytes": sum(sizes)}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _free(data_dir: Path) -> int | None:
    try:
        return free_bytes(data_dir)
    except OSError:
        return None


def _settings(data_dir: Path) -> dict[str, object]:
    try:
        kept: Any = json.loads((data_dir / SCREENS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    shown = {name: _plain(kept[name]) for name in _SETTINGS if name in kept}
    return shown | {name: "set" if kept[name] else "" for name in _SET_OR_NOT if name in kept}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(each) for each in value[:10]]
    if isinstance(value, str):
        return scrub_text(value)
    return value if value is None or isinstance(value, int | float) else MASK

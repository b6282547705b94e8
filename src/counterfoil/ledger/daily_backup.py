"""One backup a day, made without anybody asking, and the oldest thrown away."""

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final

from counterfoil.ledger.backup import FOLDER, backup
from counterfoil.ledger.ledger import Ledger

KEPT: Final = 14
"""Backups of this kind that are kept: two weeks."""
_NAME: Final = re.compile(r"daily-([0-9]{4}-[0-9]{2}-[0-9]{2})\.db")


def daily_backup(ledger: Ledger, now: datetime) -> Path | None:
    """Back the ledger up, unless that was done since the store's day began; return where.

    None where there was nothing to do. Of these backups the newest `KEPT` are kept; those that were
    asked for, or made before an update, are left alone. Raises MachineError where it cannot be
    written.
    """
    if ledger.folder is None:
        return None
    today = now.astimezone(ledger.store.zone).date()
    folder = ledger.folder / FOLDER
    made = folder / f"daily-{today.isoformat()}.db"
    if made.exists():
        return None
    backup(ledger, now, made)
    for old in _daily(folder)[KEPT:]:
        # One that somebody has open is thrown away another day.
        with suppress(OSError):
            old.unlink()
    return made


def last_daily_backup(folder: Path) -> date | None:
    """Return of which day the newest backup of this kind in a data folder is."""
    newest = next(iter(_daily(folder / FOLDER)), None)
    found = None if newest is None else _NAME.fullmatch(newest.name)
    with suppress(ValueError):
        return date.fromisoformat(found[1]) if found else None
    return None


def _daily(folder: Path) -> list[Path]:
    """Return the backups of this kind, the newest first."""
    found = [path for path in folder.glob("daily-*.db") if _NAME.fullmatch(path.name)]
    return sorted(found, reverse=True)

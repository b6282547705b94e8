"""A database that is damaged: what is raised, and damage that SQLite itself passes over."""

from pathlib import Path
from typing import Final

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.salvage.log import lost_commits
from counterfoil.ledger.salvage.pages import page_size

IS_DAMAGED: Final = (
    "{place} is damaged, so nothing was recorded; `counterfoil salvage` saves what it holds, and"
    " `counterfoil doctor` tells what is wrong."
)


class Damaged(MachineError):
    """The database is damaged. Nothing was recorded; the journal in it can be salvaged."""


def refuse_damaged_log(path: Path) -> None:
    """Raise Damaged where SQLite would forget what had reached the disk, and say nothing.

    It plays a log that was left behind back up to the first frame that is wrong.
    """
    lost = _lost(path)
    if lost:
        raise Damaged(
            "The log beside {place} is damaged: what was recorded last, {count:,} times, would be"
            " forgotten; `counterfoil salvage` saves what it holds.",
            place=path,
            count=lost,
        )


def is_log_damaged(path: Path) -> bool:
    """Say whether SQLite would forget what had reached the disk; see `refuse_damaged_log`."""
    return _lost(path) > 0


def _lost(path: Path) -> int:
    try:
        return lost_commits(path, path.with_name(path.name + "-wal"), page_size(path))
    except OSError:
        # What cannot be read is told where it is opened.
        return 0

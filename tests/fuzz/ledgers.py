"""Ledgers to try inputs on, and a look at them with nothing of the program's: plain SQL."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.connect import DATABASE, open_ledger
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW, rule, store
from tests.ledger.shop import MANAGER, Shop, fill

KNOWN: Final = tuple(f"FUZZ{n:04}" for n in range(400))
"""Codes that inputs can name; of a campaign that gives points and a coupon."""
MEMORY: Final = Path("/dev/shm")


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder, in memory where that can be."""
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as made:
        yield Path(made)


@contextmanager
def shop() -> Iterator[Shop]:
    """Give a shop's open ledger: of everything somewhat, and codes of three campaigns."""
    with folder() as base:
        shutil.copytree(_filled(), base / "data")
        with open_ledger(base / "data", NOW) as ledger:
            yield Shop(ledger)


@lru_cache(maxsize=1)
def _filled() -> Path:
    """Make the folder that each ledger is a copy of; it goes with the process."""
    base = Path(_kept().name)
    with open_ledger(base / "data", NOW, store=store()) as ledger:
        fill(ledger)
        made = Shop(ledger)
        made.campaign(30)
        rules = (rule(effects=(GivePoints("transaction.grossValue"), GiveReward("coffee"))),)
        made.campaign(0, id="gifts", rules=rules, code_format=None)
        file = base / "codes.csv"
        file.write_text("code\n" + "\n".join(KNOWN), "utf-8")
        import_codes(ledger, "gifts", file, MANAGER, NOW)
        made.campaign(10, id="checked", code_format=_checked())
    return base / "data"


@lru_cache(maxsize=1)
def _kept() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(
        dir=MEMORY if MEMORY.is_dir() else None, ignore_cleanup_errors=True
    )


def _checked() -> Any:  # noqa: ANN401 - a code format
    from counterfoil.domain.code import CharacterSet, CodeFormat

    return CodeFormat(CharacterSet.ALPHANUM, 9, "CHK", check_character=True)


class Books:
    """What stands in a ledger's file."""

    def __init__(self, ledger: Ledger) -> None:
        assert ledger.folder is not None
        self._device = ledger.device.id
        path = ledger.folder / DATABASE
        self._raw = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()

    def one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - what a database holds
        """Return the one row of a query; its only value where it has one."""
        with closing(self._raw.execute(query, values)) as rows:
            row = rows.fetchone()
        return row[0] if row is not None and len(row) == 1 else row

    def head(self) -> int:
        """Return the number of the journal's last entry."""
        return int(self.one("SELECT max(n) FROM journal WHERE device = ?", self._device))

    def kind(self, n: int) -> str:
        """Return what an entry of the journal is about."""
        return str(self.one("SELECT kind FROM journal WHERE device = ? AND n = ?", self._device, n))

    def entries(self, kind: str) -> int:
        """Return how many entries of a kind there are."""
        return int(self.one("SELECT count(*) FROM journal WHERE kind = ?", kind))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.one(f"SELECT count(*) FROM {table}"))

    def refusal(self, n: int) -> str | None:
        """Return why the attempt of an entry was refused, as the table of refusals has it."""
        row = self.one("SELECT reason FROM refusals WHERE id = ?", f"{self._device}-{n}")
        return None if row is None else str(row)

"""Three programs after the same 2,000 codes, each trying every one in an order of its own.

Ours on one SQLite file opened three times, which a till's lock otherwise keeps from happening, and
on PostgreSQL; beside them `sqlite3` with transactions that are begun as it does by itself.
"""

import multiprocessing
import random
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.connect import open_url
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from tests.bench.redeem import NOW, fill
from tests.bench.report import Line, shown
from tests.helpers.postgres import new_database, postgres_server

PROGRAMS: Final = 3
CODES: Final = 2_000
SCHEMA: Final = "CREATE TABLE codes (id INTEGER PRIMARY KEY, used INTEGER NOT NULL)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many codes a program won, and how often it found the database busy."""

    won: int
    busy: int


def run() -> list[Line]:
    """Measure ours, then the transactions that SQLite begins late."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        on_sqlite = raced(f"sqlite:///{folder / 'ours.db'}")
        with postgres_server() as server, new_database(server) as url:
            on_postgres = raced(url)
        late = deferred(folder / "deferred.db")
    return [
        once("won once each", on_sqlite, f"begun late: {said(late)}"),
        once("won once each, PostgreSQL", on_postgres, ""),
        shown("  by each program", " ".join(f"{each.won:,}" for each in on_sqlite)),
        shown("  by each program, PostgreSQL", " ".join(f"{each.won:,}" for each in on_postgres)),
    ]


def once(name: str, outcomes: Sequence[Outcome], reference: str) -> Line:
    """Return the line that every code was won by one program, and none had to give up."""
    best = [Outcome(CODES, 0)]
    return Line(name, said(outcomes), reference, goal=said(best), met=said(outcomes) == said(best))


def said(outcomes: Sequence[Outcome]) -> str:
    """Say what came of all programs together."""
    won, busy = sum(each.won for each in outcomes), sum(each.busy for each in outcomes)
    return f"{won:,} won, {busy:,} busy"


def raced(url: str) -> list[Outcome]:
    """Return what came of each program."""
    with open_url(url, NOW) as ledger:
        fill(ledger, CODES)
    return at_once(win, url)


def at_once(work: Callable[[str, int], Outcome], place: str) -> list[Outcome]:
    """Let every program do its work at the same time."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROGRAMS, mp_context=spawn) as programs:
        begun = [programs.submit(work, place, seed) for seed in range(PROGRAMS)]
        return [each.result() for each in begun]


def win(url: str, seed: int) -> Outcome:
    """Try every code."""
    won = busy = 0
    with open_url(url, NOW) as ledger:
        with ledger.read() as conn:
            texts = list(conn.exec_driver_sql("SELECT text FROM codes ORDER BY id").scalars())
        random.Random(seed).shuffle(texts)
        for text in texts:
            try:
                won += redeem(ledger, Attempt((text,), DEFAULT, f"card{seed}"), NOW).accepted
            except MachineError:
                busy += 1
    return Outcome(won, busy)


def deferred(path: Path) -> list[Outcome]:
    """Return what comes of transactions that read first and ask for the lock when they write."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute(SCHEMA)
        conn.executemany("INSERT INTO codes VALUES (?, 0)", ((each,) for each in range(CODES)))
    return at_once(win_deferred, str(path))


def win_deferred(path: str, seed: int) -> Outcome:
    """Try every code."""
    won = busy = 0
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as conn:
        for code in random.Random(seed).sample(range(CODES), CODES):
            try:
                conn.execute("BEGIN")
                ((used,),) = conn.execute("SELECT used FROM codes WHERE id = ?", (code,))
                if not used:
                    conn.execute("UPDATE codes SET used = 1 WHERE id = ?", (code,))
                conn.execute("COMMIT")
                won += 0 if used else 1
            except sqlite3.OperationalError:
                busy += 1
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
    return Outcome(won, busy)

"""Three programs after the same 2,000 codes, each trying every one in an order of its own.

Ours on one SQLite file opened three times, which a till's lock otherwise keeps from happening, and
on PostgreSQL; beside them `sqlite3` with transactions that are begun as it does by itself.
"""

import multiprocessing
import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from counterfoil.ledger.connect import open_url
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from tests.bench.redeem import NOW, fill
from tests.bench.report import Line, shown
from tests.helpers.postgres import new_database, postgres_server

PROGRAMS: Final = 3
CODES: Final = 2_000
SCHEMA: Final = "CREATE TABLE codes (id INTEGER PRIMARY KEY, used INTEGER NOT NULL)"


def run() -> list[Line]:
    """Measure ours, then the transactions that SQLite begins late."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        on_sqlite = raced(f"sqlite:///{folder / 'ours.db'}")
        with postgres_server() as server, new_database(server) as url:
            on_postgres = raced(url)
        won, busy = deferred(folder / "deferred.db")
    return [
        once("won once each", on_sqlite, f"deferred {won:,} won, {busy:,} busy"),
        once("won once each, PostgreSQL", on_postgres, ""),
        shown("  by each program", " ".join(f"{each:,}" for each in on_sqlite)),
        shown("  by each program, PostgreSQL", " ".join(f"{each:,}" for each in on_postgres)),
    ]


def once(name: str, won: list[int], reference: str) -> Line:
    """Return the line that every code was won by one program."""
    goal = f"{CODES:,} won, 0 busy"
    return Line(name, f"{sum(won):,} won, 0 busy", reference, goal=goal, met=sum(won) == CODES)


def raced(url: str) -> list[int]:
    """Return how many codes each program won. Whatever a program raises ends the benchmark."""
    with open_url(url, NOW) as ledger:
        fill(ledger, CODES)
    return at_once(win, url)


def at_once(work: Callable[[str, int], int], place: str) -> list[int]:
    """Let every program do its work at the same time."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROGRAMS, mp_context=spawn) as programs:
        begun = [programs.submit(work, place, seed) for seed in range(PROGRAMS)]
        return [each.result() for each in begun]


def win(url: str, seed: int) -> int:
    """Try every code; return how many were accepted."""
    with open_url(url, NOW) as ledger:
        with ledger.read() as conn:
            texts = list(conn.exec_driver_sql("SELECT text FROM codes ORDER BY id").scalars())
        random.Random(seed).shuffle(texts)
        attempts = (Attempt((text,), DEFAULT, f"card{seed}") for text in texts)
        return sum(redeem(ledger, attempt, NOW).accepted for attempt in attempts)


def deferred(path: Path) -> tuple[int, int]:
    """Return how many codes were won, and how often a transaction found the database busy."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute(SCHEMA)
        conn.executemany("INSERT INTO codes VALUES (?, 0)", ((each,) for each in range(CODES)))
    outcomes = at_once(win_deferred, str(path))
    return sum(each % BUSY for each in outcomes), sum(each // BUSY for each in outcomes)


BUSY: Final = 1_000_000


def win_deferred(path: str, seed: int) -> int:
    """Try every code, reading first; return those won, and `BUSY` for each time it was busy."""
    outcome = 0
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as conn:
        for code in random.Random(seed).sample(range(CODES), CODES):
            try:
                conn.execute("BEGIN")
                ((used,),) = conn.execute("SELECT used FROM codes WHERE id = ?", (code,))
                if not used:
                    conn.execute("UPDATE codes SET used = 1 WHERE id = ?", (code,))
                conn.execute("COMMIT")
                outcome += 0 if used else 1
            except sqlite3.OperationalError:
                outcome += BUSY
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
    return outcome

"""Codes in the ledger: a million and ten million made, found, listed, exported and imported.

Each figure stands beside the same work by `sqlite3` alone, done in the same run: one table without
rowid, its rows sorted beforehand and written in one transaction; the shell for CSV files.
"""

import resource
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import numpy as np

from counterfoil.domain.campaign import Activity, Campaign, Rule, Translation
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.mint import digests, mint
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.export_csv import export_file
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.generate import generate, generation_steps
from counterfoil.ledger.codes.import_csv import import_codes
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import DEFAULT
from tests.bench.report import Line, at_most, quantity, shown, within

T = TypeVar("T")
MILLION = 1_000_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)
EIGHT = CodeFormat(CharacterSet.ALPHANUM, 8)
LOOKUPS = 20_000
SHELL = shutil.which("sqlite3")


def run() -> list[Line]:
    """Measure ten million codes first, while the peak of memory is ours alone."""
    with TemporaryDirectory() as folder:
        lines = ten_million(Path(folder))
    with TemporaryDirectory() as folder:
        return [*lines, *one_million(Path(folder)), *files(Path(folder))]


def ten_million(folder: Path) -> list[Line]:
    """Make ten million codes, then look some up and open their list."""
    with shop(folder) as (ledger, campaign_id):
        before = peak()
        making = generation_steps(ledger, campaign_id, 10 * MILLION, DEFAULT, NOW)
        steps = list(timed_steps(making))
        lines = [
            shown("10 M codes into the ledger", quantity(sum(steps), "s")),
            at_most("  longest step, 99 of 100", percentile(steps, 99), 0.1),
            shown("  peak memory (before)", f"{peak():.0f} MB ({before:.0f} MB)"),
            at_most("10 M codes: database", size_of(folder) / 1e6, 600, "MB"),
        ]
        return [*lines, *lookups(ledger, folder), *pages(ledger, campaign_id)]


def lookups(ledger: Ledger, folder: Path) -> list[Line]:
    """Look codes up among ten million, ours and by the bare statement."""
    ids = np.random.default_rng(7).integers(1, 10 * MILLION, LOOKUPS).tolist()
    raw = sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True)
    texts = [
        raw.execute("SELECT text FROM codes WHERE id = ?", (one,)).fetchone()[0] for one in ids
    ]
    keys = [row.tobytes() for row in digests(np.array(texts, "S"), ledger.digest_key)]
    query = (
        "SELECT c.id, c.status FROM code_digests d JOIN codes c ON c.id = d.code_id"
        " WHERE d.digest = ?"
    )
    bare = timed_each(lambda key: raw.execute(query, (key,)).fetchone(), keys)
    with ledger.read() as conn:
        ours = timed_each(lambda text: find_code(ledger, conn, (text,), lock=False), texts)
    raw.close()
    return [
        within(
            "look up 1 of 10 M, text to facts, p50",
            percentile(ours, 50),
            "sqlite3, by digest",
            percentile(bare, 50),
            3,
        ),
        at_most("look up 1 of 10 M, p99", percentile(ours, 99), 100e-6),
        shown("  p99 of sqlite3", quantity(percentile(bare, 99), "s")),
    ]


def pages(ledger: Ledger, campaign_id: str) -> list[Line]:
    """Open the list of ten million codes in some ways."""
    wanted = {
        "first page": CodeFilter(),
        "used": CodeFilter(used_from=NOW),
        "begins with AB": CodeFilter(text="AB"),
    }
    return [
        at_most(
            f"list of 10 M: {name}",
            timed(partial(list_codes, ledger, campaign_id, wanted=one)),
            0.1,
        )
        for name, one in wanted.items()
    ]


def one_million(folder: Path) -> list[Line]:
    """Make a million codes, and put as many sorted digests into a table by `sqlite3` alone."""
    ours, raw = [], []
    for turn in range(3):
        with shop(folder / str(turn)) as (ledger, campaign_id):
            ours.append(timed(partial(generate, ledger, campaign_id, MILLION, DEFAULT, NOW)))
        raw.append(raw_sorted(folder / f"raw{turn}.db"))
    return [
        within(
            "1 M codes made, into the ledger",
            min(ours),
            "sqlite3, sorted digests only",
            min(raw),
            2,
        )
    ]


def raw_sorted(path: Path) -> float:
    """Seconds to write a million sorted digests with a campaign and a status, and commit."""
    keys = sorted(secrets.token_bytes(16) for _ in range(MILLION))
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute(
        "CREATE TABLE codes (digest BLOB PRIMARY KEY, campaign INTEGER, status INTEGER)"
        " WITHOUT ROWID"
    )
    begin = perf_counter()
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO codes VALUES (?, 1, 0)", ((key,) for key in keys))
    conn.execute("COMMIT")
    spent = perf_counter() - begin
    conn.close()
    return spent


def files(folder: Path) -> list[Line]:
    """Export a million codes, and import as many; each also by the shell, where it is there."""
    if SHELL is None:
        return [shown("export and import", "install sqlite3 to compare")]
    made, out = folder / "made.csv", folder / "out.csv"
    made.write_bytes(b"code\n" + b"\n".join(mint(EIGHT, secrets.token_bytes(32), 0, MILLION)))
    with shop(folder / "files") as (ledger, campaign_id):
        importing = timed(lambda: import_codes(ledger, campaign_id, made, DEFAULT, NOW))
        exporting = min(timed(lambda: export_file(ledger, campaign_id, out)) for _ in range(2))
        database = folder / "files" / "ledger.db"
        shell_out = timed(lambda: shell(database, _EXPORT, folder / "shell.csv"))
    with shop(folder / "drawn") as (ledger, campaign_id):
        generate(ledger, campaign_id, MILLION, DEFAULT, NOW)
        drawn = min(timed(lambda: export_file(ledger, campaign_id, out)) for _ in range(2))
    script = (
        f"CREATE TABLE codes (code TEXT PRIMARY KEY);\n.mode csv\n.import --skip 1 {made} codes\n"
    )
    shell_in = timed(lambda: shell(folder / "in.db", script, folder / "none"))
    return [
        within("export 1 M generated codes", drawn, "sqlite3 shell", shell_out, 4),
        within("export 1 M imported codes", exporting, "sqlite3 shell", shell_out, 4),
        within("import 1 M codes, checked", importing, "sqlite3 shell", shell_in, 3),
    ]


_EXPORT = (
    ".mode csv\n.headers on\n"
    "SELECT text, status, batch_id, '', '', '', '', '', '' FROM codes ORDER BY id;\n"
)


def shell(database: Path, script: str, out: Path) -> None:
    """Run a script of the sqlite3 shell."""
    with out.open("wb") as file:
        subprocess.run([SHELL or "", str(database)], input=script.encode(), stdout=file, check=True)


@contextmanager
def shop(folder: Path) -> Iterator[tuple[Ledger, str]]:
    """A ledger with a campaign, and the campaign's id."""
    folder.mkdir(exist_ok=True)
    with open_ledger(folder, NOW) as ledger:
        schema = EventSchema("purchase", "Purchase", (Field(FieldType.TEXT, "code"),))
        save_schema(ledger, schema, DEFAULT, NOW)
        campaign = Campaign(
            id="bench",
            translations={"en": Translation("Bench")},
            activity=Activity(NOW),
            event="purchase",
            event_code_attribute="code",
            rules=(Rule("points", (GivePoints("10"),)),),
            code_format=EIGHT,
            active=True,
        )
        save_campaign(ledger, campaign, DEFAULT, NOW)
        yield ledger, campaign.id


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def timed_steps(steps: Iterator[object]) -> Iterator[float]:
    """Seconds of each step, the last one included."""
    begin = perf_counter()
    for _ in steps:
        yield perf_counter() - begin
        begin = perf_counter()
    yield perf_counter() - begin


def timed_each(work: Callable[[T], object], items: Sequence[T]) -> list[float]:
    """Seconds of each call, after a thousand to warm up."""
    for item in items[:1000]:
        work(item)
    spent = []
    for item in items:
        begin = perf_counter()
        work(item)
        spent.append(perf_counter() - begin)
    return spent


def percentile(values: list[float], share: int) -> float:
    """The value that `share` of a hundred do not pass."""
    return sorted(values)[min(len(values) * share // 100, len(values) - 1)]


def size_of(folder: Path) -> int:
    """Bytes of the database with its log."""
    return sum(each.stat().st_size for each in folder.glob("ledger.db*"))


def peak() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

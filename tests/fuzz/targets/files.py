"""Our own files, come back damaged or made up: settings, stock, backups; and command lines."""

import contextlib
import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from counterfoil.cli.app import main
from counterfoil.desk import preferences
from counterfoil.desk.preferences import Preferences
from counterfoil.domain.errors import UserError
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger, restore
from counterfoil.sheets.catalogue import find_stock, stock_from_json, stock_to_json
from tests.domain.build import NOW
from tests.fuzz.engine import Run, Target, decoded, plain, told
from tests.fuzz.ledgers import KNOWN, folder, shop
from tests.fuzz.mutation import NUMBERS, TOKENS, VALUES, json_mutated, json_text, mutated
from tests.fuzz.targets.documents import OTHERS
from tests.openloyalty.bodies import CAMPAIGN

SETTINGS: Final = {
    "language": "pl", "scheme": "dark", "text_scale": 1.25, "sound": False, "camera": "0",
    "scanner": {"gap": "0.05", "prefix": ""}, "lock_after": 5, "adjustment": [0.5, 0.0, 1.0, 1.01],
    "receipt_printer": "tcp://x", "receipt_paper": 58, "print_slips": True,
}  # fmt: skip
STOCK: Final = json.loads(stock_to_json(find_stock("avery-l7160")))
WORDS: Final = (
    *(
        "redeem",
        "reverse",
        "codes",
        "list",
        "void",
        "export",
        "generate",
        "import",
        "member",
        "show",
    ),
    *(
        "campaign",
        "schema",
        "create",
        "activate",
        "reward",
        "coupon",
        "use",
        "stats",
        "store",
        "set",
    ),
    *(
        "staff",
        "add",
        "journal",
        "verify",
        "doctor",
        "stock",
        "sheet",
        "sheets",
        "simulate",
        "adjust",
    ),
    *(
        "--json",
        "--member",
        "--amount",
        "--at",
        "--reason",
        "--staff",
        "--check",
        "--name",
        "--help",
    ),
    *(
        "--status",
        "--batch",
        "--limit",
        "--stock",
        "--start",
        "-o",
        "--label",
        "--event-id",
        "-h",
        "--",
    ),
    *("gifts", "c1", "Summer", "1001", "79.90", "2026-05-13", "manager", "jan", "unused", "5", "1"),
    *(
        KNOWN[0],
        KNOWN[1],
        "CHKAAAA2222",
        "m1",
        "coffee",
        "FILE",
        "OUT",
        "a=b",
        "custom:label=40x20",
    ),
)
LINES: Final = (
    *(("redeem", "$CODE"), ("redeem", "$CODE", "--member", "1001", "--amount", "5", "--json")),
    *(("codes", "list", "gifts", "--status", "used"), ("codes", "export", "gifts", "-o", "OUT")),
    *(("codes", "void", "gifts", "$CODE", "--reason", "x"), ("codes", "import", "gifts", "FILE")),
    *(("campaign", "create", "FILE"), ("member", "import", "FILE"), ("journal", "verify", "FILE")),
    *(
        ("simulate", "gifts"),
        ("stats", "gifts"),
        ("store", "set", "--name", "X"),
        ("stock", "list"),
    ),
    *(("staff", "add", "x", "--name", "X", "--role", "cashier"), ("member", "show", "1001")),
    *(("sheet", "gifts", "--stock", "avery-l7160", "-o", "OUT", "--start", "3"), ("doctor",)),
)
ENDLESS: Final = frozenset(
    {"hub", "demo", "sync", "join", "scan", "-", "slip", "camera:0", "--watch"}
)
"""Words of commands that serve, wait or ask the machine for devices."""
CODES: Final = frozenset({0, 1, 2, 3})


def make_settings(rng: Random) -> bytes:
    """A file of settings, changed."""
    return json_text(rng, json_mutated(rng, SETTINGS, (*VALUES, *OTHERS)))


@contextmanager
def settings() -> Iterator[Run]:
    """Give what reads settings: whatever the file says, there are some, and they are kept alike."""
    with folder() as base:
        path = base / preferences.FILE

        def run(data: bytes) -> bool:
            path.write_bytes(data)
            read = preferences.read(base)
            with contextlib.suppress(UnicodeEncodeError):
                preferences.write(base, read)
                assert preferences.read(base) == read, read
            return read != Preferences()

        yield run


def make_stock(rng: Random) -> bytes:
    """Stock as it was kept with a print run, changed."""
    return json_text(rng, json_mutated(rng, STOCK, OTHERS))


def stock(data: bytes) -> bool:
    """Read stock that was kept."""
    try:
        made = stock_from_json(decoded(data))
    except UserError as refused:
        return told(refused)
    assert stock_from_json(stock_to_json(made)) == made, made
    return True


def make_backup(rng: Random) -> bytes:
    """Where a backup is changed: pairs of a place and what stands there, as JSON."""
    changes = []
    for _ in range(rng.choice((1, 2, 5, 40))):
        at = rng.choice((rng.randrange(100), rng.randrange(4096), rng.randrange(1 << 20)))
        changes.append([at, rng.choice((*NUMBERS, *TOKENS)).hex()])
    cut = rng.randrange(1 << 20) if rng.random() < 0.1 else None
    return json.dumps({"changes": changes, "cut": cut}).encode()


@contextmanager
def backups() -> Iterator[Run]:
    """Give what puts damaged backups back: refused, or the ledger can be opened."""
    with folder() as base, shop() as made:
        whole = backup(made.ledger, NOW, base / "whole.db").read_bytes()
        path, data_dir = base / "backup.db", base / "data"

        def run(data: bytes) -> bool:
            path.write_bytes(_changed(whole, data))
            shutil.rmtree(data_dir, ignore_errors=True)
            try:
                restore(data_dir, path, NOW)
            except UserError as refused:
                return told(refused)
            open_ledger(data_dir, NOW).close()
            return True

        yield run


def _changed(whole: bytes, data: bytes) -> bytes:
    try:
        said = json.loads(data)
        changed = bytearray(whole)
        for at, instead in said["changes"]:
            put = bytes.fromhex(instead)
            changed[at % len(whole) : at % len(whole) + len(put)] = put
        return bytes(changed[: said["cut"]])
    except (ValueError, KeyError, TypeError):
        return data


def make_words(rng: Random) -> bytes:
    """A command line, its words parted by NUL, and behind two NULs what the file FILE holds."""
    words = list(rng.choice(LINES))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        at = rng.randrange(len(words) + 1)
        words[at : at + rng.choice((0, 1))] = [rng.choice(WORDS)]
    line = "\0".join(words).encode()
    if rng.random() < 0.4:
        line = mutated(rng, line, tuple(each for each in TOKENS if each != b"\0"))
    file = rng.choice((json.dumps(CAMPAIGN).encode(), b"code\nX1\n", b"card\n77\n", b"", b"\xff"))
    return line + b"\0\0" + mutated(rng, file)


@contextmanager
def commands() -> Iterator[Run]:
    """Give what runs command lines in this process, on a data folder of their own."""
    with folder() as base:
        with shop() as made:
            assert made.ledger.folder is not None
            backup(made.ledger, NOW, base / "data.db")
        restore(base / "data", base / "data.db", NOW)

        def run(data: bytes) -> bool:
            line, _, file = data.partition(b"\0\0")
            (base / "FILE").write_bytes(file)
            # What is taken for a file's name is written beside the data, never here.
            with contextlib.chdir(base):
                return _ran([_word(each, base) for each in line.split(b"\0")], base / "data")

        yield run


def _word(word: bytes, base: Path) -> str:
    text = decoded(word).replace("$CODE", KNOWN[len(word) % len(KNOWN)])
    if text.startswith(("FILE", "OUT")):
        return str(base / text.replace("/", "").replace("\0", ""))
    return text.replace("/", "")


def _ran(words: list[str], data_dir: Path) -> bool:
    if ENDLESS & set(words) or any(
        word.startswith(("camera:", "--data", "--wait")) for word in words
    ):
        return False
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace") for _ in range(2))
    kept = sys.stdin
    sys.stdin = io.StringIO("")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*words, "--data", str(data_dir)])
            out.flush()
            err.flush()
    finally:
        sys.stdin = kept
    said = err.buffer.getvalue().decode()
    assert code in CODES, (code, words)
    assert "inside Counterfoil" not in said, (words, said[-1500:])
    assert code == 0 or said or out.buffer.getvalue(), words
    return code == 0


TARGETS: Final = (
    Target("settings", 20_000, make_settings, settings, block=25_000),
    Target("kept stock", 20_000, make_stock, plain(stock), block=20_000),
    Target("backup", 1_000, make_backup, backups, block=500),
    Target("command line", 2_000, make_words, commands, block=1_000),
)

import csv
import io
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.cli.shop import Shop, command, environment, program
from tests.house.checkout import ROOT

HEADING = "code,status,batch,createdAt,usedAt,store,staff,member,redemption,undoneAt,sheet,place"


def test_codes_are_added_as_a_batch(shop: Shop) -> None:
    words = ("codes", "generate", "Points", 20, "--name", "Second", "--label", "print=A5")
    made = shop(*words, "--json").record
    assert (made["name"], made["kind"], made["codes"]) == ("Second", "generated", 20)
    assert made["labels"] == {"print": "A5"}
    assert [each["codes"] for each in shop("codes", "batches", "Points", "--json").records] == [
        5,
        20,
    ]
    codes = shop.codes("Points")
    assert len(set(codes)) == 25
    assert all(code.startswith("PTS") and len(code) == 11 for code in codes)
    said = shop.done("codes", "generate", "Points", 1)
    assert said.startswith("Added to Points: 1 code, as batch 3.\nOne guess in 32,803,501,440 hits")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("Points", 0), "Ask for at least one code.\n"),
        (("Points", 10**9), "Ask for at most 100,000,000 codes at once.\n"),
        (("Nothing", 5), "There is no campaign Nothing; `counterfoil campaign list` shows them.\n"),
        (("Points", 5, "--label", "x"), "x is no label; write it as KEY=VALUE.\n"),
        (("Points", 5, "--staff", "zofia"), "Zofia may not do this; ask a manager.\n"),
        (("Points", 5, "--staff", "nobody"), "Nobody on the staff has the id nobody.\n"),
    ],
)
def test_what_cannot_be_made_is_refused(
    shop: Shop, words: tuple[object, ...], sentence: str
) -> None:
    ran = shop("codes", "generate", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", sentence)
    assert len(shop.codes("Points")) == 5


@contextmanager
def generating(shop: Shop) -> Iterator[subprocess.Popen[bytes]]:
    """Give a program of its own that is in the middle of making millions of codes."""
    with subprocess.Popen(
        command("codes", "generate", "Points", 3_000_000, "--data", shop.data),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment(),
    ) as running:  # fmt: skip
        wal = shop.data / "ledger.db-wal"
        # It is at work once its write-ahead log has grown.
        while running.poll() is None and not (wal.exists() and wal.stat().st_size > 3_000_000):
            pass
        yield running


def test_a_killed_program_leaves_no_code_behind_once_the_ledger_is_opened(shop: Shop) -> None:
    with generating(shop) as running:
        running.kill()
        assert running.wait(60) == -signal.SIGKILL
    with closing(sqlite3.connect(shop.data / "ledger.db")) as raw:
        assert raw.execute("SELECT state FROM batches ORDER BY id").fetchall() == [
            ("ready",),
            ("ready",),
            ("building",),
        ]
        assert raw.execute("SELECT count(*) FROM codes").fetchone()[0] > 10
    assert len(shop.codes("Points")) == 5
    assert shop("doctor").code == 0
    with closing(sqlite3.connect(shop.data / "ledger.db")) as raw:
        for table in ("codes", "code_digests"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (10,)
    shop.done("codes", "generate", "Points", 3)
    assert len(set(shop.codes("Points"))) == 8


def test_ctrl_c_leaves_no_code_behind(shop: Shop) -> None:
    with generating(shop) as running:
        assert running.stderr is not None
        running.send_signal(signal.SIGINT)
        assert running.stderr.read() == b"Stopped.\n"
        assert running.wait(60) == 130
    assert len(shop.codes("Points")) == 5
    assert [each["name"] for each in shop("codes", "batches", "Points", "--json").records] == ["1"]
    assert shop("doctor").code == 0


def test_codes_are_listed_by_status_batch_and_beginning(shop: Shop) -> None:
    used, *unused = shop.codes("Points")
    made = shop("redeem", used, "--member", "4000101", "--json").record["redemption"]
    line = shop("codes", "list", "Points", "--status", "used", "--json").record
    assert (line["code"], line["status"], line["member"]) == (used, "used", "4000101")
    assert (line["staff"], line["redemption"]) == ("Manager", made)
    shop.done("codes", "generate", "Points", 2, "--name", "Second")
    listed = shop("codes", "list", "Points", "--batch", "1", "--status", "unused", "--json")
    assert [each["code"] for each in listed.records] == unused
    assert len(shop("codes", "list", "Points", "--limit", 3, "--json").records) == 3
    only = shop("codes", "list", "Points", "--text", used.lower(), "--json").record
    assert only["code"] == used
    assert shop.done("codes", "list", "Points", "--status", "void") == ("Points has no such codes.")
    assert shop("codes", "list", "Points", "--batch", "9").err == (
        "There is no batch 9; `counterfoil codes batches` shows them.\n"
    )


def test_codes_are_made_void_one_by_one_or_by_batch(shop: Shop) -> None:
    used, one, *rest = shop.codes("Points")
    shop.done("redeem", used, "--member", "4000101")
    ran = shop("codes", "void", "Points", used, one, "NOCODE", "--reason", "lost")
    assert ran.code == 2
    assert ran.out == (
        "Made void: 1 code.\nUsed before, and stay so: 1 code.\nNot of Points: 1 code.\n"
    )
    assert shop("redeem", one, "--member", "4000101", "--json").record["reason"] == "void"
    said = shop.done("codes", "void", "Points", "--batch", "1", "--reason", "lost sheet")
    assert said.splitlines()[0] == f"Made void: {len(rest)} codes."
    assert shop("codes", "void", "Points", "--reason", "x").code == 2
    assert shop("codes", "void", "Points", one).code == 2


def test_codes_are_exported_whole_to_a_file_or_to_standard_output(shop: Shop) -> None:
    code = shop.codes("Points")[1]
    shop.done("redeem", code, "--member", "4000101")
    path = shop.folder / "codes.csv"
    path.write_text("what was there before")
    assert shop.done("codes", "export", "Points", "-o", path) == f"Written to {path}: 5 codes."
    text = path.read_bytes().decode()
    assert text.startswith(f"{HEADING}\r\n")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == shop.codes("Points")
    assert (rows[1]["status"], rows[1]["member"]) == ("used", "4000101")
    ran = program("codes", "export", "Points", data=shop.data)
    assert ran.stdout.decode() == text
    unused = shop("codes", "export", "Points", "--status", "unused").out
    assert len(unused.splitlines()) == 5
    assert list(shop.folder.glob(".*")) == []


@pytest.mark.parametrize(
    ("place", "code", "sentence"),
    [
        (
            "/dev/full",
            3,
            "The machine failed (No space left on device); mend that and try again.\n",
        ),
        ("/proc/codes.csv", 3, "The file /proc/codes.csv cannot be written ("),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    shop: Shop, place: str, code: int, sentence: str
) -> None:
    ran = shop("codes", "export", "Points", "-o", place)
    assert ran.code == code
    assert ran.err.startswith(sentence)


def test_foreign_codes_are_imported_with_a_report(shop: Shop) -> None:
    file = shop.file(
        "old.csv",
        "\N{ZERO WIDTH NO-BREAK SPACE}Code;Status\r\nOLD-0001;used\r\nOLD-0002;\r\nold0002;\r\n"
        f";used\r\n{shop.codes('Coffee')[0]};\r\nOLD-0003;lost\r\n",
    )
    ran = shop("codes", "import", "Points", file)
    assert ran.code == 2
    assert ran.out == (
        "Added to Points: 2 codes, as batch old.\n"
        "Skipped, as they stood in the file before: 1 code.\n"
        "Skipped, as they were known already: 1 code.\n"
    )
    assert ran.err == (
        "Line 5: there is no code in this row.\n"
        "Line 7: the status is none of unused, used and void (OLD-0003).\n"
    )
    assert shop("redeem", "old 0002", "--member", "4000101").code == 0
    ran = shop("redeem", "OLD0001", "--member", "4000101", "--json")
    assert ran.record["reason"] == "already_used"


def test_all_or_nothing_keeps_a_file_out_for_one_row(shop: Shop) -> None:
    file = shop.file("old.csv", "code\nOLD-0001\nOLD-0002\nOLD-0001\n")
    ran = shop("codes", "import", "Points", file, "--all-or-nothing", "--json")
    assert (ran.code, ran.record["codes"], ran.record["twice"]) == (2, 0, 1)
    assert len(shop.codes("Points")) == 5
    assert shop("codes", "import", "Points", file, "--json").record["codes"] == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file bad.csv is empty; give another one.\n"),
        ("a,b\n1,2\n", "The file bad.csv has no column code, only a, b; name the column"),
        ("code\nAB\x00CD\n", "The file bad.csv has NUL bytes, the first in line 2;"),
        ("code" + "," * 1_000_001, "Line 1 of bad.csv has more than 65,536 characters;"),
    ],
)
def test_a_file_that_is_no_list_of_codes_is_refused(
    shop: Shop, content: str, sentence: str
) -> None:
    ran = shop("codes", "import", "Points", shop.file("bad.csv", content))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert len(shop.codes("Points")) == 5

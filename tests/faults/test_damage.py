"""A data folder that something has happened to."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.shop import Shop

Harm = Callable[[Path], None]


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(bytes(range(256)) * 512)


def overwrite(path: Path) -> None:
    path.write_bytes(b"hello" * 4000)


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def run_sql(*statements: str) -> Harm:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            for statement in statements:
                raw.execute(statement)

    return harm


def something_else(path: Path) -> None:
    path.unlink()
    run_sql("CREATE TABLE recipes (name)")(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty_file(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize(
    ("harm", "code", "said"),
    [
        (truncate, 3, "and `counterfoil doctor` tells what is wrong."),
        (scribble, 3, "and `counterfoil doctor` tells what is wrong."),
        (overwrite, 3, "or see with `counterfoil salvage` what can be saved."),
        (zeros, 3, "or see with `counterfoil salvage` what can be saved."),
        (folder, 3, "cannot be opened; check that the folder exists and may be written."),
        (something_else, 3, "holds something else; name another, or a new folder."),
        (empty_file, 3, "to begin anew."),
        (Path.unlink, 3, "to begin anew."),
        (run_sql("DELETE FROM alembic_version"), 3, "lost its version; restore a backup."),
        (run_sql("UPDATE alembic_version SET version_num = '0099'"), 2, "update this program."),
    ],
)
def test_a_harmed_database_is_told_and_left_as_it_is(
    shop: Shop, harm: Harm, code: int, said: str
) -> None:
    database = shop.data / "ledger.db"
    harm(database)
    before = database.read_bytes() if database.is_file() else None
    ran = shop("campaign", "list")
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1), ran
    assert ran.err.endswith(f"{said}\n")
    after = database.read_bytes() if database.is_file() else None
    if harm is something_else:
        # SQLite notes in the header which kind of log was asked for; what is kept there stays.
        assert after is not None
        assert after[100:] == (before or b"")[100:]
        return
    assert after == before


@pytest.mark.parametrize("harm", [empty_file, Path.unlink, truncate])
def test_a_backup_puts_a_lost_database_right(shop: Shop, harm: Harm) -> None:
    shop.done("backup", shop.folder / "copy.db")
    harm(shop.data / "ledger.db")
    assert shop("restore", shop.folder / "copy.db").code == 0
    assert len(shop.codes("Points")) == 5


def test_a_log_that_is_not_the_databases_own_is_left_out(shop: Shop) -> None:
    (shop.data / "ledger.db-wal").write_bytes(b"\x00\xff" * 20_000)
    assert len(shop.codes("Points")) == 5


@pytest.mark.parametrize("content", [b"", b"zz" * 32, b"\xff" * 64, b"00" * 31])
def test_a_damaged_key_is_told(shop: Shop, content: bytes) -> None:
    (shop.data / "device.key").write_bytes(content)
    ran = shop("campaign", "list")
    assert (ran.code, ran.out) == (3, "")
    assert "is damaged; put it back from a copy, or remove it" in ran.err


def test_without_its_key_the_till_goes_on_under_a_new_id(shop: Shop) -> None:
    before = shop("store", "show", "--json").record["till"]
    (shop.data / "device.key").unlink()
    assert shop("store", "show", "--json").record["till"] != before
    assert "entries of 2 devices" in shop.done("journal", "verify")


def test_doctor_makes_no_ledger_where_there_is_none(empty: Shop) -> None:
    ran = empty("doctor")
    assert (ran.code, ran.out) == (2, "")
    assert not empty.data.exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_backup_needs_a_place(shop: Shop, command: str) -> None:
    ran = shop(command, shop.folder / "none" / "copy.db")
    assert ran.code in {2, 3}
    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert len(shop.codes("Points")) == 5

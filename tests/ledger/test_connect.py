"""Opening: the first time and again, one program at a time, and what a bad place is told."""

import multiprocessing
import sqlite3
import stat
from contextlib import closing
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, MachineError
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.device import load_key
from counterfoil.ledger.journal import count, entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import list_stores
from counterfoil.ledger.staff import DEFAULT, list_staff
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import devices
from tests.domain.build import NOW, store
from tests.ledger.conftest import KEY
from tests.ledger.shop import Shop, assert_well


def test_the_first_time_everything_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "data"
    with open_ledger(folder, NOW, store=store(), device_name="Counter 1") as ledger:
        assert ledger.store == store()
        assert ledger.device.name == "Counter 1"
        assert ledger.hub is None
        assert list_staff(ledger) == (DEFAULT,)
        assert list_stores(ledger) == (store(),)
        assert [each.entry.kind for each in entries(ledger)] == [Kind.DEVICE_ADDED]
    assert {path.name for path in folder.iterdir()} == {
        "backups",
        "device.key",
        DATABASE,
        "lock",
        "log",
    }
    assert stat.S_IMODE((folder / "device.key").stat().st_mode) == 0o600


def test_opened_again_it_is_the_same(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store(), device_name="Counter 1") as first:
        pass
    with open_ledger(tmp_path, NOW, store=store(code="other"), device_name="Other") as second:
        assert (second.store, second.device) == (first.store, first.device)
        assert second.digest_key == first.digest_key
        assert count(second) == 1


def test_two_new_ledgers_have_keys_of_their_own(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "1", NOW) as one, open_ledger(tmp_path / "2", NOW) as other:
        assert one.digest_key != other.digest_key
        assert one.device.id != other.device.id


def test_a_lost_device_key_makes_a_new_device(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW) as first:
        pass
    (tmp_path / "device.key").unlink()
    with open_ledger(tmp_path, NOW) as second:
        assert second.device.id != first.device.id
        with second.read() as conn:
            known = set(conn.scalars(select(devices.c.id)))
        assert known == {first.device.id, second.device.id}
        assert_well(second)


@pytest.mark.parametrize("content", ["", "nonsense", "ff" * 31])
def test_a_damaged_device_key_is_told(tmp_path: Path, content: str) -> None:
    with open_ledger(tmp_path, NOW):
        pass
    (tmp_path / "device.key").write_text(content, encoding="ascii")
    with pytest.raises(MachineError, match=r"device key .* is damaged"):
        open_ledger(tmp_path, NOW)
    with pytest.raises(MachineError, match="cannot be used"):
        load_key(tmp_path)


def hold(folder: Path, pipe: Pipe) -> None:
    """Another program that has the ledger open until it is told to stop."""
    with open_ledger(folder, NOW):
        pipe.send("open")
        pipe.recv()


def test_a_second_program_learns_who_has_it_open(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=hold, args=(tmp_path, theirs))
    other.start()
    assert ours.recv() == "open"
    with pytest.raises(Conflict, match=rf"in use by process {other.pid} .* since 2026-05-13 12:30"):
        open_ledger(tmp_path, NOW)
    other.kill()
    other.join()
    # Killed, it lets go all the same.
    with open_ledger(tmp_path, NOW):
        pass


def test_a_lock_that_says_nothing_still_locks(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW):
        (tmp_path / "lock").write_text("", encoding="utf-8")
        with pytest.raises(Conflict, match="in use by another program; close it first"):
            open_ledger(tmp_path, NOW)


def test_after_a_failure_to_open_the_folder_is_free(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is no database, only some text" * 100)
    for _ in range(2):
        with pytest.raises(MachineError, match="not a Counterfoil database"):
            open_ledger(tmp_path, NOW)


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(MachineError, match="cannot be made"):
        open_ledger(file / "data", NOW)
    (tmp_path / "lock").mkdir()
    with pytest.raises(MachineError, match="cannot be written"):
        open_ledger(tmp_path, NOW)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://somebody:secret@/ledger?host={tmp_path}"
    with pytest.raises(MachineError, match="ledger does not answer") as told:
        open_url(url, NOW)
    assert "secret" not in str(told.value)


def test_without_a_key_each_opening_is_another_device(postgres_database: str) -> None:
    with open_url(postgres_database, NOW, key=KEY) as one:
        with open_url(postgres_database, NOW) as other:
            assert one.device.id != other.device.id
            assert one.digest_key == other.digest_key
        with open_url(postgres_database, NOW, key=KEY) as again:
            assert again.device == one.device
        assert_well(one)


def test_the_writer_is_durable_and_readers_cannot_write(sqlite_ledger: Ledger) -> None:
    def pragma(name: str, *, writing: bool) -> object:
        with sqlite_ledger.write() if writing else sqlite_ledger.read() as conn:
            return conn.exec_driver_sql(f"PRAGMA {name}").scalar()

    assert pragma("journal_mode", writing=True) == "wal"
    assert pragma("synchronous", writing=True) == 2
    assert pragma("foreign_keys", writing=True) == 1
    assert pragma("wal_autocheckpoint", writing=False) == 0
    with pytest.raises(MachineError), sqlite_ledger.read() as conn:
        conn.execute(text("DELETE FROM settings"))


def test_a_reader_sees_one_moment(ledger: Ledger) -> None:
    with ledger.read() as reading:
        before = reading.scalar(select(devices.c.name))
        with ledger.write() as writing:
            writing.execute(devices.update().values(name="Renamed"))
        assert reading.scalar(select(devices.c.name)) == before
    with ledger.read() as reading:
        assert reading.scalar(select(devices.c.name)) == "Renamed"


def test_a_full_disk_refuses_before_goods_and_harms_nothing(sqlite_ledger: Ledger) -> None:
    shop = Shop(sqlite_ledger)
    _, made = shop.campaign(200)
    with sqlite_ledger.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    said = [redeemed_or_told(shop, code) for code in made]
    accepted = said.count("accepted")
    assert 0 < accepted < len(made)
    assert said[accepted].startswith("The disk is full: nothing was recorded")
    assert shop.count(redemptions) == accepted
    # What is recorded can still be read, and checked.
    assert_well(sqlite_ledger)
    with sqlite_ledger.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert shop.redeem(made[said.index(said[-1])]).accepted
    assert_well(sqlite_ledger)


def redeemed_or_told(shop: Shop, code: str) -> str:
    try:
        return "accepted" if shop.redeem(code).accepted else "refused"
    except MachineError as error:
        return str(error)


def test_a_database_that_another_program_writes_to_is_told(
    tmp_path: Path, sqlite_ledger: Ledger
) -> None:
    shop = Shop(sqlite_ledger)
    _, made = shop.campaign(1)
    with sqlite_ledger.write() as conn:
        conn.exec_driver_sql("SELECT 1")
    assert sqlite_ledger.database.writing is not None
    raw = sqlite_ledger.database.writing.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute("PRAGMA busy_timeout = 50")
    path = tmp_path / "data" / DATABASE
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MachineError, match="Another program is writing"):
            shop.redeem(made[0])
        other.execute("ROLLBACK")
    assert shop.redeem(made[0]).accepted


def test_an_error_of_ours_is_no_sentence(ledger: Ledger) -> None:
    with pytest.raises(DBAPIError, match="syntax"), ledger.write() as conn:
        conn.execute(text("SELECT FROM WHERE"))
    assert Shop(ledger).count(devices) == 1

"""What was given, taken and used is what the journal tells, or the check-up says so."""

import shutil
from pathlib import Path
from random import Random

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.ledger import Ledger
from tests.ledger.day import faults
from tests.ledger.shop import Shop
from tests.ledger.test_journal import without_triggers, written
from tests.prove.tampering_parts import HARM, lived_days, with_rows_changed


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_days(tmp_path_factory.mktemp("days"), 1, 7)[0]


@pytest.mark.parametrize("name", HARM)
def test_rows_that_were_changed_beside_the_journal_are_found(
    day: Path, tmp_path: Path, name: str
) -> None:
    assert with_rows_changed(day, tmp_path / "changed", HARM[name], Random(name))


def test_nothing_is_found_where_nothing_was_changed(day: Path, tmp_path: Path) -> None:
    assert not with_rows_changed(day, tmp_path / "same", lambda _raw, _random: None, Random(1))
    shutil.rmtree(tmp_path / "same")


def test_a_body_that_reads_the_same_and_is_another_text_is_found(sqlite_ledger: Ledger) -> None:
    written(sqlite_ledger, 2)
    last = list(entries(sqlite_ledger))[-1].entry
    assert last.kind == Kind.STORE_SAVED
    with sqlite_ledger.write() as conn:
        without_triggers(conn)
        conn.exec_driver_sql(
            f"UPDATE journal SET body = replace(body, ':', ': ') WHERE n = {last.n}"
        )
    assert {flaw.n for flaw in verify(sqlite_ledger)} == {last.n}
    assert "journal" in faults(sqlite_ledger)


@pytest.mark.parametrize("body", ["{}", "[]", '{"member":{},"wallet":[],"units":"x"}'])
def test_a_body_that_lacks_what_it_is_about_is_found(sqlite_ledger: Ledger, body: str) -> None:
    Shop(sqlite_ledger).credit(5)
    with sqlite_ledger.write() as conn:
        without_triggers(conn)
        conn.exec_driver_sql(
            "UPDATE journal SET body = ? WHERE kind = ?", (body, Kind.UNITS_ADJUSTED.value)
        )
    assert "journal" in faults(sqlite_ledger)


def test_entries_of_a_device_that_nobody_knows_are_found(sqlite_ledger: Ledger) -> None:
    written(sqlite_ledger, 2)
    raw = sqlite_ledger.database.writing
    assert raw is not None
    raw.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
    with sqlite_ledger.write() as conn:
        without_triggers(conn)
        conn.exec_driver_sql("UPDATE journal SET device = 'NOBODY' WHERE n = 2")
    assert any(
        "the key of its device is not known" in each.sentence for each in verify(sqlite_ledger)
    )

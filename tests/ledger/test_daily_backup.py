"""One backup a day, two weeks of them, and those that were asked for are left alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.backup import FOLDER, backup, check_backup
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.daily_backup import KEPT, daily_backup, last_daily_backup
from tests.domain.build import NOW, store


def test_one_a_day_by_the_stores_clock_and_the_newest_are_kept(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        asked_for = backup(ledger, NOW)
        times = (NOW + timedelta(hours=hours) for hours in range(0, 24 * (KEPT + 3), 8))
        made = [daily_backup(ledger, now) for now in times]
        days = [path for path in made if path is not None]
    kept = sorted((tmp_path / FOLDER).glob("daily-*"))
    assert len(days) > KEPT
    assert kept == sorted(days)[-KEPT:]
    assert asked_for.exists()
    check_backup(kept[0])
    assert (
        last_daily_backup(tmp_path)
        == (NOW + timedelta(days=KEPT + 2, hours=16)).astimezone(store().zone).date()
    )


def test_none_is_thrown_away_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        assert daily_backup(ledger, NOW) is not None
        # As a disk that takes no more names.
        (tmp_path / FOLDER / f"daily-{(NOW + timedelta(days=1)).date()}.db.part").mkdir()
        with pytest.raises(MachineError):
            daily_backup(ledger, NOW + timedelta(days=1))
    assert last_daily_backup(tmp_path) == NOW.date()
    assert last_daily_backup(tmp_path / "nowhere") is None

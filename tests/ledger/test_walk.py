"""Whatever is done in whatever order, the ledger agrees with itself and with a plain model."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from counterfoil.ledger.connect import open_ledger, open_url
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.helpers.postgres import put_rows_back
from tests.ledger.conftest import KEY
from tests.ledger.walk import Walk


def walk(opened: Callable[[], Ledger], closed: Callable[[Ledger], None], examples: int) -> None:
    class OneWalk(Walk):
        def __init__(self) -> None:
            super().__init__(opened, closed)

    run_state_machine_as_test(
        OneWalk,
        settings=hypothesis.settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )


def on_sqlite(filled: Path, folder: Path, examples: int) -> None:
    numbers = count()

    def opened() -> Ledger:
        place = folder / str(next(numbers))
        shutil.copytree(filled, place)
        return open_ledger(place, NOW)

    def closed(ledger: Ledger) -> None:
        ledger.close()
        assert ledger.folder is not None
        shutil.rmtree(ledger.folder)

    walk(opened, closed, examples)


def test_random_days_on_sqlite(filled_folder: Path, tmp_path: Path) -> None:
    on_sqlite(filled_folder, tmp_path, 12)


@pytest.mark.slow
def test_many_random_days_on_sqlite(filled_folder: Path, tmp_path: Path) -> None:
    on_sqlite(filled_folder, tmp_path, 200)


def test_random_days_on_postgresql(filled_database: str) -> None:
    def opened() -> Ledger:
        put_rows_back(filled_database)
        return open_url(filled_database, NOW, key=KEY)

    walk(opened, Ledger.close, 4)

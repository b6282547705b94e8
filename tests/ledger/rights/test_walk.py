"""Whatever is given, spent and given back in whatever order, what rights guarantee holds."""

import shutil
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from counterfoil.ledger.connect import KEY, open_ledger
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import NOW
from tests.ledger.rights.counter import capped, limited, owned
from tests.ledger.rights.walk import CAPPED, CODES, EXECUTIONS, POINTS, Walk
from tests.ledger.shop import Shop


@pytest.fixture
def base(filled_folder: Path, tmp_path: Path) -> Path:
    """A shop with a campaign of each policy, which the hub and the tills begin with."""
    folder = tmp_path / "base"
    shutil.copytree(filled_folder, folder)
    limits = limited(points=POINTS, executions=EXECUTIONS)
    with open_ledger(folder, NOW) as ledger:
        owned(Shop(ledger), CODES, limits=limits)
        capped(Shop(ledger), CODES, id=CAPPED, limits=limits)
    return folder


def walk(base: Path, folder: Path, examples: int, steps: int) -> None:
    numbers = count()

    def opened(seat: int) -> Ledger:
        place = folder / f"{next(numbers)}"
        shutil.copytree(base, place)
        if seat:
            (place / KEY).unlink()
        return open_ledger(place, NOW)

    def closed(ledger: Ledger) -> None:
        ledger.close()
        assert ledger.folder is not None
        shutil.rmtree(ledger.folder)

    class OneWalk(Walk):
        def __init__(self) -> None:
            super().__init__(opened, closed)

    run_state_machine_as_test(
        OneWalk,
        settings=hypothesis.settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )


def test_what_rights_guarantee_holds_on_random_walks(base: Path, tmp_path: Path) -> None:
    walk(base, tmp_path, 4, 30)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_what_rights_guarantee_holds_on_many_long_walks(base: Path, tmp_path: Path) -> None:
    walk(base, tmp_path, 40, 60)

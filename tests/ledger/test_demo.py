import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counterfoil.domain.errors import Conflict
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.steps import Progress
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.demo import demo_steps, is_demo, is_made, make_demo, open_demo, wipe_demo
from counterfoil.ledger.demo_history import Played, planned
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import count_members
from counterfoil.ledger.statistics import statistics

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """A demo that was made, how many redemptions its month had, and how the making went."""

    folder: Path
    played: Played
    reports: Sequence[Progress]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made") / "demo"
    reports: list[Progress] = []
    with open_demo(folder, NOW) as ledger:
        return Made(folder, make_demo(ledger, NOW, reports.append), reports)


def test_the_demo_is_a_store_with_three_campaigns_and_a_month_behind_it(made: Made) -> None:
    with open_demo(made.folder, NOW) as ledger:
        campaigns = list_campaigns(ledger)
        assert [each.counts.codes for each in campaigns] == [3000, 1000, 1000]
        assert all(each.active and each.starts_at < NOW for each in campaigns)
        assert count_members(ledger) == 40
        assert made.played.accepted > 400
        assert made.played.refused > 40
        assert made.played.undone > 3
        assert sum(each.counts.used for each in campaigns) > 400
        refused = [set(statistics(ledger, each.id).refusals) for each in campaigns]
        assert Reason.ALREADY_USED in refused[0]
        assert Reason.NOT_IN_AUDIENCE in refused[1]
        assert Reason.MEMBER_EXECUTIONS_REACHED in refused[2]
        times = [signed.entry.wall_time for signed in entries(ledger)]
        assert times == sorted(times)
        assert times[0] < NOW - timedelta(days=30)
        assert NOW - timedelta(days=2) < times[-1] <= NOW
        assert len(recent(ledger)) == 20
        assert [finding for finding in examine(ledger) if not finding.is_well] == []


def test_the_same_seed_plays_the_same_month(made: Made, tmp_path: Path) -> None:
    """Only the codes are others."""

    def plan(ledger: Ledger) -> list[tuple[object, ...]]:
        wanted = {each.id: 30 for each in list_campaigns(ledger)}
        visits = planned(ledger, wanted, NOW - timedelta(days=30), NOW)
        return [(visit.at, visit.card, visit.staff.id, visit.source) for visit in visits]

    with open_demo(made.folder, NOW) as one, open_demo(tmp_path / "other", NOW) as other:
        make_demo(other, NOW)
        assert plan(one) == plan(other)


def test_progress_goes_from_nothing_to_all(made: Made) -> None:
    shares = [each.done / each.total for each in made.reports]
    assert shares == sorted(shares)
    assert shares[0] < 0.2
    assert 0.99 < shares[-1] <= 1


def test_a_demo_that_was_not_finished_is_begun_anew(tmp_path: Path) -> None:
    with open_demo(tmp_path / "demo", NOW) as ledger:
        next(demo_steps(ledger, NOW))
    assert is_demo(tmp_path / "demo")
    assert not is_made(tmp_path / "demo")
    with open_demo(tmp_path / "demo", NOW) as ledger:
        assert list_campaigns(ledger) == ()


def test_wiping_removes_the_demo_and_nothing_else(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(made.folder, folder)
    (folder / "mine.txt").write_text("mine")
    wipe_demo(folder, NOW)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    wipe_demo(folder, NOW)
    (folder / "mine.txt").unlink()
    open_demo(folder, NOW).close()
    wipe_demo(folder, NOW)
    assert not folder.exists()


def test_a_demo_that_is_open_is_not_wiped(tmp_path: Path) -> None:
    with open_demo(tmp_path, NOW), pytest.raises(Conflict, match="in use by"):
        wipe_demo(tmp_path, NOW)
    assert is_demo(tmp_path)


def test_a_real_store_is_never_taken_for_a_demo(tmp_path: Path) -> None:
    opened: Ledger = open_ledger(tmp_path, NOW)
    opened.close()
    with pytest.raises(Conflict, match="holds a real store"):
        open_demo(tmp_path, NOW)
    wipe_demo(tmp_path, NOW)
    assert (tmp_path / "ledger.db").exists()

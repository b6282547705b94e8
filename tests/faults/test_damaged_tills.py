"""A few of the tries that `make prove` makes of damage, copies and migrations."""

from pathlib import Path

import pytest

from tests.faults.copied_tills import history
from tests.faults.damaged_tills import Count, alone, damage, forgetful, joined
from tests.faults.deeds import Harm
from tests.faults.harm import HARMS
from tests.faults.old_databases import FAULTS, cut_off, old_databases, refuse_newer
from tests.properties.base import make_base

pytestmark = pytest.mark.slow


def assert_none(harm: Harm) -> None:
    assert (harm.losses, harm.doubles, harm.crashes) == ([], [], [])


@pytest.mark.parametrize("harm", HARMS)
def test_what_stands_is_salvaged_and_no_code_is_accepted_twice(harm: str, tmp_path: Path) -> None:
    found, count = Harm(), Count()
    for base in (alone(tmp_path), joined(tmp_path)):
        for seed in range(2):
            damage(base, tmp_path / "try", harm, seed, found, count)
    assert_none(found)
    assert count.found == count.whole


def test_an_entry_that_is_forgotten_is_noticed(tmp_path: Path) -> None:
    found = Harm()
    damage(alone(tmp_path), tmp_path / "try", "pages zeroed", 1, found, Count(), forgetful)
    assert found.losses


@pytest.mark.parametrize("back", [False, True])
def test_a_copy_is_found_out(tmp_path: Path, *, back: bool) -> None:
    found, base = Harm(), make_base(tmp_path / "base")
    for seed in range(3):
        place = tmp_path / f"try{seed}"
        place.mkdir()
        assert history(base, place, seed, found, back=back) <= 1
    assert_none(found)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_migration_that_is_cut_off_leaves_the_old_file(tmp_path: Path, fault: str) -> None:
    found = Harm()
    for old in old_databases(tmp_path):
        cut_off(old, fault, tmp_path / "try", 1, found)
    refuse_newer(tmp_path / "today", tmp_path / "try", found)
    assert_none(found)

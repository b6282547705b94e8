"""The table of promises says what was tried, and is broken where anything is."""

import pytest

from tests.prove.report import Bound, Proof, table
from tests.prove.runner import tries


@pytest.mark.parametrize(
    "broken",
    [
        Proof("killed", 0),
        Proof("killed", 5, losses=1),
        Proof("killed", 5, doubles=1),
        Proof("killed", 5, crashes=1),
        Proof("killed", 5, bound=Bound(7, 6, "units")),
    ],
)
def test_any_harm_and_no_try_at_all_break_a_promise(broken: Proof) -> None:
    assert not broken.kept
    assert table([broken]).endswith("BROKEN")


def test_what_stays_within_its_bound_is_kept() -> None:
    line = table([Proof("two tills", 12_000, bound=Bound(200, 1_600, "units"))]).splitlines()[1]
    assert line.split("  ")[0] == "two tills"
    assert "12,000" in line
    assert "200 of at most 1,600 units" in line
    assert line.endswith("kept")


def test_an_effort_tries_at_least_once() -> None:
    assert (tries(1_000, 1.0), tries(1_000, 0.01), tries(10, 0.001)) == (1_000, 10, 1)

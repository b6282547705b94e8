"""The README's table of figures is what `make bench` measured, and lacks none."""

from datetime import date

import pytest

from tests.bench import figures
from tests.bench.report import at_most, shown
from tests.bench.runner import benchmarks


def test_the_readme_shows_what_was_measured() -> None:
    page = figures.README.read_text(encoding="utf-8")
    assert page == figures.with_table(page, figures.kept())


def test_every_figure_was_measured() -> None:
    assert not figures.missing(figures.kept())


def test_each_figure_has_a_name_of_its_own() -> None:
    names = [each.what for each in figures.FIGURES]
    assert len(names) == len(set(names))


def test_each_figure_is_of_a_benchmark_that_there_is() -> None:
    assert {each.benchmark for each in figures.FIGURES} <= set(benchmarks())


def test_a_line_that_a_benchmark_lacks_or_has_twice_is_told() -> None:
    lines = [at_most("won once each", 1, 2, "")]
    (found,) = figures.measured("race", lines, date(2026, 11, 26))
    assert found.cells[-1] == "met"
    for wrong in ([], [shown("another", "1")], [*lines, *lines]):
        with pytest.raises(LookupError, match="won once each"):
            figures.measured("race", wrong, date(2026, 11, 26))


def test_a_readme_without_a_place_for_the_table_is_told() -> None:
    with pytest.raises(LookupError):
        figures.with_table("# Counterfoil\n", [])

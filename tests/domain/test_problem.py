"""A problem is a sentence and what fills it."""

from counterfoil.domain.problem import Problem


def test_it_reads_in_english() -> None:
    assert str(Problem("nothing is there")) == "nothing is there"
    assert str(Problem("{count:,} are there", {"count": 1234})) == "1,234 are there"


def test_it_may_have_another_in_it() -> None:
    inner = Problem("{name} is gone", {"name": "{it}"})
    assert str(Problem("entry {n}: {why}", {"n": 3, "why": inner})) == "entry 3: {it} is gone"

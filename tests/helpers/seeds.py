"""Seeds for random tests: a few for everybody, the rest for those who wait."""

import pytest


def seeds(quick: int, in_all: int) -> list[object]:
    """Return `in_all` parameters from 0 on, all but the first `quick` marked as slow."""
    marks = ((), pytest.mark.slow)
    return [pytest.param(seed, marks=marks[seed >= quick]) for seed in range(in_all)]

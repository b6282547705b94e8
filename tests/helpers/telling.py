"""How well somebody tells two kinds of answers apart by how long each took."""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

BINS = 24
Halves = tuple[Sequence[float], Sequence[float]]


def advantage(one: Sequence[float], other: Sequence[float]) -> float:
    """Return by how much a guess from one time is better than chance: 0 for not at all, 0.5 always.

    The guess is the best that half of the times teach: whichever kind was the more frequent near a
    time. It is tried on the other half, which it has not seen; then the halves change places.
    """
    mixed, others = _mixed(one), _mixed(other)
    halves = [(mixed[::2], others[::2]), (mixed[1::2], others[1::2])]
    return (_better(halves[0], halves[1]) + _better(halves[1], halves[0])) / 2


def most_telling(took: Mapping[str, Sequence[float]]) -> tuple[float, str, str]:
    """Return the two kinds that are told apart best, with the advantage that there is."""
    pairs = ((advantage(took[one], took[two]), one, two) for one, two in combinations(took, 2))
    return max(pairs)


def _better(seen: Halves, new: Halves) -> float:
    """Return what a guess that is learnt from times it has seen is better than chance on others."""
    cuts = np.unique(np.quantile([*seen[0], *seen[1]], np.linspace(0, 1, BINS + 1)[1:-1]))
    likelier = _shares(seen[0], cuts) > _shares(seen[1], cuts)
    hits = _shares(new[0], cuts)[likelier].sum() + _shares(new[1], cuts)[~likelier].sum()
    return float(hits / 2 - 0.5)


def _mixed(times: Sequence[float]) -> list[float]:
    mixed = list(times)
    random.Random(7).shuffle(mixed)
    return mixed


def _shares(times: Sequence[float], cuts: np.ndarray) -> np.ndarray:
    counts = np.bincount(np.searchsorted(cuts, times), minlength=len(cuts) + 1)
    shares: np.ndarray = counts / max(1, len(times))
    return shares

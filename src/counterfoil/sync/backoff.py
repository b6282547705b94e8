"""How long to leave a hub alone that did not answer: longer each time, and never all at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

FIRST_S: Final = 1.0
LONGEST_S: Final = 60.0
MOST_ASKED_S: Final = 600.0
"""A hub that asks to be left alone for longer than that is asked again all the same."""


@dataclass
class Backoff:
    """Counts failures in a row. `random` gives a number from 0 to below 1."""

    random: Callable[[], float]
    failures: int = 0

    def failed(self, retry_after: float | None = None) -> float:
        """Count a failure; return the seconds to wait, at least what the hub asked for.

        Half of it is chance, so that a thousand tills that lost a hub do not come back together.
        """
        longest = min(LONGEST_S, FIRST_S * 2.0 ** min(self.failures, 10))
        self.failures += 1
        wait = longest * (0.5 + self.random() / 2)
        asked = min(retry_after or 0.0, MOST_ASKED_S)
        return max(wait, asked * (1.0 + self.random() / 2))

    def answered(self) -> None:
        """Begin anew: the hub has answered."""
        self.failures = 0

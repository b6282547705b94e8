"""Guessing: how many unknown codes are let through, and how long nobody tries another one then.

Whoever tries codes has a budget of guesses. So many are free; each further one is followed by a
wait, twice as long as the one before up to a longest. With time guesses are given back, one after
another, so that what goes wrong at an honest counter never adds up.

Time is what the latest clock says that was ever looked at: a clock that is set back gives nothing
back and ends no wait.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The end of no wait."""

READINGS_A_GUESS: Final = 4
"""What one scan may be read as; a link in a symbol is rarely more than these."""

_MOST_DOUBLINGS: Final = 30
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Budget:
    """So many guesses are `free`, and one is given `back` each time so long has passed.

    Beyond them each is followed by a wait: `first_wait`, then doubled up to `longest_wait`. Raises
    ValueError where guesses would not come back as fast as the longest wait lets new ones be made:
    they would add up for ever.
    """

    free: int
    back: timedelta
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        """Refuse a budget that is none."""
        if self.free < 1 or not timedelta() < self.first_wait <= self.longest_wait:
            raise ValueError("a budget has free guesses and waits that grow")
        if not timedelta() < self.back <= self.longest_wait:
            raise ValueError("guesses come back at least as fast as the longest wait ends")


@dataclass(frozen=True, slots=True)
class Guesses:
    """What somebody has guessed: `count` not given back yet, the next one from `since` on.

    Before `until` nothing they try is looked at. `last` is the digest of the last one: the same
    again tells them nothing new, and is no second guess.
    """

    count: int
    since: datetime
    until: datetime = NEVER
    last: bytes = b""


def wait_after(budget: Budget, count: int) -> timedelta:
    """Return how long nothing is looked at after so many guesses."""
    if count < budget.free:
        return timedelta()
    doublings = min(count - budget.free, _MOST_DOUBLINGS)
    return min(budget.first_wait * (1 << doublings), budget.longest_wait)


def is_waiting(guesses: Guesses, now: datetime) -> bool:
    """Say whether nothing is looked at now."""
    return now < guesses.until


def given_back(budget: Budget, guesses: Guesses, now: datetime) -> Guesses:
    """Return what is left of the guesses by now."""
    turns = max(0, (now - guesses.since) // budget.back)
    if turns >= guesses.count:
        return replace(guesses, count=0, since=max(now, guesses.since))
    return replace(guesses, count=guesses.count - turns, since=guesses.since + turns * budget.back)


def drawn(
    budget: Budget, before: Guesses | None, code: bytes, now: datetime, *, times: int = 1
) -> Guesses:
    """Return the guesses after one more, of the code with this digest.

    `before` is None where there were none yet; `times` is what the one counts for.
    """
    if before is None:
        before = Guesses(0, now)
    if code and code == before.last:
        return before
    left = given_back(budget, before, now)
    count = left.count + times
    wait = wait_after(budget, count)
    until = max(now + wait, before.until) if wait else before.until
    return Guesses(count, left.since, until, code)


def whole_minute(until: datetime) -> datetime:
    """Return the end of a wait as staff are told it: the next whole minute."""
    return until + (-timedelta(seconds=until.second, microseconds=until.microsecond)) % _MINUTE


def readings_counted(readings: int) -> int:
    """Return what a scan counts for that may be read in so many ways."""
    return max(1, -(-readings // READINGS_A_GUESS))


def most_within(budget: Budget, span: timedelta) -> int:
    """Return how many guesses at most are let through in any time so long, each counting once."""
    doublings = 0
    while budget.first_wait * (1 << doublings) < budget.longest_wait:
        doublings += 1
    return budget.free + doublings + 2 + span // budget.back

"""What is unusual: far more in one place than its share of what there is everywhere.

The rule. Take what was counted in one place (a quarter of an hour, a till, a person, a card's day)
and in all others like it. If all were alike, each single event would fall into this one place with
the chance that its share of the time, or of the attempts, gives. The place is odd where so many
there, or more, would come about less than once in ten thousand such looks at all the places, and
where it is besides at least some times what the others have, and not just a few events.
"""

from math import exp, lgamma, log
from typing import Final

FALSE_ALARM: Final = 1e-4
"""The chance that shops in which nothing is odd are told something all the same."""

_ENOUGH: Final = 1e-12


def is_odd(
    count: int,
    exposure: float,
    others: int,
    other_exposure: float,
    *,
    places: int,
    least: int,
    times: float,
) -> bool:
    """Say whether `count` events in one of `places` are odd, where all others have `others`.

    `exposure` is the place's share of what makes events likely, such as attempts; fewer events
    than `least`, or than `times` what the others would have with this exposure, never are.
    """
    if count < least or count * other_exposure < times * others * exposure:
        return False
    share = exposure / (exposure + other_exposure)
    return places * tail(count, count + others, share) < FALSE_ALARM


def tail(count: int, of: int, chance: float) -> float:
    """Return the chance that `count` or more `of` so many events happen, each with `chance`."""
    if count <= of * chance:
        return 1.0
    if chance <= 0:
        return 0.0
    term = exp(
        lgamma(of + 1)
        - lgamma(count + 1)
        - lgamma(of - count + 1)
        + count * log(chance)
        + (of - count) * log(1 - chance)
    )
    total, number = term, count
    # Above the mean, each further term is smaller than the one before.
    while number < of and term > total * _ENOUGH:
        term *= (of - number) / (number + 1) * chance / (1 - chance)
        total += term
        number += 1
    return min(total, 1.0)

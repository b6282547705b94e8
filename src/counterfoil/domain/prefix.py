"""Prefixes of codes: which of them clash, and which one to take next.

A limited-time campaign does well to have a prefix of its own, changed from one round to the next:
a code of the last round is then known at a glance, and can never be one of this round.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final

from counterfoil.domain.code import LONGEST_PREFIX, skeleton

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def overlapping_prefixes(prefix: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return those of `others` that begin with `prefix` or that it begins with, in order.

    Case and dashes do not tell prefixes apart, nor do look-alikes. An empty prefix is none, and
    overlaps with nothing.
    """
    ours = _plain(prefix)
    return tuple(other for other in others if _overlap(ours, _plain(other)))


def suggest_prefix(prefix: str, others: Collection[str], now: datetime | None = None) -> str | None:
    """Return `prefix`, or the next one like it that overlaps with none of `others`.

    A number at the end is counted on (XMAS26, XMAS27; the width stays), otherwise one is put in
    front: the year of `now` where it is given, then 2 to 99. None where all of these are taken.
    """
    return next((one for one in _like(prefix, now) if not overlapping_prefixes(one, others)), None)


def rotated_prefix(prefix: str, taken: Iterable[str], now: datetime | None = None) -> str | None:
    """Return the prefix for the next round: SUM26 becomes SUM27, SUMA becomes SUMB.

    The last letter of a longer word is part of the word, so it gets a number in front, as
    `suggest_prefix` has it. It overlaps neither with `prefix` nor with any of `taken`; None where
    there is no such prefix, or none to go on from.
    """
    if not prefix:
        return None
    others = [prefix, *taken]
    found = (one for one in _next_letters(prefix) if not overlapping_prefixes(one, others))
    return next(found, None) or suggest_prefix(prefix, others, now)


def _next_letters(prefix: str) -> Iterator[str]:
    """A letter at the end counted on, round from Z to A."""
    lettered = re.fullmatch(r"(.*[^A-Z]|[A-Z]{0,3})([A-Z])", prefix.upper())
    if lettered:
        stem, last = lettered.groups()
        at = _LETTERS.index(last)
        yield from (f"{stem}{sign}" for sign in _LETTERS[at + 1 :] + _LETTERS[:at])


def _like(prefix: str, now: datetime | None) -> Iterator[str]:
    prefix = prefix.upper()
    yield prefix
    counted = re.fullmatch(r"(.*?)([0-9]{1,4})", prefix)
    if counted:
        name, number = counted.groups()
        turns = 10 ** len(number)
        for step in range(1, turns):
            yield f"{name}{(int(number) + step) % turns:0{len(number)}}"
        return
    # A shorter name keeps within bounds; longer would only overlap with the one already taken.
    name = prefix[: LONGEST_PREFIX - 2]
    if now:
        yield f"{now:%y}{name}"
    yield from (f"{number}{name}" for number in range(2, 100))


def _plain(prefix: str) -> str:
    return skeleton(prefix.upper().replace("-", ""))


def _overlap(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))

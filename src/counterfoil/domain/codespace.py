"""How many codes a format can tell apart, and how hard it is to guess one that is in use."""

from dataclasses import dataclass, replace
from typing import Final

from counterfoil.domain.code import LONGEST, CodeFormat
from counterfoil.domain.errors import InvalidInput

LEAST_ODDS: Final = 10
"""At most one code in ten may be in use. A till lets 10 to 20 wrong codes through before it slows
down, so beyond this everybody who tries wins one: such codes are no secret at all."""

SAFE_ODDS: Final = 1_000_000
"""Easier than one guess in a million is worth a warning. Who guesses at a till day and night is let
through some 120 times a day (domain.guessing), at a hundred tills 4 million times a year: a few
hits, and every day of it is told as unusual."""


@dataclass(frozen=True, slots=True)
class SpaceUse:
    """What a format's space will look like with `live` codes in it."""

    space: int
    live: int
    odds: int
    """One guess in this many hits."""

    @property
    def is_weak(self) -> bool:
        """Tell whether to warn: guessing may pay in the long run."""
        return self.odds < SAFE_ODDS


def space(code_format: CodeFormat) -> int:
    """Return how many different codes the format has; a check character adds none."""
    return int(len(code_format.alphabet) ** code_format.drawn)


def guess_odds(code_format: CodeFormat, live: int) -> int | None:
    """Return N where one guess in N hits one of `live` codes, None where there is none to hit.

    Guesses with a wrong check character are not counted, here or in the guess budget.
    """
    return space(code_format) // live if live > 0 else None


def check_space(code_format: CodeFormat, existing: int, quantity: int) -> SpaceUse:
    """Return what `quantity` more codes beside the `existing` ones make of the space.

    Raises InvalidInput where there is nothing to make or the codes would be too easy to guess.
    """
    if quantity < 1:
        raise InvalidInput("Ask for at least one code.")
    live = existing + quantity
    if live * LEAST_ODDS > space(code_format):
        raise InvalidInput(
            "{live:,} codes are too many for this format, which has {space:,} and keeps at least"
            " {odds} for each one in use; set the length to {length} or more.",
            live=live,
            space=space(code_format),
            odds=LEAST_ODDS,
            length=_length_for(code_format, live * LEAST_ODDS),
        )
    return SpaceUse(space(code_format), live, space(code_format) // live)


def _length_for(code_format: CodeFormat, wanted: int) -> int:
    lengths = range(code_format.length + 1, LONGEST)
    enough = (n for n in lengths if space(replace(code_format, length=n)) >= wanted)
    return next(enough, LONGEST)

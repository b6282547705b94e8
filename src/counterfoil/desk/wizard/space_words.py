"""What a code format is worth, in words: how many codes there can be, and how they are guessed."""

from babel.numbers import format_compact_decimal

from counterfoil.desk import formats
from counterfoil.desk.translation import _
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.codespace import SAFE_ODDS, guess_odds, space


def rounded(count: int) -> str:
    """Return a large number as it is said: 34 million; small ones as they are."""
    if count < 10_000:
        return formats.number(count)
    return format_compact_decimal(
        count, format_type="long", locale=formats.locale(), fraction_digits=0
    )


def size(code_format: CodeFormat) -> str:
    """Return how many different codes there can be."""
    return _("This format has {count} different codes.").format(count=rounded(space(code_format)))


def odds(code_format: CodeFormat, live: int) -> str:
    """Return how hard it is to guess one of `live` codes; "" where there is none to guess."""
    found = guess_odds(code_format, live)
    if found is None:
        return ""
    if found < 1:
        return _("There are not so many codes of this format.")
    return _("Whoever guesses hits a code once in {odds} tries.").format(odds=rounded(found))


def is_weak(code_format: CodeFormat, live: int) -> bool:
    """Say whether guessing may pay in the long run."""
    found = guess_odds(code_format, live)
    return found is not None and found < SAFE_ODDS

"""The words members are found by, the same for what is kept and what is typed."""

import unicodedata
from typing import Final

from counterfoil.domain.member import Member

# Letters that no decomposition parts from their stroke.
_STROKES: Final = str.maketrans("łđøħŧı", "ldohti")
_LONGEST: Final = 60
MOST_WORDS: Final = 6
FEWEST_DIGITS: Final = 3


def folded(text: str) -> str:
    """Return `text` without case and accents, as somebody in a hurry types it."""
    parted = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    return "".join(
        sign for sign in parted if not unicodedata.combining(sign) and sign.isprintable()
    )


def terms(member: Member) -> frozenset[str]:
    """Return the words a member can be found by, each from its beginning."""
    names = f"{member.first_name} {member.last_name}".split()
    digits = _digits(member.phone)
    # A phone number is asked for with and without the country's code.
    tails = [digits[start:] for start in range(4)] if len(digits) > FEWEST_DIGITS + 4 else [digits]
    words = [*names, member.loyalty_card_number, member.email, *tails]
    return frozenset(folded(word)[:_LONGEST] for word in words if word)


def wanted(typed: str) -> tuple[str, ...]:
    """Return the beginnings of words that a search asks for, all of which must be there."""
    digits = _digits(typed)
    rest = typed.translate(dict.fromkeys(map(ord, " +-()./0123456789")))
    if len(digits) >= FEWEST_DIGITS and not rest:
        return (digits[:_LONGEST],)
    return tuple(folded(word)[:_LONGEST] for word in typed.split() if folded(word))[:MOST_WORDS]


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())

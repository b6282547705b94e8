"""Text from outside that is kept: what must not stand in it."""

import re
from typing import Final

from counterfoil.domain.errors import InvalidInput

# NUL ends a text in C; bidi embeddings, overrides and isolates make it read as something else; a
# lone surrogate cannot be written as UTF-8. Other control characters but tab and line ends are of
# no use in any text.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SHOWN: Final = 40


def unfit_character(text: str) -> str | None:
    """Return the first character that must not be kept, as in U+202E; None where all may be."""
    found = _UNFIT.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def check_text(*texts: str) -> None:
    """Raise InvalidInput where one of the texts has a character that must not be kept."""
    for text in texts:
        unfit = unfit_character(text)
        if unfit is not None:
            raise InvalidInput(
                "{text} holds the character {character}; take it out.",
                text=printable(text)[:_SHOWN],
                character=unfit,
            )


def printable(text: str) -> str:
    """Return `text` without what could move a cursor, ring a bell or turn the text around."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)

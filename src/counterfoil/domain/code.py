"""Codes: how they look, and how typed or scanned text is brought to one form.

The *canonical* text of a code is what its digest is taken of. It depends on no campaign: NFKC,
digits of any script as 0-9, upper case, without spaces, dashes and control characters. Codes that
came from elsewhere are kept by the same form, so two that differ in case or dashes only are one
code: staff type them, and could not tell them apart.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from counterfoil.domain.check_character import has_valid_check
from counterfoil.domain.errors import InvalidInput

SHORTEST: Final = 4
LONGEST: Final = 32
"""Bounds of a format's length: fewer characters can be guessed, more cannot be typed."""

LONGEST_PREFIX: Final = 16
LONGEST_TEXT: Final = 128
"""Characters of a canonical text; anything longer is no code, whoever made it."""

_LONGEST_INPUT: Final = 4 * LONGEST_TEXT
_MOST_CANDIDATES: Final = 8
_PREFIX: Final = re.compile(rf"[A-Z0-9][A-Z0-9_-]{{0,{LONGEST_PREFIX - 1}}}", re.ASCII)
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS: Final = "0123456789"


class CharacterSet(StrEnum):
    """What a code generator draws from, by Open Loyalty's names."""

    NUM = "num"
    ALPHA = "alpha"
    ALPHANUM = "alphanum"


_WHOLE: Final = {
    CharacterSet.NUM: _DIGITS,
    CharacterSet.ALPHA: _LETTERS,
    CharacterSet.ALPHANUM: _DIGITS + _LETTERS,
}
_CLEAR: Final = {
    CharacterSet.NUM: _DIGITS,
    CharacterSet.ALPHA: "ABCDEFGHJKMNPQRSTUVWXYZ",
    CharacterSet.ALPHANUM: "23456789ABCDEFGHJKMNPQRSTUVWXYZ",
}


@dataclass(frozen=True, slots=True)
class CodeFormat:
    """How the codes of a campaign look: a prefix, then `length` characters of an alphabet.

    `length` leaves the prefix out, as in Open Loyalty, and counts the check character, which is
    the last one. The prefix is put in upper case; it may hold letters, digits, dashes and
    underscores and starts with a letter or digit. Raises InvalidInput.
    """

    character_set: CharacterSet
    length: int
    prefix: str = ""
    look_alikes: bool = False
    check_character: bool = False

    def __post_init__(self) -> None:
        """Put the prefix in upper case and refuse what no code can look like."""
        object.__setattr__(self, "prefix", self.prefix.upper())
        if not SHORTEST <= self.length <= LONGEST:
            raise InvalidInput(
                "A code needs {shortest} to {longest} characters besides its prefix;"
                " set the length to a number in between.",
                shortest=SHORTEST,
                longest=LONGEST,
            )
        if self.prefix and not _PREFIX.fullmatch(self.prefix):
            raise InvalidInput(
                "Start the prefix with a letter A to Z or a digit, use only those, dashes and"
                " underscores, and at most {longest} characters.",
                longest=LONGEST_PREFIX,
            )

    @property
    def alphabet(self) -> str:
        """The characters that codes are drawn from.

        Look-alikes are 0 O 1 I L; without them 23 letters, or 31 letters and digits, are left.
        Digits alone keep all ten: where no letter can occur there is nothing to confuse a 0 or 1
        with, and a typed O, I or L is folded to it.
        """
        return (_WHOLE if self.look_alikes else _CLEAR)[self.character_set]

    @property
    def drawn(self) -> int:
        """How many characters are drawn: all but the check character."""
        return self.length - self.check_character

    @property
    def stem(self) -> str:
        """The prefix as canonical texts begin with it: without its dashes."""
        return self.prefix.replace("-", "")


def fold_any(text: str) -> str | None:
    """Return the canonical text of anything typed or scanned; None where it cannot be a code."""
    if len(text) > _LONGEST_INPUT:
        return None
    folded = text.upper().translate(_ASCII_DROPPED) if text.isascii() else _fold_unicode(text)
    return folded if 0 < len(folded) <= LONGEST_TEXT else None


def canonical(text: str, code_format: CodeFormat) -> str | None:
    """Return the canonical text if `text` can be a code of this format, else None.

    Beyond `fold_any`, look-alikes become what the format has in their place: O and 0, I or L and 1
    where the alphabet has only one of them, and either way in the prefix.
    """
    folded = fold_any(text)
    fitted = _fit(folded, code_format) if folded else None
    return fitted if fitted and _is_checked(fitted, code_format) else None


def candidates(text: str, formats: Iterable[CodeFormat]) -> tuple[str, ...]:
    """Return the canonical texts to look up for `text`: distinct, in order, at most 8.

    First what was given, which finds any code given as it was made; then what each format reads
    into it. Empty where it cannot be a code.
    """
    folded = fold_any(text)
    if folded is None:
        return ()
    read = (canonical(folded, code_format) for code_format in formats)
    distinct = dict.fromkeys([folded, *(one for one in read if one)])
    return tuple(distinct)[:_MOST_CANDIDATES]


def is_mistyped(
    text: str, formats: Iterable[CodeFormat], imported_lengths: Collection[int] = ()
) -> bool:
    """Tell whether only a wrong check character keeps `text` from being a code; no lookup needed.

    True where it fits at least one format but for the check character and is right for none.
    Imported codes follow no format, so a text as long as one of them (`imported_lengths`, of
    canonical texts) is never called mistyped: it has to be looked up.
    """
    folded = fold_any(text)
    if folded is None or len(folded) in imported_lengths:
        return False
    fits = [
        _is_checked(fitted, code_format)
        for code_format in formats
        if (fitted := _fit(folded, code_format))
    ]
    return bool(fits) and not any(fits)


def skeleton(canonical_text: str) -> str:
    """Return the text with each look-alike as its digit: equal for texts an eye may confuse."""
    return canonical_text.translate(_SKELETON)


_SKELETON: Final = str.maketrans("OIL", "011")
_ASCII_DROPPED: Final = dict.fromkeys([*range(33), 127, ord("-")])
_FOLDS: Final = (("O", "0"), ("0", "O"), ("I", "1"), ("L", "1"))
_PASSES: Final = 4
"""What is dropped may bring together what NFKC then joins, and so on; no text tried needed more
than two."""

_DASHES_ELSEWHERE: Final = "\N{MINUS SIGN}\N{HYPHEN BULLET}"


def _fold_unicode(text: str) -> str:
    for _ in range(_PASSES):
        upper = unicodedata.normalize("NFKC", text).upper()
        text = "".join(_as_digit(sign) for sign in upper if not _is_separator(sign))
    return text


def _as_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else _DIGITS[value]


def _is_separator(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "CZ" or category == "Pd" or sign in _DASHES_ELSEWHERE


def _fit(folded: str, code_format: CodeFormat) -> str | None:
    """The canonical text if all but the check character is right."""
    stem = code_format.stem
    if len(folded) != len(stem) + code_format.length:
        return None
    if skeleton(folded[: len(stem)]) != skeleton(stem):
        return None
    alphabet = code_format.alphabet
    drawn = folded[len(stem) :].translate(_folds_into(alphabet))
    return stem + drawn if not drawn.strip(alphabet) else None


@lru_cache
def _folds_into(alphabet: str) -> dict[int, int]:
    return {
        ord(typed): ord(meant)
        for typed, meant in _FOLDS
        if meant in alphabet and typed not in alphabet
    }


def _is_checked(fitted: str, code_format: CodeFormat) -> bool:
    drawn = fitted[len(code_format.stem) :]
    return not code_format.check_character or has_valid_check(drawn, code_format.alphabet)

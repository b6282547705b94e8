"""Code 128 symbols (ISO/IEC 15417) for many texts at once, as narrow as can be.

Digits in pairs take half the room in code set C, but going there and back takes two symbols. Where
to go is found for each pattern of digits and other characters, once; then all texts with the same
way are spelled together. The bars of a symbol are ReportLab's own table.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from reportlab.graphics.barcode.code128 import Code128Auto

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.symbol import Modules, bar_modules

# A way through a text: a character of the symbol's own, or -1 where the next letter is spelled in
# code set B, or -2 where the next two digits are in code set C.
Way: TypeAlias = tuple[int, ...]
CHARACTER: Final = -1
PAIR: Final = -2
GO_TO_B: Final = 100
GO_TO_C: Final = 99
START_B: Final = 104
START_C: Final = 105
STOP: Final = 106


def bar_symbols(texts: Sequence[str]) -> list[Modules]:
    """Return the symbol of each text as one row of modules, without its quiet zone.

    Raises `InvalidInput` where a text is empty or has another character than those from space to ~.
    """
    ways = [_way_of(text) for text in texts]
    symbols: list[Modules] = [_NONE] * len(texts)
    for way in set(ways):
        places = [place for place, one in enumerate(ways) if one == way]
        drawn = _draw(way, [texts[place] for place in places])
        for place, symbol in zip(places, drawn, strict=True):
            symbols[place] = symbol
    return symbols


def _way_of(text: str) -> Way:
    if not text or not all(" " <= letter <= "~" for letter in text):
        raise InvalidInput("A Code 128 symbol holds plain ASCII letters, digits and signs only.")
    return _shortest(tuple(map(str.isdigit, text)))


@lru_cache(maxsize=4096)
def _shortest(digits: tuple[bool, ...]) -> Way:
    """The shortest way through a text by which of its places hold digits."""
    in_b: list[Way] = [()]  # from the end of the text backwards: the ways on from where B is
    in_c: list[Way] = [()]
    for place in reversed(range(len(digits))):
        spelled = (CHARACTER, *in_b[-1])
        pair = (PAIR, *in_c[-2]) if all(digits[place : place + 2]) and len(in_c) > 1 else None
        ways_b, ways_c = [spelled], [(GO_TO_B, *spelled)]
        if pair is not None:
            ways_b.append((GO_TO_C, *pair))
            ways_c.append(pair)
        in_b.append(min(ways_b, key=len))
        in_c.append(min(ways_c, key=len))
    return min((START_C, *in_c[-1]), (START_B, *in_b[-1]), key=len)


def _draw(way: Way, texts: Sequence[str]) -> NDArray[np.bool_]:
    """The symbols of texts that go the same way: texts × 1 × modules."""
    values = _values(way, np.array([list(text.encode()) for text in texts]))
    weights = np.maximum(np.arange(len(way)), 1)
    check = values @ weights % 103
    bars = _BARS[np.concatenate((values, check[:, None]), axis=1)].reshape(len(texts), -1)
    stop = np.broadcast_to(_STOP_BARS, (len(texts), _STOP_BARS.shape[1]))
    return np.concatenate((bars, stop), axis=1)[:, None]


def _values(way: Way, letters: NDArray[np.int_]) -> NDArray[np.int_]:
    """The numbers of the symbol's characters, the start included: texts × characters."""
    values = np.empty((len(letters), len(way)), np.int_)
    place = 0
    for column, step in enumerate(way):
        if step == PAIR:
            tens, units = letters[:, place] - ord("0"), letters[:, place + 1] - ord("0")
            values[:, column] = 10 * tens + units
        else:
            values[:, column] = letters[:, place] - ord(" ") if step == CHARACTER else step
        place += -min(step, 0)
    return values


def _spelling(numbers: Sequence[int]) -> Modules:
    """ReportLab's bars for characters of a symbol."""
    code = Code128Auto("0", quiet=0)
    code.encoded = list(numbers)
    return bar_modules(code.decompose())  # type: ignore[no-untyped-call]


_NONE: Final = np.zeros((1, 0), np.bool_)
_BARS: Final = _spelling(range(STOP)).reshape(STOP, -1)
_STOP_BARS: Final = _spelling([STOP])

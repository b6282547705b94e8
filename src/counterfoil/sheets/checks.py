"""What a rendered label is judged by, many alike at once.

A symbol must be read as what was meant, in its own place and with nothing beside it; and since
error correction hides what is printed over a symbol until the paper is worn too, every module is
looked at as well, and the quiet zone around.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.lights import Colours, Picture, lights, reflectance
from counterfoil.sheets.symbol import Modules
from counterfoil.sheets.window import Window, reflected

Reader: TypeAlias = Callable[[Picture, str], Sequence[str]]

# ISO/IEC 15415 and 15416: of the light that comes back from paper and ink, the difference is to be
# 70% of all light, for the best grade. The hundredth is for colours rounded on their way.
SYMBOL_CONTRAST: Final = 0.70 - 0.01
# Below this there is no symbol at all, only paper or only ink.
_NOTHING: Final = 0.05
# How far from the threshold a module must lie, where paper and ink lie 1 from it: ISO/IEC 15415 has
# 0.5 for the best grade and 0.3 for the one that retail asks for, which modules of 1.5 pixels reach
# however they fall on the pixels. The same must hold in the quiet zone.
MODULATION: Final = 0.3
# What of a symbol's modules is left out on either side as the lightest and darkest.
_OUTLIERS: Final = 5

UNREADABLE: Final = "No scanner can read the code here."
BLANK: Final = "Nothing is printed here."
OTHER: Final = "Another code is here than the one that belongs here."
SEVERAL: Final = "There is a second code here beside the one that belongs here."
PALE: Final = (
    "In a scanner's light the symbol stands out from the paper by {percent} % only, and {needed} %"
    " are needed; choose a darker ink or a lighter paper."
)
BORDER: Final = "Something is printed in the light border that a scanner needs around the symbol."
OVERPRINTED: Final = "Something is printed over the symbol, or a part of it is missing."


@dataclass(frozen=True, slots=True)
class Look:
    """A symbol that is to be looked at: what it says and how it is drawn, and where that is.

    `name` is its symbology, "QR Code" or "Code 128"; `modules` are its rows, one for bars.
    """

    place: int
    name: str
    text: str
    modules: Modules
    window: Window


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a symbol: a sentence with `{named}` places, and what was read there."""

    why: str
    read: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What was measured of symbols alike, one entry for each.

    `contrast` is of all light; `soiled` tells a quiet zone that is not clean, `damaged` a module
    that is not what it should be.
    """

    contrast: NDArray[np.float64]
    soiled: NDArray[np.bool_]
    damaged: NDArray[np.bool_]


def examine(picture: Colours, looks: Sequence[Look], read: Reader) -> Iterator[tuple[Look, Fault]]:
    """Yield the symbols on a page that are wrong, and the worst of each, in no certain order."""
    for _, group in groupby(sorted(looks, key=_kind), key=_kind):
        alike = list(group)
        cuts = np.stack([look.window.cut(picture) for look in alike])
        seen = lights(cuts)
        measured = _worst([_measure(light, alike) for light in seen])
        for index, look in enumerate(alike):
            texts = list(read(seen[-1][index], look.name))
            fault = _fault(look, texts, measured, index)
            if fault is not None:
                yield look, fault


def empty(cut: Colours) -> bool:
    """Whether nothing is printed in a part of a page."""
    return all(float(np.ptp(reflectance(np.ravel(light)))) < _NOTHING for light in lights(cut))


def _kind(look: Look) -> tuple[str, tuple[int, ...], int, int]:
    return look.name, look.modules.shape, look.window.height, look.window.width


def _measure(light: Picture, alike: Sequence[Look]) -> _Measured:
    windows = [look.window for look in alike]
    modules = reflected(light, windows)
    dark, bright = np.percentile(
        modules.reshape(len(alike), -1), [_OUTLIERS, 100 - _OUTLIERS], axis=1
    ).astype(np.float32)
    middle, reach = (bright + dark) / 2, (bright - dark) / 2 * MODULATION
    meant = np.stack([look.modules for look in alike])
    quiet = np.stack([each.quiet for each in windows])
    lowest_light = (middle + reach)[:, None, None]
    highest_dark = (middle - reach)[:, None, None]
    return _Measured(
        reflectance(bright) - reflectance(dark),
        (quiet & (light < lowest_light)).any(axis=(1, 2)),
        np.where(meant, modules > highest_dark, modules < lowest_light).any(axis=(1, 2)),
    )


def _worst(measured: Sequence[_Measured]) -> _Measured:
    return _Measured(
        np.min([each.contrast for each in measured], axis=0),
        np.any([each.soiled for each in measured], axis=0),
        np.any([each.damaged for each in measured], axis=0),
    )


def _fault(look: Look, texts: Sequence[str], measured: _Measured, index: int) -> Fault | None:
    contrast = float(measured.contrast[index])
    others = [text for text in texts if text != look.text]
    if others:
        return Fault(SEVERAL if look.text in texts else OTHER, others[0])
    if contrast < SYMBOL_CONTRAST:
        return _pale(texts, contrast)
    first = next(iter(texts), "")
    if measured.soiled[index]:
        return Fault(BORDER, first)
    if measured.damaged[index]:
        return Fault(OVERPRINTED, first)
    if len(texts) != 1:
        return Fault(SEVERAL if texts else UNREADABLE, first)
    return None


def _pale(texts: Sequence[str], contrast: float) -> Fault:
    if not texts and contrast < _NOTHING:
        return Fault(BLANK)
    percents = {"percent": round(100 * contrast), "needed": 70}
    return Fault(PALE, next(iter(texts), ""), percents)

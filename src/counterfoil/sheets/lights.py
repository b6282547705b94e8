"""A rendered page as a scanner's red light sees it, and as a camera does.

Scanners light with 650 to 670 nm, where red ink is as bright as paper; a camera sees luminance.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]  # … × height × width, in sRGB's uneven steps
Colours: TypeAlias = NDArray[np.uint8]  # … × height × width × 3, red first

_STEPS = 4096
_PARTS = np.arange(256) / 255
# IEC 61966-2-1: how much light each step of sRGB stands for.
LINEAR: NDArray[np.float64] = np.where(
    _PARTS <= 0.04045, _PARTS / 12.92, ((_PARTS + 0.055) / 1.055) ** 2.4
)
_STEP_OF: Picture = np.searchsorted(
    (LINEAR[:-1] + LINEAR[1:]) / 2, np.arange(_STEPS + 1) / _STEPS
).astype(np.uint8)
# ITU-R BT.709: how much of a colour's luminance is red, green and blue.
_RED, _GREEN, _BLUE = (
    (share * _STEPS * LINEAR).astype(np.float32) for share in (0.2126, 0.7152, 0.0722)
)


def lights(cuts: Colours) -> tuple[Picture, ...]:
    """Return what red light shows, and what luminance shows where there is any colour at all."""
    red, green, blue = (np.ascontiguousarray(cuts[..., part]) for part in range(3))
    if np.array_equal(red, green) and np.array_equal(red, blue):
        return (red,)
    luminance = _RED[red] + _GREEN[green] + _BLUE[blue]
    return red, _STEP_OF[np.rint(luminance).astype(np.intp)]


def reflectance(step: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how much light comes back, 0 to 1, for steps of sRGB from 0 to 255."""
    return np.interp(step, np.arange(256), LINEAR)

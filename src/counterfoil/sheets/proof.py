"""The proof: a finished file is rendered, every label read and compared with what it should be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.symbol import Grey

Colours: TypeAlias = NDArray[np.uint8]  # height × width × 3, red first


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a proof sees with, given from outside as no room sees the one beside it.

    `pages` renders a PDF, page by page, at `dpi`; `read` returns the texts of the symbols of one
    symbology ("QR Code" or "Code 128") in an upright picture.
    """

    pages: Callable[[Path], Iterator[Colours]]
    read: Callable[[Grey, str], Sequence[str]]
    dpi: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A label that is not what it should be, and its picture as rendered.

    `why` is a sentence in English that can be translated; `read` is what was read there, "" for
    nothing.
    """

    sheet: int
    place: int
    expected: str
    read: str
    why: str
    picture: Colours


@dataclass(frozen=True, slots=True)
class Proof:
    """How many labels of how many were proved, and the first that failed, if any did."""

    proved: int
    total: int
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every label was proved."""
        return self.proved == self.total and not self.failures

"""The proof: a finished file is rendered, every label read and compared with what it should be."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.sheets.symbol import Grey

Colours: TypeAlias = NDArray[np.uint8]  # height × width × 3, red first


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a proof sees with, given from outside as no room sees the one beside it.

    `pages` renders a PDF, page by page, at so many dots to the inch: `dpi`, and more where modules
    are small; `read` returns the texts of the symbols of one symbology ("QR Code" or "Code 128") in
    an upright picture.
    """

    pages: Callable[[Path, int], Generator[Colours, None, None]]
    read: Callable[[Grey, str], Sequence[str]]
    dpi: int = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """A label that is not what it should be, and its picture as rendered.

    `place` is 0 for the header of the sheet, or the sheet as a whole. `why` is a sentence in
    English with `{named}` places that `values` fill, so that it can be translated; `read` is what
    was read there, "" for nothing.
    """

    sheet: int
    place: int
    expected: str
    read: str
    why: str
    picture: Colours = field(repr=False, compare=False)
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def sentence(self) -> str:
        """Why it failed, in English."""
        return self.why.format(**self.values)


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

"""What a proof of printed sheets sees with: pages in colour, and the symbols that stand upright.

In colour, as a red symbol on white is plain to the eye and nothing to the red light of a scanner.
"""

from collections import deque
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.scanning.pdf import DPI, document, drawn
from counterfoil.scanning.pixels import Grey
from counterfoil.scanning.readers import zxing

Colours: TypeAlias = NDArray[np.uint8]  # height × width × 3, red first

# Pages drawn ahead of the one that is looked at. pdfium leaves Python's lock alone while it draws,
# so one processor draws while another reads; more pages would only lie in memory, 12 MB for an A4.
AHEAD = 2
# Pixels to a side: an A3 page at 700 dpi.
LONGEST = 12_000


def page_pictures(path: Path, dpi: int = DPI) -> Generator[Colours, None, None]:
    """Yield the pages of the PDF at `path` in colour, however many there are.

    Raises `InvalidInput` where it is damaged or needs a password.
    """
    with document(path) as opened, ThreadPoolExecutor(1) as drawer:
        coming: deque[Future[Colours]] = deque()
        for index in range(len(opened)):
            page = drawer.submit(drawn, opened, index, path, dpi, LONGEST, rev_byteorder=True)
            coming.append(page)
            if len(coming) > AHEAD:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def read_upright(picture: Grey, name: str) -> list[str]:
    """Return the texts of the symbols of one symbology, named as in `FORMATS`, in their own light.

    Neither turned nor inverted nor scaled symbols are looked for: a proof reads what a plain
    scanner reads.
    """
    return [found.text for found in zxing(picture, frozenset({name}), thorough=False, upright=True)]

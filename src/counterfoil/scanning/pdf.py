"""The pages of a PDF as pictures."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.pixels import Grey

DPI = 200  # a 10 mm QR symbol of 29 modules has nearly 3 pixels to a module
LONGEST = 4000  # pixels to a side: a poster is drawn coarser, not larger
MOST_PAGES = 2000

# PDFium keeps state of its own and may be entered by one thread at a time.
_pdfium = threading.Lock()


def pages(path: Path) -> Iterator[Grey]:
    """Yield the pages of the PDF at `path`, height × width, one after the other.

    Raises `InvalidInput` where it is damaged, needs a password or has too many pages.
    """
    with document(path) as opened:
        count = len(opened)
        if count > MOST_PAGES:
            raise too_many_pages(path, count, MOST_PAGES)
        for index in range(count):
            yield drawn(opened, index, path, DPI, grayscale=True)


def too_many_pages(path: Path, count: int, most: int) -> InvalidInput:
    """Return the error of a file with more pages than are read."""
    return InvalidInput(
        "{name} has {count} pages, more than {most}; split it.",
        name=path.name,
        count=count,
        most=most,
    )


@contextmanager
def document(path: Path) -> Iterator[Any]:
    """Give the PDF at `path`. Raises `InvalidInput` where it is damaged or needs a password."""
    with _pdfium:
        opened = _opened(path)
    try:
        yield opened
    finally:
        with _pdfium:
            opened.close()


def drawn(
    opened: Any,  # noqa: ANN401 (published without types)
    index: int,
    path: Path,
    dpi: int,
    longest: int = LONGEST,
    **drawing: bool,
) -> NDArray[np.uint8]:
    """Return a page as pdfium renders it, no side longer than `longest`; `drawing` says how.

    Raises `InvalidInput` where the page is damaged; `path` names the file then.
    """
    try:
        with _pdfium:
            page = opened[index]
            scale = min(dpi / 72, longest / max(1.0, *page.get_size()))
            bitmap = page.render(scale=scale, bitmap_maker=_bitmap, **drawing)
            # The pixels are Python's own memory, and outlive what pdfium knows of them.
            pixels: NDArray[np.uint8] = bitmap.to_numpy()
            bitmap.close()
            page.close()
    except pdfium.PdfiumError:
        raise InvalidInput(
            "Page {page} of {name} is damaged; save the PDF again.", page=index + 1, name=path.name
        ) from None
    return pixels


def _bitmap(width: int, height: int, **layout: Any) -> Any:  # noqa: ANN401 (published without types)
    """A bitmap in memory that numpy uses again; what the library asks for is cleared each time."""
    pixels = np.empty(4 * width * height, dtype=np.uint8)
    buffer = (ctypes.c_ubyte * pixels.size).from_buffer(pixels.data)
    return pdfium.PdfBitmap.new_native(width, height, buffer=buffer, **layout)


def _opened(path: Path) -> Any:  # noqa: ANN401 (published without types)
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InvalidInput(
                "{name} needs a password; save it without one.", name=path.name
            ) from None
        raise InvalidInput("{name} is a damaged PDF; save it again.", name=path.name) from None

"""The pages of a PDF as grey pictures."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

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
    with _pdfium:
        document, count = _opened(path)
    try:
        for index in range(count):
            with _pdfium:
                drawn = _drawn(document, index, path)
            yield drawn
    finally:
        with _pdfium:
            document.close()


def _opened(path: Path) -> tuple[Any, int]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InvalidInput(
                "{name} needs a password; save it without one.", name=path.name
            ) from None
        raise InvalidInput("{name} is a damaged PDF; save it again.", name=path.name) from None
    count = len(document)
    if count > MOST_PAGES:
        document.close()
        raise InvalidInput(
            "{name} has {count} pages, more than {most}; split it.",
            name=path.name, count=count, most=MOST_PAGES,
        )  # fmt: skip
    return document, count


def _drawn(document: Any, index: int, path: Path) -> Grey:  # noqa: ANN401 (published without types)
    try:
        page = document[index]
        scale = min(DPI / 72, LONGEST / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        drawn: Grey = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        bitmap.close()
        page.close()
    except pdfium.PdfiumError:
        raise InvalidInput(
            "Page {page} of {name} is damaged; save the PDF again.", page=index + 1, name=path.name
        ) from None
    return drawn

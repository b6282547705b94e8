"""Proving a finished file, page by page as it is rendered."""

import math
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.sheets.model import SheetPage
from counterfoil.sheets.judge import Judge
from counterfoil.sheets.lights import Colours
from counterfoil.sheets.pages import PagePlan, symbol_boxes
from counterfoil.sheets.proof import Eyes, Failure, Proof
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.units import INCH

MOST_FAILURES: Final = 20
"""After so many the proof ends: the file is no good, and more of them say nothing new."""

NO_PAGE: Final = "The file has no page for this sheet."
EXTRA_PAGE: Final = "The file has more pages than there are sheets."
WRONG_SIZE: Final = "The page is {width} × {height} mm large, and should be {wide} × {high} mm."

_WHOLE_PAGE: Final = 0
_NOTHING: Final = np.full((1, 1, 3), 255, dtype=np.uint8)
# The least pixels to a module: zxing-cpp reads all bars of 2, and misses some of 1.8.
_LEAST_MODULE: Final = 2.5
_DPI_STEP: Final = 50
# Of a page that is wrong as a whole, one in so many pixels is kept to be shown.
_COARSE: Final = 4


@dataclass(frozen=True, slots=True)
class _Compared:
    """What came of a page: how many labels it should have, how many are sound, what is wrong."""

    labels: int
    sound: int
    failures: list[Failure]


def proof_steps(
    path: Path, plan: PagePlan, sheets: Iterable[SheetPage], total: int, eyes: Eyes
) -> Steps[Proof]:
    """Prove the pages of the PDF at `path` against what a plan says of `sheets`, one a step.

    `total` is how many labels there are to be, without those crossed out. The proof ends where so
    many have failed that more of them would say nothing new. Raises InvalidInput where the file is
    damaged.
    """
    proved = done = 0
    failures: list[Failure] = []
    for page in _compared(path, plan, sheets, eyes):
        failures += page.failures
        proved += page.sound
        done += page.labels
        if len(failures) >= MOST_FAILURES:
            break
        yield Progress(min(done, total), total)
    return Proof(proved, total, tuple(failures[:MOST_FAILURES]))


def _compared(
    path: Path, plan: PagePlan, sheets: Iterable[SheetPage], eyes: Eyes
) -> Iterator[_Compared]:
    number = 0
    judges: dict[Rendered, Judge] = {}
    dpi = max(eyes.dpi, _needed_dpi(plan))
    with closing(eyes.pages(path, dpi)) as pictures:
        for sheet in sheets:
            number = sheet.number
            picture = next(pictures, None)
            if picture is None:
                yield _lost(
                    sheet, Failure(number, _WHOLE_PAGE, sheet.header, "", NO_PAGE, _NOTHING)
                )
                continue
            page = Rendered.of(picture, plan.stock)
            if not page.is_at(dpi):
                yield _lost(sheet, _wrong_size(sheet, plan, picture, dpi))
                continue
            if page not in judges:
                judges[page] = Judge(plan, eyes.read, page)
            yield _judged(sheet, judges[page].failures(sheet, picture))
        picture = next(pictures, None)
        if picture is not None:
            shown = _coarse(picture)
            yield _Compared(0, 0, [Failure(number + 1, _WHOLE_PAGE, "", "", EXTRA_PAGE, shown)])


def _needed_dpi(plan: PagePlan) -> int:
    """How finely a page is to be rendered: as a scanner looks at small symbols from nearer."""
    smallest = min(symbol.module for symbol in symbol_boxes(plan, 1))
    return math.ceil(_LEAST_MODULE * INCH / smallest / _DPI_STEP) * _DPI_STEP


def _judged(sheet: SheetPage, failures: list[Failure]) -> _Compared:
    labels = _labels(sheet)
    wrong = labels & {failure.place for failure in failures}
    return _Compared(len(labels), len(labels) - len(wrong), failures)


def _lost(sheet: SheetPage, failure: Failure) -> _Compared:
    return _Compared(len(_labels(sheet)), 0, [failure])


def _labels(sheet: SheetPage) -> set[int]:
    """The places of codes that are to be read."""
    return {code.place for code in sheet.codes if code.status is CodeStatus.UNUSED}


def _wrong_size(sheet: SheetPage, plan: PagePlan, picture: Colours, dpi: int) -> Failure:
    height, width = picture.shape[:2]
    values = {
        "width": round(width / dpi * INCH),
        "height": round(height / dpi * INCH),
        "wide": round(plan.stock.page_width),
        "high": round(plan.stock.page_height),
    }
    shown = _coarse(picture)
    return Failure(sheet.number, _WHOLE_PAGE, sheet.header, "", WRONG_SIZE, shown, values)


def _coarse(picture: Colours) -> Colours:
    return np.array(picture[::_COARSE, ::_COARSE])

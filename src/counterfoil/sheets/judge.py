"""A rendered page compared with what it should show."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.sheets.checks import (
    BORDER,
    OTHER,
    OVERPRINTED,
    UNREADABLE,
    Fault,
    Look,
    Reader,
    empty,
    examine,
)
from counterfoil.sheets.expected import QR_NAME, Expected
from counterfoil.sheets.lights import Colours, lights
from counterfoil.sheets.pages import PagePlan, header_box, label_box
from counterfoil.sheets.proof import Failure
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.shifted import shift
from counterfoil.sheets.stock import Box

HEADER: Final = 0
"""The place of a sheet's own code."""

SWAPPED: Final = "The code of label {place} is printed here."
SHIFTED: Final = "The symbol lies {distance} mm away from its place."
OFF_PAGE: Final = (
    "The symbol reaches over the edge of the page; make the printer offset or the scale smaller."
)
NOT_EMPTY: Final = "Something is printed on a label that is to stay empty."
SPENT: Final = "A code that is used or void can be read here."
NO_HEADER: Final = "The sheet’s own code cannot be read in its head."

# What may be because the symbol lies elsewhere.
_MAYBE_SHIFTED: Final = frozenset({BORDER, OVERPRINTED, UNREADABLE})
# Millimetres inside a label's edge that a neighbour's edge may touch.
_EDGE: Final = 0.5
# Millimetres around the head's symbol, which is somewhat larger where the number is long.
_AROUND_HEADER: Final = 2.0


class Judge:
    """Compares the pages of one plan, all rendered in one size."""

    def __init__(self, plan: PagePlan, read: Reader, page: Rendered) -> None:
        self._plan = plan
        self._read = read
        self._page = page
        self._expected = Expected(plan, page)

    def failures(self, sheet: SheetPage, picture: Colours) -> list[Failure]:
        """Return what is wrong on a page by place, one failure for a place, the header's first."""
        found: dict[int, Failure] = {}
        for failure in self._all(sheet, picture):
            found.setdefault(failure.place, failure)
        return [found[place] for place in sorted(found)]

    def _all(self, sheet: SheetPage, picture: Colours) -> Iterator[Failure]:
        yield from self._header(sheet, picture)
        whole = []
        for look, box in self._expected.looks(sheet):
            if self._page.holds(box):
                whole.append(look)
            else:
                yield self._failure(sheet, picture, look.place, look.text, Fault(OFF_PAGE))
        for look, fault in examine(picture, whole, self._read):
            known = self._explained(sheet, picture, look, fault)
            if known is not None:
                yield self._failure(sheet, picture, look.place, look.text, known)
        yield from self._left_alone(sheet, picture)

    def _explained(
        self, sheet: SheetPage, picture: Colours, look: Look, fault: Fault
    ) -> Fault | None:
        """Return a fault with what it comes from; None where it is none."""
        if fault.why == OTHER:
            place = self._place_of(sheet, fault.read)
            return Fault(SWAPPED, fault.read, {"place": place}) if place else fault
        if fault.why not in _MAYBE_SHIFTED:
            return fault
        alone = self._expected.drawn_alone(look)
        if alone is not None and not list(examine(picture, [alone], self._read)):
            return None
        by = shift(picture, look, self._page)
        if by is None:
            return fault
        return Fault(SHIFTED, fault.read, {"distance": f"{math.hypot(*by):.1f}"})

    def _place_of(self, sheet: SheetPage, read: str) -> int:
        for code in sheet.codes:
            if read in {code.text, self._expected.content(code)}:
                return code.place
        return 0

    def _header(self, sheet: SheetPage, picture: Colours) -> Iterator[Failure]:
        box = header_box(self._plan)
        if box is None:
            return
        cut = self._page.cut(picture, box, _AROUND_HEADER)
        texts = self._read(lights(cut)[-1], QR_NAME)
        if sheet.header not in texts:
            fault = Fault(NO_HEADER, next(iter(texts), ""))
            yield self._failure(sheet, picture, HEADER, sheet.header, fault)

    def _left_alone(self, sheet: SheetPage, picture: Colours) -> Iterator[Failure]:
        """Look at what is to carry no symbol: labels without a code, and those crossed out."""
        codes = {code.place: code for code in sheet.codes}
        for place in range(1, self._plan.stock.per_page + 1):
            if place not in codes:
                fault = self._not_empty(picture, place)
            elif codes[place].status is not CodeStatus.UNUSED:
                fault = self._spent(picture, codes[place])
            else:
                continue
            if fault is not None:
                yield self._failure(sheet, picture, place, "", fault)

    def _not_empty(self, picture: Colours, place: int) -> Fault | None:
        cut = self._page.cut(picture, label_box(self._plan, place), -_EDGE)
        return None if empty(cut) else Fault(NOT_EMPTY)

    def _spent(self, picture: Colours, code: SheetCode) -> Fault | None:
        for name, box in self._expected.boxes(code.place):
            texts = self._read(lights(self._page.cut(picture, box))[-1], name)
            if texts:
                return Fault(SPENT, texts[0])
        return None

    def _failure(
        self, sheet: SheetPage, picture: Colours, place: int, expected: str, fault: Fault
    ) -> Failure:
        seen = np.array(self._page.cut(picture, self._box(place), _EDGE))
        return Failure(sheet.number, place, expected, fault.read, fault.why, seen, fault.values)

    def _box(self, place: int) -> Box:
        box = label_box(self._plan, place) if place else header_box(self._plan)
        assert box is not None  # noqa: S101 - a header that failed has its place
        return box

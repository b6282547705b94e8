"""What the pages of a plan are to show: each symbol's text, modules and place on the page."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.sheets.affine import qr_matrices
from counterfoil.sheets.bars import bar_symbols
from counterfoil.sheets.checks import Look
from counterfoil.sheets.design import Symbology, qr_content
from counterfoil.sheets.label import qr_shape
from counterfoil.sheets.pages import PagePlan, symbol_boxes
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.stock import Box
from counterfoil.sheets.symbol import CODE128_QUIET, QR_QUIET, Modules, qr_modules
from counterfoil.sheets.window import Grid, Window, window

NAMES: Final = {Symbology.QR: "QR Code", Symbology.CODE_128: "Code 128"}
"""The symbologies as readers call them."""

QUIET: Final = {Symbology.QR: QR_QUIET, Symbology.CODE_128: CODE128_QUIET}
"""Modules of quiet zone at either side."""

QR_NAME: Final = NAMES[Symbology.QR]


class Expected:
    """What a plan's pages show, rendered in one size. Places are worked out once for all pages."""

    def __init__(self, plan: PagePlan, page: Rendered) -> None:
        self.plan = plan
        self.page = page
        self._boxes: dict[int, tuple[Box, ...]] = {}
        self._windows: dict[tuple[int, int, int], Window] = {}

    def looks(self, sheet: SheetPage) -> Iterator[tuple[Look, Box]]:
        """Yield the symbols of a sheet's codes that may be used, and their boxes on the page."""
        codes = [code for code in sheet.codes if code.status is CodeStatus.UNUSED]
        for index, symbol in enumerate(self.plan.layout.symbols):
            is_qr = symbol.symbology is Symbology.QR
            texts = [self.content(code) if is_qr else code.text for code in codes]
            drawn = self._matrices(texts) if is_qr else bar_symbols(texts)
            for code, text, modules in zip(codes, texts, drawn, strict=True):
                look = self._look(index, code.place, text, modules)
                yield look, self._boxes_at(code.place)[index]

    def content(self, code: SheetCode) -> str:
        """Return what the QR symbol of a code carries."""
        return qr_content(self.plan.design, code.text)

    def boxes(self, place: int) -> Iterator[tuple[str, Box]]:
        """Yield the symbologies on a label, and where on the page their symbols lie."""
        for symbol, box in zip(self.plan.layout.symbols, self._boxes_at(place), strict=True):
            yield NAMES[symbol.symbology], box

    def drawn_alone(self, look: Look) -> Look | None:
        """Return a QR symbol as it is drawn where one of its batch did not fit the others' shape.

        None where that is the same, and for bars.
        """
        if look.name != QR_NAME:
            return None
        modules = qr_modules(look.text, self.plan.design.level)
        if np.array_equal(modules, look.modules):
            return None
        index = [each.symbology for each in self.plan.layout.symbols].index(Symbology.QR)
        return self._look(index, look.place, look.text, modules)

    def _matrices(self, texts: Sequence[str]) -> Sequence[Modules]:
        try:
            return list(qr_matrices(texts, qr_shape(self.plan.design, self.plan.layout.sample)))
        except ValueError:
            return [qr_modules(text, self.plan.design.level) for text in texts]

    def _look(self, index: int, place: int, text: str, modules: Modules) -> Look:
        key = index, place, modules.shape[1]
        if key not in self._windows:
            self._windows[key] = window(self._grid(index, place, modules), self.page)
        name = NAMES[self.plan.layout.symbols[index].symbology]
        return Look(place, name, text, modules, self._windows[key])

    def _boxes_at(self, place: int) -> tuple[Box, ...]:
        if place not in self._boxes:
            self._boxes[place] = tuple(each.box for each in symbol_boxes(self.plan, place))
        return self._boxes[place]

    def _grid(self, index: int, place: int, modules: Modules) -> Grid:
        """A symbol stands in the middle of its box, smaller where it has more modules."""
        symbol = self.plan.layout.symbols[index]
        quiet = QUIET[symbol.symbology]
        across = modules.shape[1] + 2 * quiet
        module = min(symbol.module, symbol.box.width / across)
        is_qr = symbol.symbology is Symbology.QR
        wide = across * module / symbol.box.width
        high = across * module / symbol.box.height if is_qr else 1.0
        box = _middle(self._boxes_at(place)[index], wide, high)
        rows, over = (len(modules), quiet) if is_qr else (0, 0)
        return Grid(box, modules.shape[1], rows, quiet, over)


def _middle(box: Box, wide: float, high: float) -> Box:
    """Return the middle of a box, so much of its width and height."""
    width, height = box.width * wide, box.height * high
    return Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)

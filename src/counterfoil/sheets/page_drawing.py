"""Drawing a page of labels: the ground of all at once, then symbols, codes and the head."""

from collections.abc import Mapping, Sequence
from typing import Final

from reportlab.lib.colors import HexColor

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode, SheetPage
from counterfoil.sheets.crop_marks import draw_crop_marks
from counterfoil.sheets.crossed import cross_out
from counterfoil.sheets.design import Design
from counterfoil.sheets.head import draw_head, head_strip
from counterfoil.sheets.label import (
    Symbol,
    code_on_label,
    draw_ground,
    line_operators,
    symbol_operators,
    write_lines,
)
from counterfoil.sheets.layout import Layout
from counterfoil.sheets.spelling import Spelling
from counterfoil.sheets.stock import Box, Stock, place_box
from counterfoil.sheets.streamed import StreamedCanvas
from counterfoil.sheets.type_setting import Kind
from counterfoil.sheets.units import POINT

LABEL: Final = "label"
PAGE: Final = "page"


class PageDrawing:
    """Draws the pages of one layout.

    `adjusting` is the matrix that is applied to all of a page; `crossed` has the words on labels
    that must not be handed out.
    """

    def __init__(
        self,
        canvas: StreamedCanvas,
        stock: Stock,
        layout: Layout,
        design: Design,
        adjusting: str,
        crossed: Mapping[CodeStatus, str],
    ) -> None:
        self._canvas = canvas
        self._stock = stock
        self._layout = layout
        self._design = design
        self._ink = HexColor(design.ink)
        self._adjusting = adjusting
        self._crossed = crossed
        self._on = {place: _on_page(stock, place) for place in range(1, stock.per_page + 1)}
        self._strip = head_strip(stock, crop_marks=design.crop_marks)
        self._code = next((text for text in layout.texts if text.kind is Kind.CODE), None)
        self._spelling = Spelling(canvas, self._code.font) if self._code else None

    def make_forms(self) -> None:
        """Put what is the same on all labels, and on all full pages, into the file once."""
        canvas, stock = self._canvas, self._stock
        canvas.beginForm(LABEL, 0, 0, stock.label_width / POINT, stock.label_height / POINT)
        draw_ground(canvas, stock, self._layout, self._design)
        canvas.endForm()
        canvas.beginForm(PAGE)
        self._draw_grounds(self._on)
        canvas.endForm()

    def draw(
        self,
        page: SheetPage,
        drawn: Mapping[int, tuple[Symbol, ...]],
        header: Symbol,
        lines: tuple[str, str],
    ) -> None:
        """Draw a page: `drawn` has the symbols by place, `header` and `lines` are its head's."""
        canvas = self._canvas
        canvas.saveState()
        canvas.addLiteral(self._adjusting)
        if len(drawn) == self._stock.per_page:
            canvas.doForm(PAGE)
        else:
            self._draw_grounds(drawn)
        canvas.setFillColor(self._ink)
        canvas.addLiteral("\n".join(self._symbols(place, drawn[place]) for place in drawn))
        self._write_codes([code for code in page.codes if code.place in drawn])
        canvas.setFillGray(0)
        for code in page.codes:
            if code.place not in drawn:
                text = f"{code.text} · {self._crossed[code.status]}"
                cross_out(canvas, self._stock, code.place, text)
        if self._design.crop_marks:
            draw_crop_marks(canvas, self._stock)
        if self._strip is not None:
            draw_head(canvas, self._stock, self._strip, header, lines)
        canvas.restoreState()

    def _draw_grounds(self, places: Mapping[int, object]) -> None:
        for place in places:
            box = place_box(self._stock, place)
            bottom = self._stock.page_height - box.y - box.height
            self._canvas.addLiteral(f"q 1 0 0 1 {box.x / POINT:.3f} {bottom / POINT:.3f} cm")
            self._canvas.doForm(LABEL)
            self._canvas.addLiteral("Q")

    def _symbols(self, place: int, drawn: tuple[Symbol, ...]) -> str:
        pairs = zip(self._layout.symbols, drawn, strict=True)
        on = self._on[place]
        return "\n".join([symbol_operators(where, symbol, on) for where, symbol in pairs])

    def _write_codes(self, codes: Sequence[SheetCode]) -> None:
        where, spelling = self._code, self._spelling
        if where is None or spelling is None or not codes:
            return
        group = self._design.group
        lines = {code.place: code_on_label(where, code.text, group) for code in codes}
        if all(spelling.spells(line) for some in lines.values() for line in some):
            shown = [
                operators
                for place, some in lines.items()
                for operators in line_operators(where, some, self._on[place], spelling)
            ]
            self._canvas.addLiteral("\n".join(["BT", spelling.choose(where.size), *shown, "ET"]))
            return
        text = self._canvas.beginText()
        text.setFont(where.font, where.size)
        for place, some in lines.items():
            write_lines(text, where, some, self._on[place])
        self._canvas.drawText(text)


def _on_page(stock: Stock, place: int) -> Box:
    """The label's place as `label` takes it: left, top, and the page's height to count up from."""
    box = place_box(stock, place)
    return Box(box.x, box.y, box.width, stock.page_height)

import io
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest

from counterfoil.sheets import fonts
from counterfoil.sheets.spelling import Spelling
from counterfoil.sheets.streamed import streamed_canvas

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MANY = "".join(map(chr, [*range(0x41, 0x5B), *range(0x100, 0x17F), *range(0x400, 0x4FF)]))


@pytest.mark.parametrize("text", ["7K2M-9QWX", "Zażółć (1) \\ Ω", "3ETF Z6UK"])
def test_what_is_spelled_is_shown_as_reportlab_shows_it(text: str) -> None:
    fonts.register()
    file = io.BytesIO()
    with streamed_canvas(file, (300, 100), title="A", now=NOW) as canvas:
        spelling = Spelling(canvas, fonts.BOLD)
        assert spelling.spells(text)
        canvas.addLiteral(f"BT {spelling.choose(20)} 1 0 0 1 20 40 Tm {spelling.show(text)} ET")
        canvas.showPage()
        canvas.setFont(fonts.BOLD, 20)
        canvas.drawString(20, 40, text)
        canvas.showPage()
    with pdfium.PdfDocument(file) as document:
        ours, theirs = (page.render(scale=2).to_numpy().tobytes() for page in document)
        assert document[0].get_textpage().get_text_range() == text
    assert ours == theirs


def test_a_text_is_as_wide_as_reportlab_says() -> None:
    fonts.register()
    with streamed_canvas(io.BytesIO(), (300, 100), title="A", now=NOW) as canvas:
        spelling = Spelling(canvas, fonts.REGULAR)
        assert spelling.spells("Wide j")
        expected = fonts.width("Wide j", fonts.REGULAR, 11.5)
        assert spelling.width("Wide j", 11.5) == pytest.approx(expected)


def test_letters_beyond_the_first_part_of_a_font_are_left_to_reportlab() -> None:
    fonts.register()
    with streamed_canvas(io.BytesIO(), (300, 100), title="A", now=NOW) as canvas:
        spelling = Spelling(canvas, fonts.REGULAR)
        assert spelling.spells(MANY[:100])
        assert not spelling.spells(MANY)
        assert spelling.spells(MANY[:100])
        canvas.drawString(0, 0, "A")

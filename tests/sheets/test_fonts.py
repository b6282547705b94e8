"""What is printed is drawn in a font that is embedded, and what it lacks is known before."""

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from counterfoil.sheets import fonts

PANGRAMS = (
    "Pchnąć w tę łódź jeża lub ośm skrzyń fig",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Đất nước, şeker, ğ, İstanbul, ő, ű, ß, þ, æ",
    "Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία",
    "Съешь ещё этих мягких французских булок",
    "Їжак з’їв ґедзя € £ ₴ ₽ № × – — … „”",
)


@pytest.mark.parametrize("text", PANGRAMS)
@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])
def test_latin_greek_and_cyrillic_are_drawn(tmp_path: Path, text: str, font: str) -> None:
    assert fonts.missing(text) == ()
    fonts.register()
    path = tmp_path / "text.pdf"
    canvas = Canvas(str(path))
    canvas.setFont(font, 12)
    canvas.drawString(50, 700, fonts.composed(text))
    canvas.save()
    page = pypdfium2.PdfDocument(path)[0]
    assert page.get_textpage().get_text_range() == fonts.composed(text)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("קופון", "קופן"),
        ("كوبون x", "كوبن"),
        ("優惠券", "優惠券"),
        ("Free 🎁 gift 🎁", "🎁"),
        ("कूपन", "कूपन"),
    ],
)
def test_other_scripts_are_named_each_character_once(text: str, lacking: str) -> None:
    assert fonts.missing(text) == tuple(lacking)


def test_a_letter_and_its_accent_count_as_one() -> None:
    apart, joined = "z\u0307o\u0301l\u0301", "żóĺ"
    assert fonts.composed(apart) == joined
    assert fonts.width(apart, fonts.REGULAR, 10) == fonts.width(joined, fonts.REGULAR, 10)


def test_line_ends_and_tabs_are_not_missed() -> None:
    assert fonts.missing("two\nlines\tand\u00a0more") == ()


def test_bold_covers_what_regular_covers() -> None:
    fonts.register()
    assert fonts.missing("".join(PANGRAMS)) == ()
    assert fonts.width("Zażółć", fonts.BOLD, 10) > fonts.width("Zażółć", fonts.REGULAR, 10)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=40))
def test_width_grows_with_the_size(text: str) -> None:
    small, large = (fonts.width(text, fonts.REGULAR, size) for size in (5, 10))
    assert large == pytest.approx(2 * small)

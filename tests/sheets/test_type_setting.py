from hypothesis import given
from hypothesis import strategies as st

from counterfoil.sheets import fonts
from counterfoil.sheets.type_setting import ELLIPSIS, Kind, Paragraph, set_cut, set_text, width_mm

TEXT = "One voucher per purchase and customer. Not valid with other offers."


def terms(text: str = TEXT, most_lines: int = 12) -> Paragraph:
    return Paragraph(Kind.TERMS, text, fonts.REGULAR, 7, 4.5, most_lines)


def code(*forms: tuple[str, ...]) -> Paragraph:
    return Paragraph(Kind.CODE, "".join(forms[0]), fonts.BOLD, 10, 5, forms=forms)


@given(st.text("abcdef WiŻ", max_size=80), st.floats(3, 80), st.floats(4, 20), st.integers(1, 5))
def test_lines_keep_within_the_width_and_number(
    text: str, width: float, size: float, most: int
) -> None:
    for fitted in (
        set_text(terms(text, most), width, size),
        set_cut(terms(text), width, size, most),
    ):
        if fitted is not None:
            assert len(fitted.lines) <= most
            assert all(width_mm(line, fonts.REGULAR, fitted.size) <= width for line in fitted.lines)


def test_whole_text_is_shown_whole() -> None:
    fitted = set_text(terms(), 40, 7)
    assert fitted is not None
    assert " ".join(fitted.lines) == TEXT
    assert not fitted.cut


def test_lines_come_out_even() -> None:
    fitted = set_text(terms("Autumn voucher: 10% off everything"), 40, 9)
    assert fitted is not None
    assert fitted.lines == ("Autumn voucher:", "10% off everything")


def test_text_without_room_ends_in_an_ellipsis() -> None:
    fitted = set_cut(terms(), 30, 7, 2)
    assert fitted is not None
    assert fitted.cut
    assert fitted.lines[-1].endswith(ELLIPSIS)
    assert TEXT.startswith(" ".join(fitted.lines).removesuffix(ELLIPSIS))


def test_dates_are_shown_whole_or_not_at_all() -> None:
    dates = Paragraph(Kind.DATES, "15 Oct 2026 – 31 Jan 2027", fonts.REGULAR, 7, 4.5, 2)
    assert set_cut(dates, 25, 7, 1) is None
    fitted = set_cut(dates, 25, 7, 2)
    assert fitted is not None
    assert not fitted.cut


def test_a_text_of_which_only_shreds_would_show_is_not_shown() -> None:
    assert set_cut(terms("Loyalty members’ celebration weekend"), 6, 7, 3) is None


def test_a_word_wider_than_the_line_is_cut_not_hung_over() -> None:
    assert set_text(terms("Herbstgutscheinaktionswochen"), 22, 7) is None
    fitted = set_cut(terms("Herbstgutscheinaktionswochen"), 22, 7, 3)
    assert fitted is not None
    assert fitted.lines[0].endswith(ELLIPSIS)


def test_no_room_for_a_letter_is_no_text() -> None:
    assert set_cut(terms(), 1, 7, 1) is None


def test_a_code_takes_one_line_somewhat_smaller_rather_than_two() -> None:
    one, two = ("AUTUMN-7K2M Q9WX",), ("AUTUMN-", "7K2M Q9WX")
    wide = width_mm(one[0], fonts.BOLD, 10)
    smaller = set_text(code(one, two), wide * 0.85, 10)
    assert smaller is not None
    assert smaller.lines == one
    assert 7.2 <= smaller.size < 10
    parted = set_text(code(one, two), wide * 0.65, 10)
    assert parted is not None
    assert parted.lines == two
    assert set_text(code(one, two), wide * 0.2, 10) is None
    assert set_cut(code(one, two), wide * 0.2, 10, 2) is None


def test_a_name_stands_on_two_lines_rather_than_three() -> None:
    name = Paragraph(
        Kind.NAME, "Autumn voucher: 10% off everything", fonts.BOLD, 12, 6, 3, few_lines=2
    )
    wide = width_mm("10% off everything", fonts.BOLD, 12) * 0.85
    fitted = set_text(name, wide, 12)
    assert fitted is not None
    assert len(fitted.lines) == 2
    assert fitted.size < 12

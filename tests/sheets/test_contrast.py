import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.contrast import (
    SYMBOL_CONTRAST,
    check_contrast,
    contrast_ratio,
    luminance,
    red_light,
    text_colour,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("#000000", "#FFFFFF"),
        ("#12324A", "#FFF6E0"),
        ("#1F3A5F", "#FFE0E0"),
        ("#0B4F1E", "#FFFFFF"),
    ],
)
def test_dark_on_light_is_printed(ink: str, paper: str) -> None:
    check_contrast(ink, paper)


@pytest.mark.parametrize(
    ("ink", "paper", "said"),
    [
        ("#C00000", "#FFFFFF", "ink #C00000 looks as light as paper in a scanner’s red light"),
        ("#FF0000", "#FFFFFF", "red light"),
        ("#9A9A9A", "#FFFFFF", "ink #9A9A9A is too light"),
        ("#000000", "#1F3A5F", "paper #1F3A5F is too dark"),
        ("#000000", "#00C0FF", "paper #00C0FF is too dark"),
        ("#FFFFFF", "#000000", "not darker"),
        ("#777777", "#777777", "not darker"),
        ("#00CC00", "#FFFFFF", "ink #00CC00 is too light on the paper #FFFFFF"),
    ],
)
def test_what_a_scanner_may_not_tell_apart_is_refused(ink: str, paper: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_contrast(ink, paper)


@given(colours, colours)
def test_what_passes_has_contrast_in_both_lights(ink: str, paper: str) -> None:
    try:
        check_contrast(ink, paper)
    except InvalidInput:
        return
    assert red_light(paper) - red_light(ink) >= SYMBOL_CONTRAST
    assert luminance(paper) - luminance(ink) >= SYMBOL_CONTRAST


@given(colours)
def test_text_on_any_band_can_be_read(band: str) -> None:
    assert contrast_ratio(text_colour(band), band) >= 4.5


def test_black_and_white_are_the_ends_of_the_scale() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert text_colour("#FFEE00") == "#000000"


@pytest.mark.parametrize("colour", ["red", "#12345", "#GGGGGG", "", "#1234567"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(InvalidInput, match="no colour"):
        check_contrast(colour, "#FFFFFF")

import numpy as np
import pytest

from counterfoil.sheets.checks import Look
from counterfoil.sheets.expected import Expected
from counterfoil.sheets.lights import Colours
from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.shifted import shift
from tests.sheets.paper import EYES, plan, sheets, written


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Colours, list[Look], Rendered]:
    made = plan()
    pages = sheets(made.stock, 21)
    path = written(tmp_path_factory.mktemp("sheet") / "sheet.pdf", made, pages)
    (picture,) = EYES.pages(path, 200)
    page = Rendered.of(picture, made.stock)
    return picture, [look for look, _ in Expected(made, page).looks(pages[0])], page


@pytest.mark.parametrize("by", [(0, 12), (-20, 5), (7, -40), (-3, -3)])
def test_a_symbol_that_was_moved_is_found(
    seen: tuple[Colours, list[Look], Rendered], by: tuple[int, int]
) -> None:
    picture, looks, page = seen
    down, right = by
    found = shift(np.roll(picture, by, (0, 1)), looks[10], page)
    assert found == pytest.approx((right / page.across, down / page.down))


def test_a_symbol_in_its_place_is_not_said_to_be_shifted(
    seen: tuple[Colours, list[Look], Rendered],
) -> None:
    picture, looks, page = seen
    assert shift(picture, looks[0], page) is None
    assert shift(np.roll(picture, 1, 1), looks[0], page) is None


def test_another_code_is_not_taken_for_it(seen: tuple[Colours, list[Look], Rendered]) -> None:
    picture, looks, page = seen
    label = round(38.1 * page.down)
    assert shift(np.roll(picture, label + 9, 0), looks[10], page) is None


def test_nothing_is_found_on_blank_paper(seen: tuple[Colours, list[Look], Rendered]) -> None:
    picture, looks, page = seen
    assert shift(np.full_like(picture, 255), looks[0], page) is None

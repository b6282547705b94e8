from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from counterfoil.domain.errors import Conflict, Forbidden, NotFound
from counterfoil.ledger.codes.steps import Stopped, finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.sheets.find import find_sheet
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.void import void_sheet_steps
from counterfoil.scanning.proofreading import page_pictures
from counterfoil.sheets.catalogue import find_stock
from counterfoil.sheets.lights import Colours
from counterfoil.sheets.making import Printed
from counterfoil.sheets.print_run import PrintOrder, print_steps
from counterfoil.sheets.reprint_run import reprint_steps
from tests.domain.build import NOW
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well
from tests.sheets.paper import EYES, read_page

STOCK = find_stock("avery-l7160")


@pytest.fixture
def codes(shop: Shop, tmp_path: Path) -> list[str]:
    """Codes on two sheets."""
    campaign, texts = shop.campaign(30)
    order = PrintOrder(Selection(campaign.id), STOCK)
    finish(print_steps(shop.ledger, order, MANAGER, NOW, tmp_path / "first.pdf", eyes=EYES))
    return texts


def again(shop: Shop, number: int, path: Path) -> Printed:
    return finish(reprint_steps(shop.ledger, number, MANAGER, NOW, path, eyes=EYES))


def words(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())


def blank(path: Path, dpi: int) -> Generator[Colours, None, None]:
    """See nothing."""
    for page in page_pictures(path, dpi):
        yield np.full_like(page, 255)


def test_a_sheet_is_printed_again_as_it_was_marked_and_counted(
    shop: Shop, codes: list[str], target: Path
) -> None:
    made = again(shop, 2, target)
    assert (made.path, made.labels, made.sheets) == (target, 9, 1)
    assert read_page(target, 0, STOCK) == codes[21:]
    assert "Sheet 2 · " in words(target)
    assert "page 2 of 2 · 2026-05-13 · Reprint 1 · " in words(target)
    assert find_sheet(shop.ledger, 2).reprints == 1
    again(shop, 2, target)
    assert "Reprint 2" in words(target)
    assert find_sheet(shop.ledger, 2).reprints == 2
    assert_well(shop.ledger)


def test_codes_spent_since_are_crossed_out_in_their_places(
    shop: Shop, codes: list[str], target: Path
) -> None:
    void_codes(shop.ledger, "c1", MANAGER, NOW, reason="spoilt", texts=codes[22:24])
    made = again(shop, 2, target)
    assert made.proof is not None
    assert (made.proof.proved, made.proof.total, made.labels) == (7, 7, 7)
    assert read_page(target, 0, STOCK) == [codes[21], *codes[24:]]
    assert words(target).count("void") == 2


def test_what_fails_its_proof_is_neither_there_nor_counted(
    shop: Shop, codes: list[str], target: Path
) -> None:
    eyes = replace(EYES, pages=blank)
    made = finish(reprint_steps(shop.ledger, 1, MANAGER, NOW, target, eyes=eyes))
    assert made.path is None
    assert made.proof is not None
    assert made.proof.failures[0].sentence == "The sheet’s own code cannot be read in its head."
    assert made.proof.failures[1].expected == codes[0]
    assert list(target.parent.iterdir()) == []
    assert find_sheet(shop.ledger, 1).reprints == 0


@pytest.mark.usefixtures("codes")
def test_cancelled_it_is_not_counted(shop: Shop, target: Path) -> None:
    left = iter(range(2))
    steps = reprint_steps(
        shop.ledger, 1, MANAGER, NOW, target, eyes=EYES, cancelled=lambda: not any(left)
    )
    with pytest.raises(Stopped):
        finish(steps)
    assert list(target.parent.iterdir()) == []
    assert find_sheet(shop.ledger, 1).reprints == 0


@pytest.mark.usefixtures("codes")
def test_what_must_not_be_printed_again_is_refused(shop: Shop, target: Path) -> None:
    with pytest.raises(NotFound):
        again(shop, 9, target)
    with pytest.raises(Forbidden):
        finish(reprint_steps(shop.ledger, 1, CASHIER, NOW, target, eyes=EYES))
    finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost"))
    with pytest.raises(Conflict, match="is void"):
        again(shop, 1, target)
    assert list(target.parent.iterdir()) == []

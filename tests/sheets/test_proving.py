"""Files that are well drawn pass the proof."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.steps import Progress
from counterfoil.sheets.catalogue import all_stock
from counterfoil.sheets.design import Adjustment, Design, LabelTexts, Symbology, Template
from counterfoil.sheets.proof import Proof
from counterfoil.sheets.proving import proof_steps
from tests.sheets.paper import (
    EYES,
    SMALL,
    code,
    plan,
    sheets,
    tried,
    written,
)

QR, BARS, BOTH = Symbology.QR, Symbology.CODE_128, Symbology.BOTH


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "sheets.pdf"


@pytest.mark.parametrize("symbology", list(Symbology))
@pytest.mark.parametrize("stock", ["avery-l7160", "avery-5160"])
def test_what_is_well_drawn_is_proved(pdf: Path, stock: str, symbology: Symbology) -> None:
    made = plan(stock, Design(symbology=symbology))
    pages = sheets(made.stock, 70, start=4)
    assert tried(pdf, made, pages) == Proof(70, 70)


@pytest.mark.parametrize("template", list(Template))
def test_every_template_in_colour_is_proved(pdf: Path, template: Template) -> None:
    design = Design(template=template, ink="#1F3A5F", paper="#FDF6E3", level="Q", crop_marks=True)
    made = plan("avery-l7160", replace(design, symbology=BOTH))
    assert tried(pdf, made, sheets(made.stock, 22)).passed


def test_letters_that_reach_out_of_their_line_keep_out_of_the_quiet_zone(pdf: Path) -> None:
    made = plan(texts=LabelTexts(name="Jubilee", dates="j", terms="Just one."))
    pages = sheets(made.stock, 3, texts=lambda n: f"J{code(n, 7)}")
    assert tried(pdf, made, pages).passed


def test_an_address_in_the_symbol_is_proved(pdf: Path) -> None:
    made = plan(design=Design(content="https://shop.example/r/{code}"))
    assert tried(pdf, made, sheets(made.stock, 3)).passed


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("symbology", list(Symbology))
def test_all_known_stock_is_proved_wherever_the_symbol_has_room(
    pdf: Path, symbology: Symbology
) -> None:
    tried_on = 0
    for stock in all_stock():
        try:
            made = plan(stock, Design(symbology=symbology))
        except InvalidInput:
            continue
        assert tried(pdf, made, sheets(stock, stock.per_page + 1)).passed, stock.id
        tried_on += 1
    assert tried_on > 150


def test_codes_of_several_lengths_are_proved(pdf: Path) -> None:
    made = plan(design=Design(symbology=BOTH), sample="AUTUMN-" + code(1, 9))
    pages = sheets(made.stock, 21, texts=lambda n: code(n, 4 + n % 9))
    assert tried(pdf, made, pages).passed


def test_a_code_that_does_not_fit_the_shape_of_the_others_is_proved(pdf: Path) -> None:
    made = plan(sample="12345678")
    pages = sheets(made.stock, 30, texts=lambda n: "abc-defg" if n == 2 else f"{n:08}")
    assert tried(pdf, made, pages).passed


def test_what_the_printer_needs_set_right_is_proved_where_it_is_then(pdf: Path) -> None:
    by = Adjustment(offset_x=1.5, offset_y=-1.0, scale_x=1.004, scale_y=0.997)
    made = replace(plan(design=Design(symbology=BOTH)), adjustment=by)
    assert tried(pdf, made, sheets(made.stock, 21)).passed


def test_small_labels_are_looked_at_from_nearer(pdf: Path) -> None:
    made = plan(SMALL, Design(symbology=BOTH, template=Template.PLAIN))
    pages = sheets(made.stock, 12)
    assert min(symbol.module for symbol in made.layout.symbols) < 0.25
    assert tried(pdf, made, pages) == Proof(12, 12)


def test_a_reprint_is_proved_with_its_spent_codes_crossed_out(pdf: Path) -> None:
    made = plan()
    (page,) = sheets(made.stock, 21)
    spent = {3: CodeStatus.USED, 7: CodeStatus.VOID}
    codes = tuple(replace(one, status=spent.get(one.place, one.status)) for one in page.codes)
    assert tried(pdf, made, [replace(page, codes=codes, reprint=1)]).passed


def test_progress_counts_labels(pdf: Path) -> None:
    made = plan()
    pages = sheets(made.stock, 30)
    written(pdf, made, pages)
    steps = proof_steps(pdf, made, pages, 30, EYES)
    assert list(steps) == [Progress(21, 30), Progress(30, 30)]

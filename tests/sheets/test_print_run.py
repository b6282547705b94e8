from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, MachineError
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import Progress, Stopped, finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.journal import entries
from counterfoil.ledger.sheets.find import sheet_codes
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import count_unprinted
from counterfoil.ledger.tables.sheets import print_runs, sheet_parts, sheets
from counterfoil.scanning.proofreading import page_pictures
from counterfoil.sheets.catalogue import find_stock, stock_from_json
from counterfoil.sheets.design import Design, Symbology
from counterfoil.sheets.design_json import design_from_json
from counterfoil.sheets.lights import Colours
from counterfoil.sheets.print_run import Printed, PrintOrder, preview, print_steps
from tests.domain.build import NOW
from tests.ledger.shop import CASHIER, MANAGER, Shop, assert_well
from tests.sheets.paper import EYES, read_page

STOCK = find_stock("avery-l7160")


def order(campaign_id: str, **over: Any) -> PrintOrder:  # noqa: ANN401 - checked by PrintOrder
    return replace(PrintOrder(Selection(campaign_id), STOCK), **over)


def printed(shop: Shop, wanted: PrintOrder, path: Path, **over: Any) -> Printed:  # noqa: ANN401
    chosen = {"eyes": EYES, **over}
    return finish(print_steps(shop.ledger, wanted, MANAGER, NOW, path, **chosen))


def assert_no_trace(shop: Shop, target: Path, campaign_id: str, codes: int) -> None:
    """There is neither a file nor a run, and all codes can be printed."""
    assert list(target.parent.iterdir()) == []
    assert [shop.count(table) for table in (print_runs, sheets, sheet_parts)] == [0, 0, 0]
    assert count_unprinted(shop.ledger, Selection(campaign_id)) == codes
    assert Kind.SHEETS_PRINTED not in {entry.entry.kind for entry in entries(shop.ledger)}
    assert_well(shop.ledger)


def blind(path: Path, dpi: int) -> Generator[Colours, None, None]:
    """See the second label covered up."""
    for page in page_pictures(path, dpi):
        seen = np.array(page)
        seen[: seen.shape[0] // 6, seen.shape[1] // 3 : 2 * seen.shape[1] // 3] = 255
        yield seen


def test_sheets_are_written_proved_recorded_and_there(shop: Shop, target: Path) -> None:
    campaign, codes = shop.campaign(50)
    made = printed(shop, order(campaign.id, start=3), target)
    assert (made.path, made.labels, made.sheets) == (target, 50, 3)
    assert made.proof is not None
    assert (made.proof.passed, made.proof.proved, made.proof.total) == (True, 50, 50)
    assert (made.run.first_sheet, made.run.last_sheet, made.run.proved) == (1, 3, 50)
    assert list(target.parent.iterdir()) == [target]
    assert count_unprinted(shop.ledger, Selection(campaign.id)) == 0
    shown = [code.text for sheet in (1, 2, 3) for code in sheet_codes(shop.ledger, sheet)]
    assert shown == codes
    assert [code.place for code in sheet_codes(shop.ledger, 1)] == list(range(3, 22))
    on_paper = [text for page in range(3) for text in read_page(target, page, STOCK)]
    assert on_paper == codes
    assert_well(shop.ledger)


def test_stock_and_design_are_kept_with_the_run(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(1)
    design = Design(symbology=Symbology.BOTH, ink="#1F3A5F", terms="One each.")
    made = printed(shop, order(campaign.id, design=design), target)
    assert stock_from_json(made.run.stock) == STOCK
    assert design_from_json(made.run.design) == design


def test_the_file_says_what_it_is_and_that_it_is_proved(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(22)
    printed(shop, order(campaign.id), target, margin_stamp=True)
    with pdfium.PdfDocument(target) as document:
        about = document.get_metadata_dict()
        words = document[1].get_textpage().get_text_range()
    assert about["Title"] == campaign.name
    assert about["Subject"] == "proved 22/22 on 2026-05-13"
    assert "proved 22/22 on 2026-05-13" in words
    assert f"Sheet 2 · {campaign.name}" in words
    assert "page 2 of 2" in words


def test_without_a_proof_nothing_is_said_of_one(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(2)
    made = printed(shop, order(campaign.id), target, eyes=None)
    assert (made.proof, made.run.proved) == (None, None)
    with pdfium.PdfDocument(target) as document:
        assert document.get_metadata_dict()["Subject"] == ""
        assert "2026-05-13" in document[0].get_textpage().get_text_range()


def test_progress_names_its_stage(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(30)
    steps = print_steps(shop.ledger, order(campaign.id), MANAGER, NOW, target, eyes=EYES)
    seen = list(dict.fromkeys(steps))
    assert seen == [
        Progress(0, 2, "writing"),
        Progress(1, 2, "writing"),
        Progress(2, 2, "writing"),
        Progress(0, 30, "proving"),
        Progress(21, 30, "proving"),
        Progress(30, 30, "proving"),
    ]


def test_a_code_goes_on_one_sheet_only(shop: Shop, target: Path) -> None:
    campaign, codes = shop.campaign(30)
    first = Selection(campaign.id, quantity=10)
    printed(shop, order(campaign.id, selection=first), target)
    made = printed(shop, order(campaign.id), target)
    assert (made.labels, made.run.first_sheet) == (20, 2)
    assert [code.text for code in sheet_codes(shop.ledger, 2)] == codes[10:]
    with pytest.raises(Conflict, match="no unused code left"):
        printed(shop, order(campaign.id), target)


def test_codes_of_a_test_batch_say_so(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(0)
    batch = generate(shop.ledger, campaign.id, 2, MANAGER, NOW, test=True)
    assert batch is not None
    printed(shop, order(campaign.id, selection=Selection(campaign.id, batch.id)), target)
    with pdfium.PdfDocument(target) as document:
        assert document[0].get_textpage().get_text_range().count("TEST") == 2


def test_a_failed_proof_leaves_no_file_and_the_codes_unprinted(shop: Shop, target: Path) -> None:
    campaign, codes = shop.campaign(21)
    made = printed(shop, order(campaign.id), target, eyes=replace(EYES, pages=blind))
    assert made.path is None
    assert made.proof is not None
    (failure,) = made.proof.failures
    assert (failure.place, failure.expected, failure.why) == (
        2,
        codes[1],
        "Nothing is printed here.",
    )
    assert made.proof.proved == 20
    with pytest.raises(ValueError, match="nothing was printed"):
        _ = made.run
    assert_no_trace(shop, target, campaign.id, 21)


def test_a_failed_proof_leaves_an_older_file_as_it_was(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(2)
    target.write_bytes(b"an older one")
    printed(shop, order(campaign.id), target, eyes=replace(EYES, pages=blind))
    assert target.read_bytes() == b"an older one"


@pytest.mark.parametrize("steps_done", [1, 2, 3, 5])
def test_cancelled_it_leaves_nothing(shop: Shop, target: Path, steps_done: int) -> None:
    campaign, _codes = shop.campaign(50)
    left = iter(range(steps_done))
    steps = print_steps(
        shop.ledger, order(campaign.id), MANAGER, NOW, target, eyes=EYES,
        cancelled=lambda: next(left, None) is None,
    )  # fmt: skip
    with pytest.raises(Stopped):
        finish(steps)
    assert_no_trace(shop, target, campaign.id, 50)


def test_left_in_the_middle_it_leaves_nothing(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(50)
    steps = print_steps(shop.ledger, order(campaign.id), MANAGER, NOW, target, eyes=EYES)
    for _ in range(8):
        next(steps)
    assert len(list(target.parent.iterdir())) == 1
    steps.close()
    assert_no_trace(shop, target, campaign.id, 50)


def test_a_code_spent_while_it_is_proved_is_on_paper_and_void(shop: Shop, target: Path) -> None:
    campaign, codes = shop.campaign(21)
    steps = print_steps(shop.ledger, order(campaign.id), MANAGER, NOW, target, eyes=EYES)
    while next(steps).stage != "proving":
        pass
    void_codes(shop.ledger, campaign.id, MANAGER, NOW, reason="lost", texts=codes[4:5])
    made = finish(steps)
    assert made.proof is not None
    assert made.proof.passed
    assert [str(code.status) for code in sheet_codes(shop.ledger, 1)].count("void") == 1


@pytest.mark.parametrize(
    ("place", "error", "said"),
    [
        ("missing/sheets.pdf", MachineError, "cannot be written"),
        (".", InvalidInput, "is there and is no file"),
    ],
)
def test_where_no_file_can_be_nothing_is_left(
    shop: Shop, target: Path, place: str, error: type[Exception], said: str
) -> None:
    campaign, _codes = shop.campaign(3)
    with pytest.raises(error, match=said):
        printed(shop, order(campaign.id), target.parent / place)
    assert_no_trace(shop, target, campaign.id, 3)


def test_what_cannot_be_printed_is_told_before_a_number_is_taken(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(3)
    with pytest.raises(InvalidInput, match="red light"):
        printed(shop, order(campaign.id, design=Design(ink="#FF0000")), target)
    with pytest.raises(InvalidInput, match="labels 1 to 21"):
        printed(shop, order(campaign.id, start=22), target)
    assert printed(shop, order(campaign.id), target).run.first_sheet == 1


def test_only_a_manager_prints(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(3)
    with pytest.raises(Forbidden):
        finish(print_steps(shop.ledger, order(campaign.id), CASHIER, NOW, target, eyes=EYES))
    assert_no_trace(shop, target, campaign.id, 3)


def test_a_preview_is_the_real_page_and_records_nothing(shop: Shop, target: Path) -> None:
    campaign, codes = shop.campaign(50)
    wanted = order(campaign.id, selection=Selection(campaign.id, quantity=45), start=2)
    shown = preview(shop.ledger, wanted, target)
    assert (shown.labels, shown.sheets, shown.problems) == (45, 3, ())
    with pdfium.PdfDocument(target) as document:
        assert len(document) == 1
        assert document.get_metadata_dict()["Title"] == f"Preview – {campaign.name}"
        assert f"Preview – {campaign.name}" in document[0].get_textpage().get_text_range()
    assert read_page(target, 0, STOCK) == codes[:20]
    target.unlink()
    assert_no_trace(shop, target, campaign.id, 50)


def test_a_preview_tells_what_would_not_go_as_wished(shop: Shop, target: Path) -> None:
    campaign, _codes = shop.campaign(1)
    shown = preview(shop.ledger, order(campaign.id, design=Design(terms="Words. " * 300)), target)
    assert ["cut" in str(problem) for problem in shown.problems] == [True]

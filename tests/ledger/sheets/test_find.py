"""Printed sheets found by number, by header, by a code on them, by campaign."""

from datetime import timedelta

import pytest

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_steps
from counterfoil.ledger.sheets.find import (
    find_sheet,
    last_run,
    list_sheets,
    next_start,
    run_of,
    sheet_codes,
    sheet_of_code,
)
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import PrintedAt
from counterfoil.ledger.sheets.plan import pages
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.domain.build import NOW
from tests.ledger.sheets.press import STOCK, begin, draw, print_sheets
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop

LATER = NOW + timedelta(hours=1)
OTHER = "2345678923"


def test_a_sheet_is_found_by_its_number_and_by_its_header(shop: Shop) -> None:
    shop.campaign(10)
    printed = draw(shop.ledger, begin(shop.ledger, start=3), LATER)
    sheet = find_sheet(shop.ledger, 2)
    assert sheet == find_sheet(shop.ledger, " 2 ") == find_sheet(shop.ledger, sheet.header.lower())
    assert (sheet.number, sheet.page, sheet.first_place, sheet.labels) == (2, 2, 1, 4)
    assert (sheet.run_id, sheet.campaign_id) == (printed.run.id, "c1")
    assert (sheet.printed_at, sheet.printed_by, sheet.voided_at) == (LATER, "Manager", None)
    assert sheet.header == printed.pages[1].header


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("4", NotFound, "There is no sheet 4; list"),
        ("x" * 99, InvalidInput, f"^{'x' * 40} is no sheet"),
        ("", InvalidInput, "is no sheet"),
        ("²", InvalidInput, "is no sheet"),
        ("9" * 30, InvalidInput, "is no sheet"),
        (header_code(OTHER, 1), NotFound, f"by another till \\({OTHER}\\)"),
        (header_code(OTHER, 9), NotFound, "by another till"),
    ],
)
def test_what_is_no_sheet_here_is_said(
    shop: Shop, text: str, error: type[Exception], says: str
) -> None:
    shop.campaign(10)
    print_sheets(shop.ledger)
    with pytest.raises(error, match=says):
        find_sheet(shop.ledger, text)
    with pytest.raises(NotFound, match="no sheet 9"):
        find_sheet(shop.ledger, header_code(shop.ledger.device.id, 9))
    with pytest.raises(NotFound):
        sheet_codes(shop.ledger, 9)


def test_each_code_knows_its_place_and_each_place_its_code(shop: Shop) -> None:
    _, codes = shop.campaign(40)
    for at in (0, 4, 5, 6, 20, 39):
        shop.redeem(codes[at])
    printed = print_sheets(shop.ledger, per_page=7, start=6)
    for page in printed.pages:
        assert sheet_codes(shop.ledger, page.number) == page.codes
        for code in page.codes:
            there = PrintedAt(page.number, code.place, NOW, "Manager")
            assert sheet_of_code(shop.ledger, code.id) == there
    spent = set(range(1, 41)) - set(printed.ids)
    assert len(spent) == 6
    assert {sheet_of_code(shop.ledger, code_id) for code_id in [*spent, 0, 41, 10**9]} == {None}


def test_the_codes_on_a_sheet_tell_what_became_of_them(shop: Shop) -> None:
    _, codes = shop.campaign(4)
    batch = generate(shop.ledger, "c1", 20_000, MANAGER, NOW)
    assert batch
    print_sheets(shop.ledger, quantity=8)
    shop.redeem(codes[1])
    statuses = [code.status for code in sheet_codes(shop.ledger, 1)]
    assert statuses == [
        CodeStatus.UNUSED, CodeStatus.USED, CodeStatus.UNUSED, CodeStatus.UNUSED
    ]  # fmt: skip
    steps = void_steps(shop.ledger, "c1", MANAGER, NOW, reason="lost", batch_id=batch.id)
    next(steps)
    assert {code.status for code in sheet_codes(shop.ledger, 2)} == {CodeStatus.VOID}
    finish(steps)


def test_a_run_being_made_has_no_sheets_yet(shop: Shop) -> None:
    shop.campaign(5)
    begun = begin(shop.ledger)
    first = next(pages(shop.ledger, begun.run_id))
    assert sheet_of_code(shop.ledger, first.codes[0].id) is None
    assert list_sheets(shop.ledger, "c1") == ()
    assert last_run(shop.ledger, "c1") is None
    with pytest.raises(NotFound):
        find_sheet(shop.ledger, first.number)
    with pytest.raises(NotFound):
        run_of(shop.ledger, begun.run_id)


def test_sheets_are_listed_the_newest_first_page_by_page(shop: Shop) -> None:
    shop.campaign(30)
    shop.campaign(30, id="c2")
    for campaign_id, quantity in (("c1", 9), ("c2", 5), ("c1", 1), ("c2", 25), ("c1", 20)):
        print_sheets(shop.ledger, campaign_id, quantity)
    every = [sheet.number for sheet in list_sheets(shop.ledger)]
    assert every == list(range(18, 0, -1))
    ours = [sheet.number for sheet in list_sheets(shop.ledger, "c1")]
    assert ours == [18, 17, 16, 15, 14, 6, 3, 2, 1]
    paged: list[int] = []
    while some := list_sheets(shop.ledger, "c1", before=paged[-1] if paged else None, limit=4):
        paged += [sheet.number for sheet in some]
    assert paged == ours
    assert {sheet.campaign_id for sheet in list_sheets(shop.ledger, "c2")} == {"c2"}


def test_the_last_run_says_what_it_was_made_from(shop: Shop) -> None:
    shop.campaign(10)
    print_sheets(shop.ledger, quantity=1)
    printed = print_sheets(shop.ledger, start=2)
    run = last_run(shop.ledger, "c1")
    assert run == printed.run == run_of(shop.ledger, printed.run.id)
    assert run is not None
    assert (run.stock, run.design, run.per_page, run.start) == (f'{{"id":"{STOCK}"}}', "{}", 4, 2)
    assert (run.sheets, run.labels, run.printed_by) == (3, 9, "Manager")


def test_the_next_run_begins_where_the_last_one_on_the_stock_ended(shop: Shop) -> None:
    shop.campaign(40)
    assert next_start(shop.ledger, STOCK) == 1
    print_sheets(shop.ledger, quantity=6)
    assert next_start(shop.ledger, STOCK) == 3
    print_sheets(shop.ledger, quantity=1, stock="other")
    assert (next_start(shop.ledger, STOCK), next_start(shop.ledger, "other")) == (3, 2)
    print_sheets(shop.ledger, quantity=1, start=3)
    assert next_start(shop.ledger, STOCK) == 4
    begun = begin(shop.ledger, quantity=2)
    assert next_start(shop.ledger, STOCK) == 4
    draw(shop.ledger, begun)
    assert next_start(shop.ledger, STOCK) == 3
    print_sheets(shop.ledger, quantity=2, start=3)
    assert next_start(shop.ledger, STOCK) == 1
    last = print_sheets(shop.ledger, quantity=2).run.last_sheet
    finish(void_sheet_steps(shop.ledger, last, SUPERVISOR, NOW, "lost"))
    assert next_start(shop.ledger, STOCK) == 1


def test_what_is_printed_tells_of_reprints_and_voids(shop: Shop) -> None:
    shop.campaign(4)
    (code_id, *_) = print_sheets(shop.ledger).ids
    record_reprint(shop.ledger, 1, MANAGER, LATER)
    assert sheet_of_code(shop.ledger, code_id) == PrintedAt(1, 1, NOW, "Manager", 1)
    finish(void_sheet_steps(shop.ledger, 1, SUPERVISOR, LATER, "lost"))
    assert sheet_of_code(shop.ledger, code_id) == PrintedAt(1, 1, NOW, "Manager", 1, is_void=True)

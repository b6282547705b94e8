"""A sheet printed again: marked, counted, and only what can still be used."""

from datetime import timedelta

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.sheets.find import find_sheet
from counterfoil.ledger.sheets.reprint import record_reprint, reprint_page
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.domain.build import NOW
from tests.ledger.sheets.press import print_sheets
from tests.ledger.shop import MANAGER, SUPERVISOR, Shop

LATER = NOW + timedelta(hours=1)


def test_codes_stay_at_their_places_and_used_ones_are_left_out(shop: Shop) -> None:
    _, codes = shop.campaign(8)
    first = print_sheets(shop.ledger).pages[1]
    shop.redeem(codes[5])
    page = reprint_page(shop.ledger, 2)
    assert (page.number, page.header, page.reprint) == (2, first.header, 1)
    assert page.codes == tuple(code for code in first.codes if code.text != codes[5])
    assert [code.place for code in page.codes] == [1, 3, 4]


def test_reprints_are_counted_and_recorded(shop: Shop) -> None:
    shop.campaign(8)
    run = print_sheets(shop.ledger).run
    assert record_reprint(shop.ledger, 2, MANAGER, LATER, " paper jam ").reprints == 1
    assert shop.last_entry().entry.kind == Kind.SHEET_REPRINTED
    assert shop.last_entry().entry.body == {
        "sheet": 2,
        "run": run.id,
        "campaign": "c1",
        "reprint": 1,
        "reason": "paper jam",
        "staff": "manager",
    }
    assert reprint_page(shop.ledger, 2).reprint == 2
    record_reprint(shop.ledger, 2, MANAGER, LATER)
    assert [find_sheet(shop.ledger, number).reprints for number in (1, 2)] == [0, 2]


def test_what_cannot_be_printed_again_is_refused(shop: Shop) -> None:
    _, codes = shop.campaign(4)
    print_sheets(shop.ledger)
    with pytest.raises(NotFound):
        reprint_page(shop.ledger, 9)
    with pytest.raises(NotFound):
        record_reprint(shop.ledger, 9, MANAGER, NOW)
    with pytest.raises(Forbidden):
        record_reprint(shop.ledger, 1, SUPERVISOR, NOW)
    with pytest.raises(InvalidInput):
        record_reprint(shop.ledger, 1, MANAGER, NOW, "\x07")
    for code in codes:
        shop.redeem(code)
    with pytest.raises(Conflict, match="left to be used"):
        reprint_page(shop.ledger, 1)
    finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost"))
    for again in (
        lambda: reprint_page(shop.ledger, 1),
        lambda: record_reprint(shop.ledger, 1, MANAGER, NOW),
    ):
        with pytest.raises(Conflict, match="is void and is not printed again"):
            again()

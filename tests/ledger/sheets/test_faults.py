"""The check-up tells what is wrong with printed sheets."""

import pytest
from sqlalchemy import text

from counterfoil.ledger.sheets.plan import pages
from tests.ledger.day import faults
from tests.ledger.sheets.press import begin, print_sheets
from tests.ledger.shop import Shop

DAMAGE = {
    "a code of a sheet is gone": (
        "DELETE FROM codes WHERE id = 2",
        "sheet 1 has 3 codes where it should have 4",
    ),
    "a part of a sheet is gone": (
        "DELETE FROM sheet_parts WHERE sheet = 2",
        "sheet 2 has 0 codes where it should have 4",
    ),
    "a code is on two sheets": (
        "UPDATE sheet_parts SET last_id = last_id + 1 WHERE sheet = 1",
        "code number 5 is on sheet 2, and on another one",
    ),
    "a sheet is not of its run": (
        "UPDATE print_runs SET last_sheet = 9",
        "the run 1 does not have the sheets 1 to 9",
    ),
    "a number is not of its run": (
        "UPDATE print_runs SET first_sheet = 2, last_sheet = 4",
        "the run 1 does not have the sheets 2 to 4",
    ),
}


def test_printed_sheets_are_well(shop: Shop) -> None:
    _, codes = shop.campaign(20)
    for at in (1, 2, 7):
        shop.redeem(codes[at])
    print_sheets(shop.ledger, quantity=9, start=2)
    print_sheets(shop.ledger, per_page=1)
    assert faults(shop.ledger) == {}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_wrong_is_found(shop: Shop, name: str) -> None:
    statement, sentence = DAMAGE[name]
    shop.campaign(11)
    print_sheets(shop.ledger)
    with shop.ledger.write() as conn:
        run_id = conn.scalar(text("SELECT id FROM print_runs"))
        assert conn.execute(text(statement)).rowcount == 1
    expected = sentence.replace("run 1", f"run {run_id}")
    assert expected in faults(shop.ledger)["printed sheets"]


def test_a_run_that_was_cut_off_is_told(shop: Shop) -> None:
    shop.campaign(3)
    begun = begin(shop.ledger)
    list(pages(shop.ledger, begun.run_id))
    (said,) = faults(shop.ledger)["unfinished work"]
    assert said == (
        f"the run {begun.run_id} of sheets is being made, or was cut off; open the ledger again"
        " if so"
    )

"""Sheets that offices print: each known to the others, and no code printed twice."""

import pytest

from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.exchange.inbox import inbox
from counterfoil.ledger.sheets.find import find_sheet, list_sheets, next_start, sheet_codes
from counterfoil.ledger.sheets.model import Run, Selection
from counterfoil.ledger.sheets.plan import begin_run, count_unprinted, pages
from counterfoil.ledger.sheets.record import finish_run
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.ledger.shop import MANAGER, SUPERVISOR, assert_well
from tests.sync.brand import Brand, Till
from tests.sync.test_making import office_of


def printed(office: Till, campaign_id: str) -> Run:
    """Print all codes that are left, three on a sheet."""
    run = begin_run(
        office.ledger,
        Selection(campaign_id),
        MANAGER,
        office.clock(),
        stock_json='{"id":"A4"}',
        design_json="{}",
        per_page=3,
    )
    assert list(pages(office.ledger, run.run_id))
    return finish_run(office.ledger, run.run_id, MANAGER, office.clock(), proved=None)


def test_what_one_office_has_printed_no_other_prints(either_brand: Brand) -> None:
    saved, codes = either_brand.shop.campaign(4)
    one, two = office_of(either_brand, "one"), office_of(either_brand, "two")
    run = printed(one, saved.id)
    assert (run.first_sheet, run.last_sheet) == (1_000_001, 1_000_002)
    one.sync()
    two.sync()
    assert count_unprinted(two.ledger, Selection(saved.id)) == 0
    with pytest.raises(Conflict):
        printed(two, saved.id)
    there = find_sheet(two.ledger, 1_000_002)
    assert there.header == find_sheet(one.ledger, 1_000_002).header
    assert [code.text for code in sheet_codes(two.ledger, 1_000_002)] == codes[3:]
    assert next_start(two.ledger, "A4") == 1
    assert next_start(one.ledger, "A4") == 2
    assert_well(two.ledger)


def test_what_becomes_of_a_sheet_is_known_everywhere(brand: Brand) -> None:
    saved, codes = brand.shop.campaign(4)
    one, two = office_of(brand, "one"), office_of(brand, "two")
    printed(one, saved.id)
    one.sync()
    two.sync()
    record_reprint(two.ledger, 1_000_001, MANAGER, two.clock(), "smudged")
    finish(void_sheet_steps(two.ledger, 1_000_002, SUPERVISOR, two.clock(), "lost"))
    two.sync()
    one.sync()
    assert find_sheet(one.ledger, 1_000_001).reprints == 1
    assert find_sheet(one.ledger, 1_000_002).void_reason == "lost"
    assert not one.redeem(codes[3]).accepted


def test_sheets_that_the_hub_printed_are_known_at_an_office(brand: Brand) -> None:
    saved, _ = brand.shop.campaign(4)
    office = office_of(brand)
    at_hub = Till(brand.hub, office.port, brand.clock)
    assert printed(at_hub, saved.id).first_sheet == 1
    office.sync()
    assert [sheet.number for sheet in list_sheets(office.ledger)] == [2, 1]


def test_codes_printed_twice_before_either_knew_are_told_of(brand: Brand) -> None:
    saved, codes = brand.shop.campaign(4)
    one, two = office_of(brand, "one"), office_of(brand, "two")
    for each in (one, two):
        printed(each, saved.id)
    one.sync()
    (refused,) = [each for each in two.sync().verdicts if each.outcome is not Outcome.APPLIED]
    assert refused.outcome is Outcome.REFUSED
    (waiting,) = inbox(brand.hub).conflicts
    assert "another device has printed too" in waiting.reason
    assert find_sheet(two.ledger, 2_000_001).labels == 3
    assert find_sheet(two.ledger, 1_000_001).labels == 3
    finish(void_sheet_steps(two.ledger, 2_000_001, SUPERVISOR, two.clock(), "printed twice"))
    assert not two.redeem(codes[0]).accepted
    two.sync()
    assert not two.redeem(codes[0]).accepted

"""Codes claimed for sheets: unused ones that no sheet has, in the order they were made."""

from typing import Any

import pytest

from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.campaigns import archive
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.void import void_codes, void_steps
from counterfoil.ledger.sheets.header import header_code
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import begin_run, count_unprinted, pages, preview_pages
from counterfoil.ledger.sheets.record import drop_run
from counterfoil.ledger.tables.codes import batches
from tests.domain.build import NOW
from tests.ledger.sheets.press import begin, draw, nothing_left, places, print_sheets
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop

ALL = Selection("c1")


def test_a_run_takes_the_first_codes_and_the_next_one_goes_on(shop: Shop) -> None:
    _, codes = shop.campaign(12)
    first = print_sheets(shop.ledger, quantity=6)
    assert first.texts == codes[:6]
    assert places(first.pages) == [[1, 2, 3, 4], [1, 2]]
    assert [page.number for page in first.pages] == [1, 2]
    device = shop.ledger.device.id
    assert [page.header for page in first.pages] == [header_code(device, n) for n in (1, 2)]
    assert count_unprinted(shop.ledger, ALL) == 6
    second = print_sheets(shop.ledger, start=3)
    assert second.texts == codes[6:]
    assert places(second.pages) == [[3, 4], [1, 2, 3, 4]]
    assert (second.run.first_sheet, second.run.last_sheet, second.run.labels) == (3, 4, 6)
    with pytest.raises(Conflict, match="Summer has no unused code left here"):
        begin(shop.ledger)


def test_spent_codes_are_left_out_and_leave_no_empty_label(shop: Shop) -> None:
    _, codes = shop.campaign(12)
    shop.redeem(codes[1])
    void_codes(shop.ledger, "c1", MANAGER, NOW, reason="lost", texts=[codes[4]])
    assert count_unprinted(shop.ledger, ALL) == 10
    begun = begin(shop.ledger, quantity=6)
    assert (begun.labels, begun.pages) == (6, 2)
    # Between the claim and the drawing two more are used up: what is read while drawing counts.
    shop.redeem(codes[0])
    shop.redeem(codes[5])
    printed = draw(shop.ledger, begun)
    assert printed.texts == [codes[2], codes[3], codes[6], codes[7]]
    assert places(printed.pages) == [[1, 2, 3, 4]]
    assert (printed.run.last_sheet, printed.run.labels, printed.run.proved) == (1, 4, 4)
    assert print_sheets(shop.ledger).texts == codes[8:]
    assert shop.last_entry().entry.body["sheets"] == [2, 2]


def test_pages_can_be_read_again_and_tell_what_became_of_their_codes(shop: Shop) -> None:
    _, codes = shop.campaign(2_500)
    begun = begin(shop.ledger, per_page=5, start=2)
    drawn = list(pages(shop.ledger, begun.run_id))
    assert [code.text for page in drawn for code in page.codes] == codes
    assert list(pages(shop.ledger, begun.run_id)) == drawn
    shop.redeem(codes[1])
    again = list(pages(shop.ledger, begun.run_id))
    assert again[0].codes[1].status is CodeStatus.USED
    assert [len(page.codes) for page in again] == [4, *(5,) * 499, 1]


def test_a_run_may_be_drawn_in_parts_as_after_a_pause(shop: Shop) -> None:
    _, codes = shop.campaign(1_000)
    begun = begin(shop.ledger, per_page=1)
    beginning = pages(shop.ledger, begun.run_id)
    assert [next(beginning).number for _ in range(500)] == list(range(1, 501))
    assert draw(shop.ledger, begun).texts == codes


def test_batches_and_bounds_are_kept_to(shop: Shop) -> None:
    shop.campaign(5)
    second = generate(shop.ledger, "c1", 5, MANAGER, NOW)
    tests = generate(shop.ledger, "c1", 3, MANAGER, NOW, test=True)
    third = generate(shop.ledger, "c1", 5, MANAGER, NOW)
    assert second
    assert tests
    assert third
    codes = shop.codes("c1")
    named = print_sheets(shop.ledger, quantity=3, batch_id=second.id)
    assert named.texts == codes[5:8]
    assert named.run.batch_id == second.id
    # Test codes are printed only where they are asked for.
    assert count_unprinted(shop.ledger, ALL) == 12
    assert print_sheets(shop.ledger, batch_id=tests.id).texts == codes[10:13]
    bounded: dict[str, Any] = {"first_id": second.first_id - 2, "last_id": third.first_id + 1}
    assert count_unprinted(shop.ledger, Selection("c1", **bounded)) == 6
    assert print_sheets(shop.ledger, **bounded).texts == [*codes[3:5], *codes[8:10], *codes[13:15]]
    assert count_unprinted(shop.ledger, ALL) == 6
    assert count_unprinted(shop.ledger, Selection("c1", quantity=2)) == 2
    assert print_sheets(shop.ledger, quantity=100).texts == [*codes[:3], *codes[15:]]


def test_imported_codes_with_gaps_are_counted_and_placed(shop: Shop) -> None:
    _, codes = shop.campaign(12)
    (batch,) = shop.rows(batches)
    with shop.ledger.write() as conn:
        # As an import leaves them that had some codes already.
        conn.exec_driver_sql("DELETE FROM codes WHERE id IN (3, 4, 8)")
        conn.exec_driver_sql("UPDATE batches SET size = 9")
    left = [text for at, text in enumerate(codes, batch["first_id"]) if at not in {3, 4, 8}]
    assert count_unprinted(shop.ledger, ALL) == 9
    assert print_sheets(shop.ledger, quantity=4).texts == left[:4]
    assert count_unprinted(shop.ledger, ALL) == 5
    printed = print_sheets(shop.ledger)
    assert printed.texts == left[4:]
    assert places(printed.pages) == [[1, 2, 3, 4], [1]]


def test_a_batch_being_made_void_is_not_printed(shop: Shop) -> None:
    _, codes = shop.campaign(4)
    doomed = generate(shop.ledger, "c1", 20_000, MANAGER, NOW)
    assert doomed
    begun = begin(shop.ledger)
    steps = void_steps(shop.ledger, "c1", MANAGER, NOW, reason="lost", batch_id=doomed.id)
    next(steps)
    assert draw(shop.ledger, begun).texts == codes[:4]
    assert count_unprinted(shop.ledger, ALL) == 0
    steps.close()


def test_a_dropped_run_leaves_nothing_and_its_codes_are_free(shop: Shop) -> None:
    _, codes = shop.campaign(30)
    begun = begin(shop.ledger, per_page=1)
    assert count_unprinted(shop.ledger, ALL) == 0
    drawing = pages(shop.ledger, begun.run_id)
    next(drawing)
    drop_run(shop.ledger, begun.run_id)
    drop_run(shop.ledger, begun.run_id)
    assert nothing_left(shop)
    with pytest.raises(NotFound, match="may have been dropped"):
        list(pages(shop.ledger, begun.run_id))
    printed = print_sheets(shop.ledger)
    assert printed.texts == codes
    assert printed.run.first_sheet == 1


def test_a_preview_shows_what_would_be_printed_and_claims_nothing(shop: Shop) -> None:
    _, codes = shop.campaign(10)
    shop.redeem(codes[0])
    seen = preview_pages(shop.ledger, ALL, per_page=4, start=3, count=2)
    assert nothing_left(shop)
    assert print_sheets(shop.ledger, start=3).pages[:2] == seen
    with pytest.raises(Conflict, match="no unused code left"):
        preview_pages(shop.ledger, ALL, per_page=4)


def test_what_cannot_be_printed_is_refused(shop: Shop) -> None:
    shop.campaign(3)
    shop.campaign(3, id="c2")
    other = next(row["id"] for row in shop.rows(batches) if row["campaign_id"] == "c2")
    for staff in (CASHIER, SUPERVISOR):
        with pytest.raises(Forbidden):
            begin_run(shop.ledger, ALL, staff, NOW, stock_json="{}", design_json="{}", per_page=1)
    with pytest.raises(InvalidInput, match="at least one"):
        begin(shop.ledger, quantity=0)
    with pytest.raises(InvalidInput, match="behind the last one"):
        count_unprinted(shop.ledger, Selection("c1", first_id=3, last_id=2))
    for start in (0, 5):
        with pytest.raises(InvalidInput, match="labels 1 to 4"):
            begin(shop.ledger, start=start)
    with pytest.raises(NotFound, match="no campaign"):
        begin(shop.ledger, "c9")
    with pytest.raises(NotFound, match="no batch"):
        begin(shop.ledger, batch_id=other)
    archive(shop.ledger, "c1", MANAGER, NOW)
    with pytest.raises(Conflict, match="Summer is archived"):
        begin(shop.ledger)
    assert nothing_left(shop)

"""A lost sheet made void in one step."""

from datetime import timedelta

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.codes.batches import counts
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.steps import Progress, finish
from counterfoil.ledger.codes.void import Voided, void_codes, void_steps
from counterfoil.ledger.sheets.find import find_sheet, sheet_codes
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.domain.build import NOW
from tests.ledger.sheets.press import print_sheets
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, assert_well

LATER = NOW + timedelta(hours=1)


def test_its_unused_codes_are_void_and_used_ones_stay_used(shop: Shop) -> None:
    _, codes = shop.campaign(10)
    print_sheets(shop.ledger)
    shop.redeem(codes[4])
    void_codes(shop.ledger, "c1", MANAGER, NOW, reason="torn", texts=[codes[5]])
    seen: list[Progress] = []
    steps = void_sheet_steps(shop.ledger, 2, SUPERVISOR, LATER, " lost on the bus ")
    assert finish(steps, seen.append) == Voided(void=2, used=1, void_before=1)
    assert seen == [Progress(4, 4)]
    sheet = find_sheet(shop.ledger, 2)
    assert (sheet.voided_at, sheet.voided_by) == (LATER, "Ewa")
    assert sheet.void_reason == "lost on the bus"
    entry = shop.last_entry().entry
    assert entry.kind == Kind.CODES_VOIDED
    assert entry.body == {
        "campaign": "c1",
        "batch": None,
        "sheet": 2,
        "ids": [[7, 8]],
        "count": 2,
        "reason": "lost on the bus",
        "staff": "ewa",
    }
    refused = shop.redeem(codes[7]).refused
    assert refused is not None
    assert refused.reason is Reason.VOID
    assert shop.redeem(codes[8]).refused is None
    with shop.ledger.read() as conn:
        assert counts(conn, "c1").void == 3
    assert_well(shop.ledger)


def test_a_sheet_of_spent_codes_is_void_all_the_same(shop: Shop) -> None:
    _, codes = shop.campaign(2)
    print_sheets(shop.ledger)
    for code in codes:
        shop.redeem(code)
    assert finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost")) == Voided(used=2)
    assert find_sheet(shop.ledger, 1).voided_at == NOW
    assert (shop.last_entry().entry.body["ids"], shop.last_entry().entry.body["sheet"]) == ([], 1)


def test_codes_of_a_batch_being_made_void_count_as_void(shop: Shop) -> None:
    shop.campaign(0)
    batch = generate(shop.ledger, "c1", 20_000, MANAGER, NOW)
    assert batch
    print_sheets(shop.ledger, quantity=4)
    steps = void_steps(shop.ledger, "c1", MANAGER, NOW, reason="lost", batch_id=batch.id)
    next(steps)
    assert finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost")) == Voided(void_before=4)
    finish(steps)
    assert_well(shop.ledger)


def test_test_codes_are_void_and_counted_nowhere(shop: Shop) -> None:
    shop.campaign(0)
    tests = generate(shop.ledger, "c1", 3, MANAGER, NOW, test=True)
    assert tests
    print_sheets(shop.ledger, batch_id=tests.id)
    assert finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost")) == Voided(void=3)
    with shop.ledger.read() as conn:
        assert counts(conn, "c1").void == 0
    assert_well(shop.ledger)


def test_what_cannot_be_made_void_is_refused(shop: Shop) -> None:
    shop.campaign(4)
    print_sheets(shop.ledger)
    with pytest.raises(Forbidden):
        finish(void_sheet_steps(shop.ledger, 1, CASHIER, NOW, "lost"))
    with pytest.raises(InvalidInput, match="Give a reason"):
        finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "  "))
    with pytest.raises(NotFound, match="no sheet 7"):
        finish(void_sheet_steps(shop.ledger, 7, MANAGER, NOW, "lost"))
    assert {code.status.value for code in sheet_codes(shop.ledger, 1)} == {"unused"}
    finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost"))
    with pytest.raises(Conflict, match="void already"):
        finish(void_sheet_steps(shop.ledger, 1, MANAGER, NOW, "lost"))

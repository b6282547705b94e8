"""How many codes of each status there are on sheets."""

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.codes.void import void_codes, void_steps
from counterfoil.ledger.sheets.tallies import tallies
from tests.domain.build import NOW
from tests.ledger.sheets.press import print_sheets
from tests.ledger.shop import MANAGER, Shop

UNUSED, USED, VOID = CodeStatus.UNUSED, CodeStatus.USED, CodeStatus.VOID


def test_the_codes_of_each_sheet_are_counted(shop: Shop) -> None:
    _, codes = shop.campaign(10)
    print_sheets(shop.ledger)
    assert tallies(shop.ledger, [1, 3]) == {1: {UNUSED: 4}, 3: {UNUSED: 2}}
    shop.redeem(codes[0])
    void_codes(shop.ledger, "c1", MANAGER, NOW, reason="torn", texts=codes[2:5])
    assert tallies(shop.ledger, [1, 2, 3, 9]) == {
        1: {UNUSED: 1, USED: 1, VOID: 2},
        2: {UNUSED: 3, VOID: 1},
        3: {UNUSED: 2},
        9: {},
    }


def test_codes_of_a_batch_that_is_being_made_void_are_void(shop: Shop) -> None:
    _, codes = shop.campaign(3)
    print_sheets(shop.ledger)
    shop.redeem(codes[1])
    with shop.ledger.read() as conn:
        (batch,) = batches_of(conn, "c1")
    steps = void_steps(shop.ledger, "c1", MANAGER, NOW, reason="lost", batch_id=batch.id)
    next(steps)
    assert tallies(shop.ledger, [1]) == {1: {USED: 1, VOID: 2}}
    steps.close()

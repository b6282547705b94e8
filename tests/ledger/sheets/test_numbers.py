"""Numbers of sheets: none twice, and none lost where no paper has it."""

from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.numbers import claim_numbers, give_back, last_number


def test_numbers_that_came_to_no_paper_are_given_again(ledger: Ledger) -> None:
    with ledger.write() as conn:
        assert claim_numbers(conn, 3) == 1
        assert claim_numbers(conn, 2) == 4
        give_back(conn, 4, 5)
        assert claim_numbers(conn, 1) == 4
        give_back(conn, 5, 4)
        assert last_number(conn) == 4


def test_numbers_below_ones_that_are_out_stay_unused(ledger: Ledger) -> None:
    with ledger.write() as conn:
        claim_numbers(conn, 3)
        claim_numbers(conn, 2)
        give_back(conn, 1, 3)
        assert last_number(conn) == 5

"""Runs recorded and dropped, and what a crash leaves."""

import shutil
from pathlib import Path

import pytest

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, NotFound
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import list_sheets
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import count_unprinted, pages
from counterfoil.ledger.sheets.record import drop_run, drop_unfinished, finish_run
from tests.domain.build import NOW
from tests.ledger.sheets.press import STOCK, begin, draw, nothing_left, print_sheets
from tests.ledger.shop import CASHIER, MANAGER, SUPERVISOR, Shop, assert_well


def test_the_journal_says_what_was_printed(shop: Shop) -> None:
    shop.campaign(10)
    print_sheets(shop.ledger, quantity=2)
    printed = print_sheets(shop.ledger, quantity=6)
    entry = shop.last_entry().entry
    assert entry.kind == Kind.SHEETS_PRINTED
    assert entry.body == {
        "run": printed.run.id,
        "campaign": "c1",
        "batch": None,
        "stock": STOCK,
        "ids": [[3, 8]],
        "sheets": [2, 3],
        "labels": 6,
        "proved": 6,
        "staff": "manager",
    }
    assert_well(shop.ledger)


def test_a_run_is_known_only_once_it_is_recorded(shop: Shop) -> None:
    shop.campaign(10)
    begun = begin(shop.ledger)
    with pytest.raises(ValueError, match="not drawn"):
        finish_run(shop.ledger, begun.run_id, MANAGER, NOW, None)
    list(pages(shop.ledger, begun.run_id))
    assert list_sheets(shop.ledger) == ()
    for staff in (CASHIER, SUPERVISOR):
        with pytest.raises(Forbidden):
            finish_run(shop.ledger, begun.run_id, staff, NOW, None)
    finish_run(shop.ledger, begun.run_id, MANAGER, NOW, None)
    assert [sheet.number for sheet in list_sheets(shop.ledger)] == [3, 2, 1]
    with pytest.raises(Conflict, match="recorded already"):
        finish_run(shop.ledger, begun.run_id, MANAGER, NOW, None)
    with pytest.raises(Conflict, match="recorded already"):
        drop_run(shop.ledger, begun.run_id)
    with pytest.raises(NotFound, match="no run 99"):
        finish_run(shop.ledger, 99, MANAGER, NOW, None)


def test_a_run_whose_codes_were_all_spent_meanwhile_is_not_recorded(shop: Shop) -> None:
    _, codes = shop.campaign(2)
    begun = begin(shop.ledger)
    for code in codes:
        shop.redeem(code)
    with pytest.raises(Conflict, match="nothing is printed"):
        draw(shop.ledger, begun)
    drop_run(shop.ledger, begun.run_id)
    assert nothing_left(shop)


def test_a_dropped_run_is_removed_in_steps(shop: Shop) -> None:
    shop.campaign(1200)
    begun = begin(shop.ledger, per_page=1)
    assert sum(1 for _ in pages(shop.ledger, begun.run_id)) == 1200
    assert drop_unfinished(shop.ledger) == 1
    assert drop_unfinished(shop.ledger) == 0
    assert nothing_left(shop)
    assert print_sheets(shop.ledger).run.first_sheet == 1


def test_what_a_crash_left_is_dropped_when_the_ledger_is_opened(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    shop = Shop(sqlite_ledger)
    shop.campaign(1_100)
    kept = print_sheets(shop.ledger, quantity=100)
    begun = begin(shop.ledger, per_page=1)
    for _page, _ in zip(pages(shop.ledger, begun.run_id), range(500), strict=False):
        pass
    assert sqlite_ledger.folder is not None
    crashed = Path(shutil.copytree(sqlite_ledger.folder, tmp_path / "crashed"))
    with open_ledger(crashed, NOW) as ledger:
        assert count_unprinted(ledger, Selection("c1")) == 1_000
        assert len(list_sheets(ledger)) == kept.run.sheets
        assert print_sheets(ledger, quantity=1).run.first_sheet == kept.run.last_sheet + 1
        assert_well(ledger)

"""Managers who print at once: never the same code twice, never the same number twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from counterfoil.domain.errors import Conflict
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.connect import DATABASE, open_ledger, open_url
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import find_sheet, list_sheets
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import count_unprinted
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.domain.build import NOW, store
from tests.helpers.postgres import put_rows_back
from tests.ledger.sheets.press import Printed, print_sheets
from tests.ledger.shop import MANAGER, Shop, assert_well, fill

TURNS = 5
QUANTITY = 7

T = TypeVar("T")


def together(ledgers: list[Ledger], work: Callable[[int], T]) -> list[T]:
    """Two desks that do something at the same moment."""
    barrier = threading.Barrier(len(ledgers))

    def started(number: int) -> T:
        barrier.wait(timeout=60)
        return work(number)

    with ThreadPoolExecutor(len(ledgers)) as pool:
        return list(pool.map(started, range(len(ledgers))))


def race(ledgers: list[Ledger]) -> None:
    one_campaign(ledgers)
    two_campaigns(ledgers)
    one_sheet(ledgers)
    assert_well(ledgers[0])


def one_campaign(ledgers: list[Ledger]) -> None:
    quantity = len(ledgers) * TURNS * QUANTITY
    _, codes = Shop(ledgers[0]).campaign(quantity + 1)

    def prints(number: int) -> list[Printed]:
        return [print_sheets(ledgers[number], quantity=QUANTITY) for _ in range(TURNS)]

    printed = [run for runs in together(ledgers, prints) for run in runs]
    assert sorted(text for run in printed for text in run.texts) == sorted(codes[:-1])
    numbers = [page.number for run in printed for page in run.pages]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert count_unprinted(ledgers[0], Selection("c1")) == 1

    def prints_the_last(number: int) -> int | None:
        try:
            return len(print_sheets(ledgers[number]).texts)
        except Conflict:
            return None

    assert set(together(ledgers, prints_the_last)) == {1, None}


def two_campaigns(ledgers: list[Ledger]) -> None:
    before = list_sheets(ledgers[0], limit=1)[0].number
    ids = [f"other-{number}" for number in range(len(ledgers))]
    for campaign_id in ids:
        Shop(ledgers[0]).campaign(TURNS, id=campaign_id)

    def prints(number: int) -> list[Printed]:
        return [print_sheets(ledgers[number], ids[number], 1) for _ in range(TURNS)]

    runs = [run.run for runs in together(ledgers, prints) for run in runs]
    numbers = sorted(run.first_sheet for run in runs)
    assert numbers == list(range(before + 1, before + len(runs) + 1))


def one_sheet(ledgers: list[Ledger]) -> None:
    """What is done to a sheet at once is done one after the other."""
    reprinted = together(ledgers, lambda n: record_reprint(ledgers[n], 1, MANAGER, NOW).reprints)
    assert sorted(reprinted) == list(range(1, len(ledgers) + 1))

    def voids(number: int) -> int | None:
        try:
            return finish(void_sheet_steps(ledgers[number], 1, MANAGER, NOW, "lost")).void
        except Conflict:
            return None

    assert set(together(ledgers, voids)) == {4, None}
    assert find_sheet(ledgers[0], 1).voided_at == NOW


def test_managers_who_print_at_once_on_postgresql(filled_database: str) -> None:
    put_rows_back(filled_database)
    with ExitStack() as opened:
        race([opened.enter_context(open_url(filled_database, NOW)) for _ in range(2)])


def test_managers_who_print_at_once_on_sqlite(tmp_path: Path) -> None:
    with open_ledger(tmp_path, NOW, store=store()) as ledger:
        fill(ledger)
    url = f"sqlite:///{tmp_path / DATABASE}"
    with ExitStack() as opened:
        race([opened.enter_context(open_url(url, NOW)) for _ in range(2)])

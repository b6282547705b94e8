"""Killed at any moment, a till keeps every acceptance it has shown, and nothing by halves."""

import multiprocessing
import shutil
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest

from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW
from tests.ledger.shop import Shop, assert_well

CODES = 300


def redeem_all(folder: Path, codes: list[str], shown: Pipe) -> None:
    """Another program, which shows each acceptance as soon as it may."""
    with open_ledger(folder, NOW) as ledger:
        shop = Shop(ledger)
        for code in codes:
            shown.send(shop.redeem(code).redemption_id)


@pytest.mark.parametrize("after", [1, 7, 40])
def test_a_till_that_is_killed_keeps_what_it_has_shown(
    filled_folder: Path, tmp_path: Path, after: int
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(filled_folder, folder)
    with open_ledger(folder, NOW) as ledger:
        _, codes = Shop(ledger).campaign(CODES)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    till = context.Process(target=redeem_all, args=(folder, codes, theirs))
    till.start()
    shown = [ours.recv() for _ in range(after)]
    till.kill()
    till.join()
    while ours.poll():
        shown.append(ours.recv())
    with open_ledger(folder, NOW) as ledger:
        shop = Shop(ledger)
        kept = [row["id"] for row in shop.rows(redemptions)]
        assert set(shown) <= set(kept)
        assert len(kept) - len(shown) in {0, 1}
        assert_well(ledger)
        verdicts = [shop.redeem(code).accepted for code in codes[: len(kept) + 1]]
        assert verdicts == [False] * len(kept) + [True]

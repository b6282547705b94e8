"""A hub that is killed in the middle of a batch takes the whole batch again, and nothing twice."""

import multiprocessing
import shutil
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest

from counterfoil.domain.exchange import EntryVerdict, Outcome, Upload
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.push import take
from counterfoil.ledger.tables.redemptions import redemptions
from tests.domain.build import NOW
from tests.ledger.exchange.sender import LATER, hub_of, till
from tests.ledger.shop import Shop, assert_well

ENTRIES = 400
BATCH = 20


def take_all(folder: Path, device: str, sent: list[Upload], told: Pipe) -> None:
    """Another program, which answers each batch as soon as it may."""
    with open_ledger(folder, NOW) as ledger:
        for at in range(0, len(sent), BATCH):
            told.send(take(ledger, device, sent[at : at + BATCH], LATER).verdicts)


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 5])
def test_what_was_answered_stays_and_the_rest_can_be_sent_again(
    filled_folder: Path, tmp_path: Path, after: int
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(filled_folder, folder)
    with open_ledger(folder, NOW) as ledger:
        hub = hub_of(Shop(ledger))
        _, codes = hub.campaign(ENTRIES)
        jan = till(hub)
        sent = [jan.redeem(code) for code in codes]
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=take_all, args=(folder, jan.device, sent, theirs))
    process.start()
    told: list[EntryVerdict] = []
    for _ in range(after):
        told += ours.recv()
    process.kill()
    process.join()
    while ours.poll():
        told += ours.recv()
    with open_ledger(folder, NOW) as ledger:
        hub = Shop(ledger)
        taken = hub.count(redemptions)
        assert taken % BATCH == 0
        assert taken - len(told) in {0, BATCH}
        again = take(ledger, jan.device, sent, LATER)
        assert list(again.verdicts[: len(told)]) == told
        assert {each.outcome for each in again.verdicts} == {Outcome.APPLIED}
        assert (again.next_n, hub.count(redemptions)) == (ENTRIES + 1, ENTRIES)
        assert_well(ledger)

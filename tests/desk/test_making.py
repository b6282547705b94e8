"""Codes that a screen asks for: made here, or by the hub of an office device."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.making import making
from counterfoil.domain.errors import Conflict
from counterfoil.domain.exchange import CodesWanted, Standing
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.codes.steps import Progress
from tests.desk.conftest import NOW, Start
from tests.helpers.joined import stand
from tests.helpers.quiet_line import QuietLine
from tests.helpers.shop import Shop

WANTED: list[CodesWanted] = []


class MakingLine(QuietLine):
    """A hub that makes what it is asked for, as if it had been there for a while."""

    def make_codes(self, wanted: CodesWanted) -> Batch:
        WANTED.append(wanted)
        with self.ledger.read() as conn:
            return batches_of(conn, wanted.campaign_id)[0]


def office(qtbot: QtBot, folder: Path, start: Start, lines: type[QuietLine]) -> Desk:
    """Return a desk that is an office device."""
    stand(folder, Standing.OFFICE, NOW)
    opened = start(lines=lines)
    qtbot.waitUntil(lambda: opened.shell is not None)
    qtbot.waitUntil(lambda: not opened.door.busy)
    return opened


def campaign_of(desk: Desk) -> str:
    """Return the campaign that the shop has codes of."""
    assert desk.office is not None
    with desk.office.ledger.read() as conn:
        return str(conn.exec_driver_sql("SELECT campaign_id FROM batches LIMIT 1").scalar_one())


def test_where_a_till_stands_alone_codes_are_made_behind_the_counters_door(desk: Desk) -> None:
    assert desk.office is not None
    door, steps = making(desk.office, campaign_of(desk), 3, name="May")
    assert door is desk.office.write
    assert all(isinstance(each, Progress) for each in steps)
    with desk.office.ledger.read() as conn:
        assert [each.size for each in batches_of(conn, campaign_of(desk))][-1] == 3


def test_an_office_asks_its_hub_and_the_counter_goes_on(
    qtbot: QtBot,
    shop: Shop,  # noqa: ARG001 - first
    folder: Path,
    start: Start,
) -> None:
    opened = office(qtbot, folder, start, MakingLine)
    assert opened.office is not None
    door, steps = making(opened.office, campaign_of(opened), 3, test=True)
    assert door is opened.office.read
    done: list[Batch] = []
    door.start(steps, lambda _progress: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert (WANTED[-1].quantity, WANTED[-1].test, WANTED[-1].staff) == (3, True, "manager")


def test_what_the_hub_refuses_is_told(
    qtbot: QtBot,
    shop: Shop,  # noqa: ARG001 - first
    folder: Path,
    start: Start,
) -> None:
    opened = office(qtbot, folder, start, QuietLine)
    assert opened.office is not None
    _, steps = making(opened.office, campaign_of(opened), 3)
    with pytest.raises(Conflict):
        list(steps)

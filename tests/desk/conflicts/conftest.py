"""An office device that has joined a hub, and a redemption that another till made, too."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.domain.exchange import Standing
from tests.desk.conftest import NOW, Start
from tests.helpers.joined import add_conflict, add_devices, redeem_some, stand
from tests.helpers.quiet_line import QuietLine
from tests.helpers.shop import Shop


@pytest.fixture
def standing() -> Standing:
    return Standing.OFFICE


@pytest.fixture
def conflicts(desk: Desk, made: list[str]) -> tuple[str, ...]:
    """Conflicts of two redemptions of this till, the newest last: a coupon, then points."""
    assert desk.till is not None
    ledger = desk.till.ledger
    add_devices(ledger, NOW)
    newest = reversed(list(enumerate(made[:2])))
    return tuple(
        add_conflict(ledger, redemption, NOW - timedelta(minutes=number), n=number + 7)
        for number, redemption in newest
    )


@pytest.fixture
def made(folder: Path, shop: Shop) -> list[str]:
    return redeem_some(folder, shop, NOW - timedelta(hours=3))


@pytest.fixture
def desk(
    qtbot: QtBot,
    folder: Path,
    made: list[str],  # noqa: ARG001 - before it joins
    standing: Standing,
    start: Start,
) -> Desk:
    stand(folder, standing, NOW)
    opened = start(lines=QuietLine)
    qtbot.waitUntil(lambda: opened.office is not None)
    qtbot.waitUntil(lambda: not opened.door.busy)
    return opened

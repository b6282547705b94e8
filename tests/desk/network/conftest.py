"""A manager's office device, with tills that have joined and hold something."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.network.page import DevicesPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.staff import default_staff, save_staff
from tests.desk.conftest import NOW, Start
from tests.helpers.joined import add_devices, add_grants, stand, with_policy
from tests.helpers.quiet_line import QuietLine
from tests.helpers.shop import Shop

JAN, PIN = Staff("jan", "Jan Kowalski", Role.MANAGER), "7305"


@pytest.fixture
def desk(qtbot: QtBot, folder: Path, shop: Shop, start: Start) -> Desk:  # noqa: ARG001 - first
    before = NOW - timedelta(hours=2)
    stand(folder, Standing.OFFICE, before)
    with open_ledger(folder, before) as ledger:
        by = default_staff(ledger)
        save_staff(ledger, JAN, by, before)
        for person in (JAN, by):
            set_pin(ledger, person.id, PIN, by, before)
        campaign_id = with_policy(ledger, "Autumn scratch card", OfflinePolicy.CAPPED, before)
        add_devices(ledger, NOW)
        add_grants(ledger, campaign_id, NOW)
    opened = start(lines=QuietLine)
    qtbot.waitUntil(lambda: opened.office is not None)
    qtbot.waitUntil(lambda: not opened.door.busy)
    opened.session.lock_screen.who.chosen.emit(by.id, PIN)
    qtbot.waitUntil(lambda: not opened.session.locked)
    return opened


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> DevicesPage:
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.DEVICES, "")
    made = desk.shell.page
    assert isinstance(made, DevicesPage)
    qtbot.waitUntil(lambda: bool(made.rows["devices"].rows))
    return made

"""The shop with its staff: Maria and Ewa, who have PINs, and Jan, a cashier, who has none."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.desk import Desk
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.staff import save_staff
from tests.desk.conftest import NOW, Start
from tests.desk.staff.hands import Hands
from tests.helpers.shop import Shop

MARIA = Staff("manager", "Maria", Role.MANAGER)


@pytest.fixture(scope="session")
def staffed_made(
    shop_made: tuple[Path, Shop], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Shop]:
    """The shop's ledger with its staff, and closed again: hashing PINs takes a while."""
    folder = tmp_path_factory.mktemp("staffed") / "data"
    shutil.copytree(shop_made[0], folder)
    with open_ledger(folder, NOW) as ledger:
        for person in (Staff("ewa", "Ewa", Role.SUPERVISOR), Staff("jan", "Jan", Role.CASHIER)):
            save_staff(ledger, person, MARIA, NOW)
        set_pin(ledger, "ewa", "4826", MARIA, NOW)
        set_pin(ledger, "manager", "7301", MARIA, NOW)
    return folder, shop_made[1]


@pytest.fixture
def staffed(staffed_made: tuple[Path, Shop], folder: Path) -> Shop:
    """The shop with its staff, copied to the desk's folder."""
    shutil.copytree(staffed_made[0], folder)
    return staffed_made[1]


@pytest.fixture
def locked(qtbot: QtBot, staffed: Shop, start: Start) -> Desk:  # noqa: ARG001 - the staff come first
    """A desk that was just started, and waits for somebody."""
    opened = start()
    qtbot.waitUntil(lambda: opened.session.locked)
    qtbot.waitUntil(lambda: bool(opened.session.lock_screen.who.people))
    return opened


@pytest.fixture
def hands(qtbot: QtBot, locked: Desk) -> Hands:
    """What somebody does at that desk."""
    return Hands(qtbot, locked)


@pytest.fixture
def counter(locked: Desk) -> CounterScreen:
    assert locked.screen is not None
    return locked.screen

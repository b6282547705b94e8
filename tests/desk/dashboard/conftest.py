"""A desk whose shop has redeemed, refused and undone some codes, with the dashboard open."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.dashboard.page import DashboardPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.staff import save_staff
from tests.desk.conftest import NOW
from tests.helpers.shop import ANNA_CARD, EWA_CARD, Shop, make_shop

MARIA = Staff("manager", "Maria", Role.MANAGER)
ZOFIA = Staff("zofia", "Zofia Wiśniewska-Kowalczyk", Role.CASHIER)
POINTS, COUPON = "Autumn scratch card", "Free coffee"


def work(ledger: Ledger, shop: Shop) -> None:
    """Redeem 10 codes of one campaign and 2 of another over five days; undo 1; refuse 4 times."""
    save_staff(ledger, ZOFIA, MARIA, NOW)
    codes = shop.codes["points"]
    done = []
    for number in range(10):
        at = NOW - timedelta(days=number % 5, hours=number % 3)
        card, staff = (ANNA_CARD, MARIA) if number % 2 else (EWA_CARD, ZOFIA)
        done.append(redeem(ledger, Attempt((codes[number],), staff, card, at=at), NOW))
    assert all(verdict.accepted for verdict in done)
    for code in shop.codes["coupon"][:2]:
        assert redeem(ledger, Attempt((code,), ZOFIA, at=NOW), NOW).accepted
    reverse(ledger, done[0].redemption_id or "", "Scanned for the wrong member", MARIA, NOW)
    for _ in range(3):
        assert not redeem(ledger, Attempt((codes[1],), MARIA, ANNA_CARD), NOW).accepted
    assert not redeem(ledger, Attempt(("NOSUCHCODE",), ZOFIA), NOW).accepted


def opened(qtbot: QtBot, desk: Desk, subject: str = "") -> DashboardPage:
    """Go to the dashboard, and wait for its figures."""
    assert desk.office is not None
    desk.office.go(Screen.DASHBOARD, subject)
    page = desk.window.findChild(DashboardPage)
    assert isinstance(page, DashboardPage)
    qtbot.waitUntil(lambda: page.board is not None and not page.busy)
    return page


@pytest.fixture(scope="session")
def worked_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shop]:
    """The folder of a shop that has worked."""
    folder = tmp_path_factory.mktemp("worked")
    shop = make_shop(folder, NOW - timedelta(days=1))
    with open_ledger(folder, NOW) as ledger:
        work(ledger, shop)
    return folder, shop

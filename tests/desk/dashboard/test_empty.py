"""Where nothing was redeemed yet, the dashboard says so and shows the way."""

from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from tests.desk.dashboard.conftest import opened


def test_a_shop_that_has_not_redeemed_yet_is_sent_to_the_counter(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    assert page.pages.currentWidget() is page.empty
    assert desk.office is not None
    page.empty.wanted.emit()
    assert not page.isVisible()

"""What the window shows of sync: light, drawer, banners; nothing where a till stands alone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.sync.state import Link, SyncState
from counterfoil.domain.exchange import Standing
from tests.desk.conftest import NOW, Start
from tests.helpers.joined import stand
from tests.helpers.quiet_line import QuietLine
from tests.helpers.shop import Shop

ONLINE = SyncState(Link.ONLINE, known_at=NOW, hub="https://hub.example")
OFFLINE = replace(ONLINE, link=Link.OFFLINE, waiting=14, oldest_at=NOW - timedelta(minutes=22))


@pytest.fixture
def till(qtbot: QtBot, shop: Shop, folder: Path, start: Start) -> Desk:  # noqa: ARG001 - first
    """A desk whose till has joined a hub."""
    stand(folder, Standing.TILL, NOW)
    opened = start(lines=QuietLine)
    qtbot.waitUntil(lambda: opened.shell is not None)
    qtbot.waitUntil(lambda: not opened.door.busy)
    return opened


def test_a_till_alone_shows_nothing_of_it(desk: Desk) -> None:
    assert not desk.window.header.sync.isVisible()
    assert not desk.window.stale
    assert not desk.window.unsent


def test_the_header_takes_as_many_words_as_fit(till: Desk) -> None:
    till.sync.show(OFFLINE)
    light = till.window.header.sync
    assert light.text() == "Offline · 14 waiting · oldest 22 min"
    light.give_room(200)
    assert light.text() == "Offline · 14 waiting"
    light.give_room(20)
    assert light.text() == "Offline"
    assert light.accessibleName() == "Sync: Offline · 14 waiting · oldest 22 min"


def test_the_light_opens_the_drawer_and_escape_closes_it(qtbot: QtBot, till: Desk) -> None:
    till.sync.show(replace(OFFLINE, conflicts=2))
    drawer = till.sync.drawer
    till.window.header.sync.click()
    assert drawer.isVisible()
    assert drawer.inbox.isVisible()
    with qtbot.waitSignal(drawer.sync_wanted):
        drawer.sync.click()
    till.window.activateWindow()
    qtbot.waitActive(till.window)
    QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not drawer.isVisible())
    assert till.shell is not None
    assert till.shell.rail.entry(Screen.INBOX).count == 2


def test_old_data_gets_a_banner_that_goes_with_it(till: Desk) -> None:
    old = NOW - timedelta(hours=43)
    till.sync.show(replace(OFFLINE, known_at=old))
    assert "Sunday" in till.window.stale
    till.sync.show(ONLINE)
    assert not till.window.stale


def test_what_the_hub_takes_in_a_moment_holds_up_nobody(till: Desk) -> None:
    till.sync.show(replace(ONLINE, waiting=1, oldest_at=NOW))
    till.window.close()
    assert not till.window.isVisible()


def test_closing_with_entries_unsent_is_said_once_and_then_done(till: Desk) -> None:
    assert till.shell is not None
    till.shell.notice.say(lambda: "Saved.")
    till.sync.show(OFFLINE)
    till.window.close()
    assert not till.shell.notice.isVisible()
    assert till.window.isVisible()
    assert till.window.unsent.startswith("14 entries were not sent")
    till.window.close()
    assert not till.window.isVisible()
    assert not till.door.is_open


def test_the_counter_that_waits_for_the_hub_is_told_in_the_header(till: Desk) -> None:
    till.sync.show(ONLINE)
    till.sync.show_asking(True)
    assert till.window.header.sync.text() == "Asking the hub…"
    till.sync.show_asking(False)
    assert till.window.header.sync.text() == "Online"

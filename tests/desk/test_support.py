"""A mistake in the program: said once and calmly, logged by its place, and reported if wished."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk import preferences
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.desk import Desk
from counterfoil.desk.failure import FailureWindow
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.support.panel import Showing
from counterfoil.desk.wiring import logged
from counterfoil.ledger.backup import FOLDER
from tests.desk.conftest import NOW, PATIENCE_MS
from tests.helpers.shop import ANNA_CARD, Shop

# The platform that draws nowhere says that it cannot keep windows from getting small.
QT_SAYS = pytest.mark.logs("said by qt")


class BreakingClock:
    """A part of the machine that fails when told to, with data in what it says."""

    def __init__(self) -> None:
        self.says = ""

    def __call__(self) -> datetime:
        if self.says:
            raise RuntimeError(self.says)
        return NOW


@pytest.fixture
def clock() -> BreakingClock:
    return BreakingClock()


@pytest.fixture
def desk(
    qtbot: QtBot,
    qapp: QApplication,
    shop: Shop,  # noqa: ARG001 - it comes first
    folder: Path,
    clock: BreakingClock,
) -> Iterator[Desk]:
    """A desk at work that logs, as the program does."""
    preferences.write(folder, Preferences(language="en", camera=OFF))
    opened = Desk(qapp, folder, clock)
    with logged(folder, opened.support.tell, lambda: opened.exit_code):
        opened.start()
        qtbot.waitUntil(lambda: opened.screen is not None and not opened.door.busy)
        yield opened
        clock.says = ""
        opened.close()
    opened.window.close()
    opened.window.deleteLater()


def in_a_slot(desk: Desk, run: Callable[[], object]) -> None:
    QTimer.singleShot(0, desk.window, run)


@QT_SAYS
@pytest.mark.logs("unexpected")
def test_a_mistake_in_a_slot_is_said_once_and_never_in_the_way(
    qtbot: QtBot, desk: Desk, shop: Shop, folder: Path, clock: BreakingClock
) -> None:
    code, panel = shop.codes["points"][0], desk.support.panel
    times: list[Showing] = []
    desk.support._came.connect(lambda _places: times.append(panel.showing))  # noqa: SLF001
    assert desk.screen is not None
    desk.screen.code.line.setFocus()
    clock.says = f"Anna Nowak {ANNA_CARD} {code}"
    for _again in range(50):
        in_a_slot(desk, lambda: desk.devices.scanned.emit(Scan((code,), "keyboard")))
    qtbot.waitUntil(lambda: not panel.isHidden())
    in_a_slot(desk, lambda: times.append(Showing.SAVED))
    qtbot.waitUntil(lambda: Showing.SAVED in times)
    assert times == [Showing.MISHAP, Showing.SAVED]
    assert not panel.hasFocus()
    assert desk.window.focusWidget() is desk.screen.code.line
    panel.details.click()
    shown = panel.text.toPlainText()
    assert "RuntimeError" in shown
    assert "_decide" in shown
    clock.says = ""
    panel.go_on.click()
    assert panel.isHidden()
    assert desk.counter is not None
    with qtbot.waitSignal(desk.counter.decided, timeout=PATIENCE_MS):
        desk.devices.scanned.emit(Scan((code,), "keyboard"))
    decided = desk.counter.state.shown
    assert decided is not None
    assert decided.verdict is not None
    log = (folder / "log" / "desk.log").read_text("utf-8")
    assert 5 <= log.count("RuntimeError") <= 20
    for secret in ("Nowak", ANNA_CARD, code):
        assert secret not in shown + log


@QT_SAYS
@pytest.mark.logs("failure behind the door")
def test_a_mistake_behind_the_door_is_said_and_then_only_told_of(qtbot: QtBot, desk: Desk) -> None:
    def fail() -> None:
        raise KeyError("Anna")

    desk.door.submit(fail, lambda _done: None)
    qtbot.waitUntil(lambda: not desk.support.panel.isHidden())
    assert not desk.window.trouble
    desk.support.panel.hide()
    desk.door.submit(fail, lambda _done: None)
    qtbot.waitUntil(lambda: bool(desk.window.trouble))
    assert desk.support.panel.isHidden()


@QT_SAYS
def test_the_report_is_shown_whole_before_it_is_saved(
    qtbot: QtBot, desk: Desk, shop: Shop, tmp_path: Path
) -> None:
    panel = desk.settings.panel
    assert panel is not None
    panel.upkeep.report.click()
    qtbot.waitUntil(lambda: desk.support.panel.showing is Showing.REPORT)
    shown = desk.support.panel.text.toPlainText()
    desk.support.save(tmp_path / "r.zip")
    qtbot.waitUntil(lambda: desk.support.panel.showing is Showing.SAVED)
    with zipfile.ZipFile(tmp_path / "r.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name).decode().strip() in shown
            assert name in shown
        about = json.loads(archive.read("about.json"))
    assert {"qt", "sqlite", "version"} <= set(about)
    for secret in ("Nowak", "Zając", ANNA_CARD, *shop.codes["points"]):
        assert secret not in shown


def test_a_desk_that_cannot_open_makes_a_report_too(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"Anna Nowak" * 100)
    window = FailureWindow("It is damaged.", tmp_path, lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    window.report.click()
    qtbot.waitUntil(lambda: window.support.panel.showing is Showing.REPORT)
    shown = window.support.panel.text.toPlainText()
    assert '"opening"' in shown
    assert "Nowak" not in shown
    window.close()


@QT_SAYS
def test_once_a_day_it_backs_itself_up(qtbot: QtBot, desk: Desk, folder: Path) -> None:
    panel = desk.settings.panel
    assert panel is not None
    told: list[object] = []
    desk.upkeep.backed_up.connect(told.append)
    desk.settings.change(Preferences(language="en", camera=OFF, daily_backup=False))
    desk.upkeep.back_up()
    assert not list((folder / FOLDER).glob("daily-*"))
    panel.upkeep.daily.click()
    qtbot.waitUntil(lambda: told == [None])
    assert [path.name for path in (folder / FOLDER).glob("daily-*")] == ["daily-2026-11-24.db"]
    said = [label.text() for label in panel.upkeep.findChildren(type(panel._title))]  # noqa: SLF001
    assert any("The last one: 24 November 2026." in text for text in said)

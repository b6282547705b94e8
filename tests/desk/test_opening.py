"""First run, the demo, and what keeps a desk from opening: each with a sentence, exit code 3."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counterfoil.desk import running
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import MACHINE_FAILED, Desk
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.connect import DATABASE, open_ledger
from tests.desk.conftest import NOW, Clock, Start
from tests.helpers.shop import Shop


def at_work(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.screen is not None)
    qtbot.waitUntil(lambda: not desk.door.busy)


def test_a_new_till_asks_for_the_store(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    page = desk.first_run
    assert page is not None
    page.open_form()
    page.store.setText("Kawiarnia Nowy Świat")
    page.zone.setText("Europe/Warsaw")
    assert page.currency.text() == "PLN"
    page.person.setText("Anna")
    QTest.keyClick(page.person, Qt.Key.Key_Return)
    at_work(qtbot, desk)
    assert desk.till is not None
    store = desk.till.ledger.store
    assert (store.name, store.zone.key, store.currency) == (
        "Kawiarnia Nowy Świat",
        "Europe/Warsaw",
        "PLN",
    )
    assert desk.till.staff.name == "Anna"
    desk.close()
    with open_ledger(folder, NOW) as ledger:
        assert ledger.store.name == "Kawiarnia Nowy Świat"


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("store", " ", "Give the store a name."),
        ("zone", "Mars/Olympus", "Choose a time zone from the list, such as Europe/Warsaw."),
        ("currency", "XYZ", "Give the currency by its three letters, such as EUR."),
        ("person", "", "Give your name; it is kept with what you do."),
    ],
)
def test_what_is_missing_is_asked_for(
    qtbot: QtBot, start: Start, line: str, text: str, said: str
) -> None:
    page = start().first_run
    assert page is not None
    page.open_form()
    page.store.setText("Store")
    page.zone.setText("UTC")
    page.currency.setText("EUR")
    page.person.setText("Anna")
    getattr(page, line).setText(text)
    with qtbot.assertNotEmitted(page.set_up):
        QTest.keyClick(page.person, Qt.Key.Key_Return)
    texts = {part.text() for part in page.findChildren(QLabel) if part.isVisible()}
    assert said in texts


def test_the_demo_is_made_and_wiped(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    assert desk.first_run is not None
    desk.first_run.demo.emit()
    at_work(qtbot, desk)
    screen = desk.screen
    assert screen is not None
    qtbot.waitUntil(lambda: screen.attempts.attempts.rowCount() == 20)
    assert desk.till is not None
    assert desk.till.demo
    desk.window.wipe_demo.emit()
    qtbot.waitUntil(lambda: desk.first_run is not None)
    qtbot.waitUntil(lambda: not (folder / "demo").exists())


@pytest.mark.usefixtures("shop")
def test_a_second_desk_says_who_has_the_till(
    qtbot: QtBot, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    first = start()
    at_work(qtbot, first)
    second = start()
    qtbot.waitUntil(lambda: second.failure is not None)
    assert second.exit_code == MACHINE_FAILED
    said = capsys.readouterr().err
    assert f"is in use by process {os.getpid()}" in said
    assert "close it first" in said


def ruin_version(folder: Path) -> None:
    with sqlite3.connect(folder / DATABASE) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.usefixtures("shop")
def test_a_database_that_cannot_be_used_ends_with_a_sentence(folder: Path) -> None:
    ruin_version(folder)
    ended = run_desk(folder)
    assert "was written by a newer Counterfoil" in ended.stderr
    assert ended.returncode == MACHINE_FAILED
    assert "Traceback" not in ended.stderr


def test_a_folder_that_cannot_be_made_is_told_on_the_form(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: Clock
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    desk = Desk(qapp, blocked / "data", clock)
    try:
        desk.start()
        page = desk.first_run
        assert page is not None
        page.store.setText("Store")
        page.zone.setText("UTC")
        page.person.setText("Anna")
        page.open_form()
        QTest.keyClick(page.person, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: any("cannot be made" in part.text() for part in page.findChildren(QLabel))
        )
    finally:
        desk.close()
        desk.window.close()


def test_after_a_crash_it_asks_about_the_goods(
    qtbot: QtBot, start: Start, shop: Shop, folder: Path, clock: Clock
) -> None:
    redeem_and_crash(qtbot, start(), shop, folder, clock)
    desk = start()
    at_work(qtbot, desk)
    qtbot.waitUntil(lambda: desk.window.asks)
    desk.window.handed_over.emit(False)
    assert desk.till is not None
    ledger = desk.till.ledger
    qtbot.waitUntil(lambda: recent(ledger, 1)[0].reversed_at is not None)


def test_after_a_quiet_crash_it_asks_nothing(
    qtbot: QtBot, start: Start, shop: Shop, folder: Path, clock: Clock
) -> None:
    redeem_and_crash(qtbot, start(), shop, folder, clock, quiet_minutes=5)
    desk = start()
    at_work(qtbot, desk)
    assert not desk.window.asks


@pytest.mark.usefixtures("shop")
def test_after_a_clean_end_it_asks_nothing(qtbot: QtBot, start: Start, folder: Path) -> None:
    desk = start()
    at_work(qtbot, desk)
    assert running.stopped_at(folder) is not None
    desk.close()
    assert running.stopped_at(folder) is None


def test_a_desk_that_stopped_while_it_said_that_it_runs_did_not_end_cleanly(
    tmp_path: Path,
) -> None:
    (tmp_path / running.FILE).write_bytes(b"")
    assert running.stopped_at(tmp_path) is not None


def redeem_and_crash(
    qtbot: QtBot, desk: Desk, shop: Shop, folder: Path, clock: Clock, quiet_minutes: int = 0
) -> None:
    """Redeem a code, and leave the sign of a desk that lived on for a while and never ended."""
    at_work(qtbot, desk)
    screen = desk.screen
    assert screen is not None
    screen.code.typed.emit(shop.codes["coupon"][0])
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)
    desk.close()
    clock.forward(minutes=quiet_minutes)
    running.renew(folder, clock())


def run_desk(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program itself; once it said that it cannot open, its window is closed for it."""
    program = (
        "import sys; from PySide6.QtCore import QTimer; from counterfoil.desk import app, failure;"
        "made = app.make_application(['counterfoil']);"
        "told = lambda: (each for each in made.topLevelWidgets()"
        "  if isinstance(each, failure.FailureWindow));"
        "timer = QTimer(); timer.timeout.connect(lambda: [each.close() for each in told()]);"
        "timer.start(100);"
        "sys.exit(app.run(made))"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"COUNTERFOIL_DATA": str(folder), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

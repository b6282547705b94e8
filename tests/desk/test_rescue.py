"""A till whose records are damaged: the desk says so, saves what it can, and goes on."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from counterfoil.desk import translation
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.rescue import words
from counterfoil.desk.rescue.lists import FindingList
from counterfoil.desk.rescue.screen import RescuePage
from counterfoil.ledger.checkup import checkup
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.damage import Damaged
from counterfoil.ledger.tables.codes import batches
from counterfoil.wire.journal_file import check_lines
from tests.desk.conftest import NOW, Start
from tests.desk.rescue_screens import damaged
from tests.helpers.shop import Shop


def page_of(qtbot: QtBot, desk: Desk) -> RescuePage:
    qtbot.waitUntil(lambda: desk.mending.rescue is not None and not desk.door.busy)
    rescue = desk.mending.rescue
    assert rescue is not None
    assert rescue.page is not None
    return rescue.page


def test_a_backup_is_put_back_and_the_desk_goes_on(
    qtbot: QtBot, shop: Shop, folder: Path, start: Start, tmp_path: Path
) -> None:
    damaged(folder, shop)
    harmed = (folder / "ledger.db").read_bytes()
    desk = start()
    page = page_of(qtbot, desk)
    assert page.step is page.choices
    assert page.join.isHidden()
    desk.mending.rescue._save_to(tmp_path / "journal.jsonl")  # type: ignore[union-attr]  # noqa: SLF001 - what the system's dialog calls
    qtbot.waitUntil(lambda: bool(page.said))
    with (tmp_path / "journal.jsonl").open(encoding="utf-8") as lines:
        assert check_lines(lines).is_whole
    page.look.click()
    qtbot.waitUntil(lambda: page.step is page.found)
    page.found.leave.click()
    assert (folder / "ledger.db").read_bytes() == harmed
    page.restore.click()
    page.backups.choices[0].click()
    page.backups.confirm.yes.click()
    qtbot.waitUntil(lambda: page.step is page.uses)
    assert page.uses.table.model().rowCount() == 4
    page.uses.make_void.click()
    qtbot.waitUntil(page.uses.make_void.isHidden)
    page.uses.go_on.click()
    qtbot.waitUntil(lambda: desk.screen is not None and not desk.door.busy)
    assert desk.exit_code == 0
    assert desk.mending.rescue is None


def test_damage_in_the_midst_of_a_day_is_told_and_led_out_of(
    qtbot: QtBot, desk: Desk, folder: Path
) -> None:
    told: list[Exception] = []

    def meet() -> None:
        raise Damaged("It is damaged.")

    desk.door.submit(meet, lambda _done: None, told.append)
    qtbot.waitUntil(lambda: bool(desk.window.damage))
    assert told
    desk.window.mend_wanted.emit()
    page = page_of(qtbot, desk)
    assert page.step is page.choices
    assert not desk.window.damage
    page.close_wanted.emit()
    assert folder.exists()


def test_what_cannot_be_done_is_said_and_everything_stays(
    qtbot: QtBot, shop: Shop, folder: Path, start: Start
) -> None:
    damaged(folder, shop)
    desk = start()
    page = page_of(qtbot, desk)
    shutil.rmtree(folder / "backups")
    page.restore.click()
    page.backups.choices[0].click()
    page.backups.confirm.yes.click()
    qtbot.waitUntil(lambda: bool(page.trouble))
    assert "There is no backup" in page.trouble


@pytest.mark.usefixtures("shop")
def test_each_check_is_named_in_the_language_of_the_screen(folder: Path) -> None:
    with open_ledger(folder, NOW) as ledger:
        names = [each.check for each in checkup(ledger, NOW)]
    translation.use("pl")
    for name in (*names, "opening", "reading"):
        assert words.check(name) != name.capitalize()


def said_in(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


def test_what_was_found_is_said_in_the_language_of_the_screen(
    qtbot: QtBot, shop: Shop, folder: Path, start: Start
) -> None:
    damaged(folder, shop)
    page = page_of(qtbot, start(Preferences(language="pl", camera=OFF)))
    page.look.click()
    qtbot.waitUntil(lambda: page.step is page.found)
    said = said_in(page.found)
    assert "uszkodzona księga" in said
    # What SQLite says itself has no other language.
    assert "malformed" in said


@pytest.mark.usefixtures("shop")
def test_a_fault_is_said_in_the_language_of_the_screen(qtbot: QtBot, folder: Path) -> None:
    with open_ledger(folder, NOW) as ledger:
        with ledger.write() as conn:
            conn.execute(update(batches).values(size=1234))
        found = list(checkup(ledger, NOW))
    translation.use("pl")
    shown = FindingList()
    qtbot.addWidget(shown)
    shown.show_findings(found)
    assert "a powinna być 1,234" in said_in(shown)

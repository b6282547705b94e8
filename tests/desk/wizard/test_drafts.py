"""What was entered is there again: after leaving, after closing, and after a crash."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk import preferences
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.wizard.place import Place
from counterfoil.desk.wizard.work import DRAFT
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.drafts import list_drafts
from counterfoil.ledger.staff import save_staff
from tests.desk.conftest import Clock, Start
from tests.desk.wizard.conftest import Open, settle, wizard_of


def drafts_of(desk: Desk) -> list[str]:
    assert desk.office is not None
    return [line.name for line in list_drafts(desk.office.ledger)]


def test_an_untouched_form_leaves_no_draft(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    wizard()
    assert desk.office is not None
    desk.office.go(Screen.CAMPAIGNS, "")
    settle(qtbot, desk)
    assert drafts_of(desk) == []


def test_a_change_is_kept_soon_and_told(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    page = wizard(at=Place.DETAILS)
    with qtbot.waitSignal(page.wizard.keeper.kept):
        page.wizard.paper.set("texts.0.name", "Half done")
    assert drafts_of(desk) == ["Half done"]
    assert page.form.status.text() == "Kept as a draft at 14:02."


def test_leaving_keeps_and_coming_back_goes_on(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    page = wizard()
    page.wizard.paper.set("texts.0.name", "Half done")
    assert desk.office is not None
    desk.office.go(Screen.CAMPAIGNS, "")
    settle(qtbot, desk)
    (line,) = list_drafts(desk.office.ledger)
    page = wizard(f"{DRAFT}{line.id}")
    assert page.wizard.paper.form.name == "Half done"
    page.wizard.paper.set("texts.0.name", "Further")
    page.leave()
    settle(qtbot, desk)
    assert drafts_of(desk) == ["Further"]
    wizard()
    assert page.wizard.paper.form.name == ""


def test_the_draft_is_there_after_the_desk_was_closed(
    qtbot: QtBot, desk: Desk, wizard: Open, start: Start
) -> None:
    wizard().wizard.paper.set("texts.0.name", "Closed upon")
    desk.close()
    again = start()
    qtbot.waitUntil(lambda: again.office is not None)
    assert drafts_of(again) == ["Closed upon"]


def test_the_draft_is_there_after_a_crash(
    qtbot: QtBot, qapp: QApplication, wizard: Open, folder: Path, tmp_path: Path
) -> None:
    """Whatever is on the disk while the desk still runs is what a crash would leave."""
    page = wizard()
    with qtbot.waitSignal(page.wizard.keeper.kept):
        page.wizard.paper.set("rules.0.effects.0.value", "77")
    left = tmp_path / "left"
    shutil.copytree(folder, left, ignore=shutil.ignore_patterns("*.lock"))
    preferences.write(left, Preferences(language="en", camera=OFF))
    again = Desk(qapp, left, Clock())
    again.start()
    qtbot.waitUntil(lambda: again.office is not None)
    assert again.office is not None
    (line,) = list_drafts(again.office.ledger)
    again.office.go(Screen.WIZARD, f"{DRAFT}{line.id}")
    qtbot.waitUntil(lambda: wizard_of(again).wizard.now is not None)
    assert wizard_of(again).wizard.paper.form.rules[0].effects[0].value == "77"
    again.close()
    again.window.close()
    again.window.deleteLater()


def test_a_cashier_who_takes_over_does_not_stop_the_draft(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard()
    page.wizard.paper.set("texts.0.name", "By Maria")
    assert desk.office is not None
    assert desk.shell is not None
    manager = desk.office.staff()
    cashier = Staff("jan", "Jan", Role.CASHIER)
    save_staff(desk.office.ledger, cashier, manager, desk.office.clock())
    desk.shell.show_staff(cashier)
    settle(qtbot, desk)
    assert desk.shell.current is Screen.COUNTER
    assert drafts_of(desk) == ["By Maria"]


def test_a_draft_can_be_thrown_away_after_a_question(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard()
    page.wizard.paper.set("texts.0.name", "Never mind")
    page.leave()
    settle(qtbot, desk)
    page.away.click()
    page.confirm.no.click()
    assert drafts_of(desk) == ["Never mind"]
    page.away.click()
    page.confirm.yes.click()
    settle(qtbot, desk)
    assert drafts_of(desk) == []


def test_what_cannot_be_kept_is_told_and_stays_in_the_fields(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    page = wizard()
    page.wizard.paper.set("texts.0.name", "a\u202eb")
    page.leave()
    settle(qtbot, desk)
    assert drafts_of(desk) == []
    assert "U+202E" in desk.window.trouble
    assert page.wizard.paper.form.name == "a\u202eb"

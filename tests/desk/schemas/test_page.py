"""The page of event schemas: listed, written, switched, refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.schemas.page import SchemasPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.schemas import get_schema, list_schemas
from tests.desk.conftest import NOW, Start
from tests.desk.wizard.conftest import settle
from tests.helpers.shop import STORE


def opened(qtbot: QtBot, desk: Desk, subject: str = "") -> SchemasPage:
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.SCHEMAS, subject)
    settle(qtbot, desk)
    page = desk.shell.page
    assert isinstance(page, SchemasPage)
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SchemasPage:
    return opened(qtbot, desk)


def press(page: SchemasPage, text: str, event_type: str = "code_redeemed") -> None:
    next(item for item in page.menu(event_type) if item.text == text).run()


def test_the_list_says_who_uses_what(page: SchemasPage) -> None:
    model = page.table.model()
    texts = [model.index(0, column).data() for column in range(4)]
    assert texts[0] == "Code redeemed, code_redeemed"
    assert texts[1] == "1 attribute"
    assert "and 3 more" in texts[2]
    assert texts[3] == "Active"


def test_a_schema_is_written_by_keys(qtbot: QtBot, desk: Desk, page: SchemasPage) -> None:
    page.new.click()
    editor = page.editor
    QTest.keyClicks(editor.name_input, "Visit")
    QTest.keyClicks(editor.type_input, "visit")
    QTest.keyClicks(editor.rows[0].name_input, "code")
    editor.add.click()
    QTest.keyClicks(editor.rows[1].name_input, "guests")
    editor.rows[1].type_input.edited.emit("number")
    QTest.keyClick(editor.save, Qt.Key.Key_Space)
    settle(qtbot, desk)
    assert desk.office is not None
    saved = get_schema(desk.office.ledger, "visit")
    assert [(field.name, field.type.value) for field in saved.fields] == [
        ("code", "text"),
        ("guests", "number"),
    ]
    assert page.table.model().rowCount() == 2
    assert page.table.isVisible()


def test_errors_stand_beside_their_field(page: SchemasPage) -> None:
    page.new.click()
    page.editor.type_input.setText("code_redeemed")
    page.editor.save.click()
    assert page.editor.name_field.error == "Give the event a name that staff understand."
    assert "event of this type already" in page.editor.type_field.error
    assert "beginning with a letter" in page.editor.rows[0].name_field.error
    page.editor.left.emit()
    assert page.table.isVisible()


def test_the_type_of_an_existing_one_stays(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk, "code_redeemed")
    assert page.editor.isVisible()
    assert not page.editor.type_input.isEnabled()


def test_a_change_that_breaks_an_active_campaign_is_refused_and_told(
    qtbot: QtBot, desk: Desk, page: SchemasPage
) -> None:
    press(page, "Edit")
    page.editor.rows[0].name_input.setText("other")
    page.editor.save.click()
    settle(qtbot, desk)
    assert "keeps its codes in promo_code" in page.editor.trouble.text()
    page.editor.left.emit()
    press(page, "Deactivate")
    settle(qtbot, desk)
    assert "deactivate it first" in desk.window.trouble
    assert desk.office is not None
    assert get_schema(desk.office.ledger, "code_redeemed").active


def test_an_unused_one_is_switched_off_and_on(qtbot: QtBot, desk: Desk, page: SchemasPage) -> None:
    page.new.click()
    page.editor.name_input.setText("Visit")
    page.editor.type_input.setText("visit")
    page.editor.rows[0].name_input.setText("code")
    page.editor.save.click()
    settle(qtbot, desk)
    press(page, "Deactivate", "visit")
    settle(qtbot, desk)
    assert desk.office is not None
    assert not get_schema(desk.office.ledger, "visit").active
    press(page, "Activate", "visit")
    settle(qtbot, desk)
    assert get_schema(desk.office.ledger, "visit").active


def test_the_ready_made_event_is_offered_first(qtbot: QtBot, folder: Path, start: Start) -> None:
    open_ledger(folder, NOW, store=STORE, device_name="Till 1").close()
    desk = start()
    qtbot.waitUntil(lambda: desk.office is not None)
    page = opened(qtbot, desk)
    assert page.empty.isVisible()
    page.empty.wanted.emit()
    settle(qtbot, desk)
    assert desk.office is not None
    (made,) = list_schemas(desk.office.ledger)
    assert [field.name for field in made.fields] == ["promo_code"]
    assert page.table.isVisible()

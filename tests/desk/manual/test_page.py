"""The manual in the window: F1, links, search, pictures, language and looks."""

from importlib import import_module

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme
from counterfoil.desk.desk import Desk
from counterfoil.desk.manual.book import contents, read_book
from counterfoil.desk.manual.page import ManualPage
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.shell.screens import RAIL, SCREENS, Screen, name
from counterfoil.desk.shell.shell import COUNTER_HELP, Shell
from counterfoil.desk.theme import Scheme
from counterfoil.domain.exchange import Standing


@pytest.fixture
def shell(desk: Desk) -> Shell:
    assert desk.shell is not None
    return desk.shell


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> ManualPage:
    """The manual, opened at its start."""
    shell.go(Screen.MANUAL)
    opened = shell.page
    assert isinstance(opened, ManualPage)
    shows(qtbot, opened, "First steps")
    return opened


def shows(qtbot: QtBot, page: ManualPage, title: str) -> None:
    qtbot.waitUntil(lambda: page.reader.toPlainText().startswith(title))


def colours(page: ManualPage) -> set[str]:
    """Return the colours of all words that are shown."""
    found = set()
    block = page.reader.document().begin()
    while block.isValid():
        each = block.begin()
        while not each.atEnd():
            shape = each.fragment().charFormat()
            if not shape.isImageFormat():
                found.add(shape.foreground().color().name())
            each += 1
        block = block.next()
    return found


def reads(qtbot: QtBot, page: ManualPage, chapter: str) -> None:
    qtbot.waitUntil(lambda: page.chapter == chapter)


def coloured(qtbot: QtBot, page: ManualPage, wanted: set[str]) -> None:
    qtbot.waitUntil(lambda: colours(page) == wanted)


def at(shell: Shell) -> Screen:
    return shell.current


def activate(qtbot: QtBot, desk: Desk) -> None:
    """Bring the window to the front: shortcuts are those of the active one."""
    desk.window.activateWindow()
    with qtbot.waitActive(desk.window):
        pass


def test_f1_at_the_counter_tells_of_the_counter_and_f1_goes_back(
    qtbot: QtBot, desk: Desk, shell: Shell
) -> None:
    activate(qtbot, desk)
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    assert at(shell) is Screen.MANUAL
    page = shell.page
    assert isinstance(page, ManualPage)
    shows(qtbot, page, "At the counter")
    assert page.contents.selected == ("counter",)
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    assert at(shell) is Screen.COUNTER


HERE = [screen for screen in RAIL if Standing.ALONE in SCREENS[screen].standings]


@pytest.mark.parametrize("screen", [screen for screen in HERE if screen is not Screen.MANUAL])
def test_f1_on_a_screen_tells_of_that_screen(qtbot: QtBot, shell: Shell, screen: Screen) -> None:
    shell.go(screen)
    below = shell.page
    told = below.help_page if below is not None else COUNTER_HELP
    shell.help()
    page = shell.page
    assert isinstance(page, ManualPage)
    reads(qtbot, page, told)
    assert f"**{name(screen)}**" in read_book("en").chapter(told).text
    shell.help()
    assert at(shell) is screen


@pytest.mark.parametrize("screen", [screen for screen in RAIL if screen not in HERE])
def test_the_screens_of_a_hub_have_a_page_too(screen: Screen) -> None:
    module, _, made = SCREENS[screen].page.partition(":")
    told = getattr(import_module(module), made).help_page
    assert f"**{name(screen)}**" in read_book("en").chapter(told).text


def test_every_page_of_the_contents_opens(qtbot: QtBot, page: ManualPage) -> None:
    assert page.contents.names == contents()
    for each in contents():
        page.contents.opened.emit(each)
        reads(qtbot, page, each)
        assert page.contents.selected == (each,)
        assert page.reader.toPlainText()


def test_a_page_is_chosen_by_mouse_and_by_keyboard(qtbot: QtBot, page: ManualPage) -> None:
    table = page.contents
    box = table.visualRect(table.model().index(2, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    shows(qtbot, page, "Refusals")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    shows(qtbot, page, "Dashboard")


def test_a_link_is_followed_by_the_keyboard_and_back_returns_to_where_one_was(
    qtbot: QtBot, page: ManualPage
) -> None:
    page.contents.opened.emit("refusals")
    shows(qtbot, page, "Refusals")
    bar = page.reader.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    was = bar.value()
    page.reader.anchorClicked.emit(QUrl("counter.md#undo"))
    shows(qtbot, page, "At the counter")
    assert bar.value() > 0
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    shows(qtbot, page, "Refusals")
    assert bar.value() == was


def test_a_link_is_reached_with_the_tab_key(qtbot: QtBot, page: ManualPage) -> None:
    page.reader.setFocus()
    QTest.keyClick(page.reader, Qt.Key.Key_Tab)
    assert page.reader.textCursor().charFormat().anchorHref() == "staff.md"
    QTest.keyClick(page.reader, Qt.Key.Key_Return)
    shows(qtbot, page, "Staff and PINs")


def test_a_search_lists_opens_and_marks(qtbot: QtBot, desk: Desk, page: ManualPage) -> None:
    activate(qtbot, desk)
    QTest.keyClick(page.reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.line, "budget")
    qtbot.waitUntil(lambda: page.contents.names != contents())
    assert "refusals" in page.contents.names
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.chapter == page.contents.first)
    marks = page.reader.extraSelections()
    assert marks
    assert all(mark.cursor.selectedText().lower().startswith("budget") for mark in marks)
    QTest.keyClick(page.line, Qt.Key.Key_Escape)
    assert page.contents.names == contents()
    assert page.line.text() == ""


def test_a_search_that_finds_nothing_says_so(qtbot: QtBot, page: ManualPage) -> None:
    QTest.keyClicks(page.line, "xylophone")
    qtbot.waitUntil(lambda: page.contents.names == ())
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    assert page.chapter == "start"
    assert "xylophone" in page.nothing.text()
    assert page.nothing.isVisible()


def test_the_language_of_the_screen_is_that_of_the_manual(
    qtbot: QtBot, desk: Desk, page: ManualPage
) -> None:
    page.contents.opened.emit("rewards")
    shows(qtbot, page, "Rewards")
    desk.settings.change(Preferences(language="pl", camera=OFF))
    shows(qtbot, page, "Nagrody")
    assert page.contents.names == contents()
    desk.settings.change(Preferences(language="en", camera=OFF))
    shows(qtbot, page, "Rewards")


def test_it_follows_dark_and_light(qtbot: QtBot, desk: Desk, page: ManualPage) -> None:
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        desk.settings.change(Preferences(language="en", scheme=scheme, camera=OFF))
        now = theme.load(str(scheme))
        shown = {now.colour("text").name(), now.colour("accent").name()}
        coloured(qtbot, page, shown)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_pictures_and_lines_fit_the_smallest_window(
    qapp: QApplication, qtbot: QtBot, desk: Desk, page: ManualPage, scale: float
) -> None:
    desk.settings.change(Preferences(language="pl", text_scale=scale, camera=OFF))
    desk.window.resize(1024, 700)
    for each in contents():
        page.contents.opened.emit(each)
        reads(qtbot, page, each)
        qapp.processEvents()
        room = page.reader.viewport().width()
        assert page.reader.document().size().width() <= room + 1, each
    desk.settings.change(Preferences(language="en", camera=OFF))


def test_everything_is_large_enough_named_and_reached_by_the_keyboard(page: ManualPage) -> None:
    for part in (page.back, page.line, page.contents, page.reader):
        assert part.accessibleName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert page.back.height() >= theme.TARGET
    assert page.line.height() >= theme.TARGET
    assert page.contents.rowHeight(0) >= theme.TARGET


def test_right_to_left_moves_the_contents_over(
    qapp: QApplication, desk: Desk, page: ManualPage
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qapp.processEvents()
    assert page.line.mapTo(page, page.line.rect().topLeft()).x() > page.reader.width()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert desk.window.isVisible()

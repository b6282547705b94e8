"""The head of a page gives its texts and its buttons their room, beside or below each other."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.shell.page import BETWEEN, LEAST_TEXT, Head

WIDE = 400
LINE = "Three thousand codes, of which some are used and some are left"


class Shown:
    """A head with one button of a width, in a page that is as wide as it is told."""

    def __init__(self, qtbot: QtBot, title: str, line: str = "") -> None:
        self.page, self.head, self.button = QWidget(), Head(), QPushButton("Add")
        self.button.setFixedWidth(WIDE)
        self.head.add(self.button)
        self.head.show(title, line)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addStretch(1)
        qtbot.addWidget(self.page)
        self.page.show()

    def resize(self, room: int) -> tuple[QLabel, QLabel]:
        """Leave the texts some room beside the button; return the title and the line."""
        self.page.resize(WIDE + BETWEEN + room, 600)
        for _round in range(4):
            # Each arrangement asks for its layout anew.
            QApplication.processEvents()
        title, line = self.head.findChildren(QLabel)
        return title, line


def test_the_texts_stand_beside_the_buttons_where_there_is_room(qtbot: QtBot) -> None:
    shown = Shown(qtbot, "Codes", LINE)
    title, line = shown.resize(3 * LEAST_TEXT)
    assert title.geometry().right() < shown.button.x()
    assert line.geometry().right() < shown.button.x()


def test_the_line_stands_below_both_where_there_is_less(qtbot: QtBot) -> None:
    shown = Shown(qtbot, "Codes", LINE)
    title, line = shown.resize(LEAST_TEXT - 20)
    assert title.geometry().right() < shown.button.x()
    assert line.y() > shown.button.geometry().bottom()
    assert line.width() == shown.head.width()


def test_the_buttons_stand_below_a_title_that_has_no_room(qtbot: QtBot) -> None:
    shown = Shown(qtbot, "Everything that is sold in autumn", LINE)
    title, line = shown.resize(60)
    assert title.text() == shown.head.title
    assert shown.button.y() > line.geometry().bottom() > title.geometry().bottom()


def test_no_head_is_wider_than_its_page_has_room_for(qtbot: QtBot) -> None:
    shown = Shown(qtbot, "Everything that is sold in autumn", LINE)
    shown.resize(-BETWEEN)
    assert shown.head.minimumSizeHint().width() == WIDE
    assert shown.head.width() == shown.page.width()

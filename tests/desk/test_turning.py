"""A row becomes a column where its parts have no room beside each other."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme
from counterfoil.desk.parts.turning import Turning

LEAST, FIXED = 200, 100


def turning(qtbot: QtBot, least: int = 0) -> tuple[QWidget, Turning]:
    """Return a row of a text that shares what is left, and of what has its own width."""
    holder = QWidget()
    row = Turning(holder, least=least)
    text, other = QLabel("some words that wrap, and some more"), QWidget()
    text.setWordWrap(True)
    other.setFixedSize(FIXED, 10)
    row.addWidget(text, 1)
    row.addWidget(other)
    qtbot.addWidget(holder)
    return holder, row


def test_it_turns_where_what_shares_would_have_too_little(qtbot: QtBot) -> None:
    _holder, row = turning(qtbot, LEAST)
    enough = theme.current().px(LEAST) + FIXED
    for width, is_column in ((enough, False), (enough - 1, True)):
        row.setGeometry(QRect(0, 0, width, 300))
        assert row.is_column is is_column


def test_it_tells_the_height_of_the_width_that_each_part_gets(qtbot: QtBot) -> None:
    _holder, row = turning(qtbot)
    text = row.itemAt(0)
    assert text is not None
    assert row.heightForWidth(FIXED + 150) == text.heightForWidth(150)

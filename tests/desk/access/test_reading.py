"""Tab brings what it comes to into view, whichever way the desk runs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk import reading
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row, Rows, Table
from counterfoil.desk.widgets import Scroll
from tests.desk.access.finding import seen
from tests.desk.access.test_leaving import active

MANY, CHOSEN, HIGH = 200, 150, 240


class Window(QWidget):
    """Tab leads through it as through the desk's window."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own name
        return reading.step(self, forward=forward)


@pytest.fixture
def table() -> Table:
    rows = Rows([Column(lambda: "Stock")])
    rows.show_rows([Row(str(at), (Cell(f"Stock {at}"),)) for at in range(MANY)])
    made = Table(rows)
    made.setFixedHeight(HIGH)
    return made


@pytest.mark.parametrize("way", list(Qt.LayoutDirection)[:2], ids=["ltr", "rtl"])
def test_keys_go_on_from_the_selected_row(
    qtbot: QtBot, table: Table, way: Qt.LayoutDirection
) -> None:
    qtbot.addWidget(table)
    table.setLayoutDirection(way)
    table.show()
    table.selectRow(CHOSEN)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.selected == (str(CHOSEN + 1),)


def test_a_list_is_seen_though_its_current_row_is_not(qtbot: QtBot, table: Table) -> None:
    inner, line = QWidget(), QLineEdit()
    column = QVBoxLayout(inner)
    column.addWidget(line)
    column.addSpacing(2 * HIGH)
    column.addWidget(table)
    window = Window()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(Scroll(inner))
    window.resize(2 * HIGH, 2 * HIGH)
    window.show()
    active(qtbot, window)
    table.selectRow(CHOSEN)
    table.scrollToTop()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is table
    assert seen(table).height() == HIGH

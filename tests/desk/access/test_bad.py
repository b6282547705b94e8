"""Each check finds what is planted for it, and nothing where nothing is wrong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme
from counterfoil.desk.theme import Scheme
from tests.desk.access import contrast, keyboard, room, tree
from tests.desk.access.finding import Finding


def good() -> QWidget:
    window = QWidget()
    window.setObjectName("window")
    column = QVBoxLayout(window)
    name = QLabel("Name of the store")
    line = QLineEdit()
    name.setBuddy(line)
    line.setAccessibleName(name.text())
    row = QHBoxLayout()
    for text in ("Cancel", "Save"):
        row.addWidget(QPushButton(text))
    for part in (name, line):
        column.addWidget(part)
    column.addLayout(row)
    return window


def pale(window: QWidget) -> None:
    window.findChildren(QLabel)[0].setStyleSheet("color: #A0A0A0")


def no_edge(window: QWidget) -> None:
    window.findChildren(QLineEdit)[0].setStyleSheet("border: none; background: transparent")


def back_to_front(window: QWidget) -> None:
    cancel, save = window.findChildren(QPushButton)
    line = window.findChildren(QLineEdit)[0]
    QWidget.setTabOrder(save, cancel)
    QWidget.setTabOrder(cancel, line)


def out_of_reach(window: QWidget) -> None:
    window.findChildren(QPushButton)[0].setFocusPolicy(Qt.FocusPolicy.NoFocus)


def no_ring(window: QWidget) -> None:
    window.findChildren(QPushButton)[0].setStyleSheet(
        "QPushButton:focus { border: 1px solid #75808E; min-height: 46px; padding: 0 18px }"
    )


def nameless(window: QWidget) -> None:
    window.findChildren(QPushButton)[0].setText("")


def no_label(window: QWidget) -> None:
    window.findChildren(QLabel)[0].setBuddy(None)  # type: ignore[arg-type]
    window.findChildren(QLineEdit)[0].setAccessibleName("")


def bare_table(window: QWidget) -> None:
    table = QTableView()
    model = QStandardItemModel(1, 2, table)
    model.setHorizontalHeaderLabels(["Code", ""])
    table.setModel(model)
    table.setAccessibleName("Codes")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(table)


def squeezed(window: QWidget) -> None:
    window.findChildren(QPushButton)[0].setFixedWidth(50)


def on_top(window: QWidget) -> None:
    window.findChildren(QLabel)[0].setFixedHeight(10)
    window.findChildren(QLabel)[0].setText("two\nlines")
    cancel, save = window.findChildren(QPushButton)
    save.move(cancel.pos())


BAD: list[tuple[Callable[[QWidget], None], Callable[[QWidget], list[Finding]], str]] = [
    (pale, lambda window: contrast.measure(window).findings, "contrast"),
    (no_edge, lambda window: contrast.measure(window).findings, "edge"),
    (back_to_front, keyboard.walk, "order"),
    (out_of_reach, keyboard.walk, "not reached"),
    (no_ring, keyboard.walk, "focus not seen"),
    (nameless, tree.check, "name"),
    (no_label, tree.check, "label"),
    (bare_table, tree.check, "table"),
    (squeezed, room.check, "cut"),
    (on_top, room.check, "overlap"),
]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.apply(qapp, Scheme.LIGHT)
    made = good()
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_found_where_nothing_is_wrong(window: QWidget, qapp: QApplication) -> None:
    qapp.processEvents()
    found = contrast.measure(window).findings
    found += contrast.pressed(window).findings
    found += keyboard.walk(window) + tree.check(window) + room.check(window)
    assert not found


@pytest.mark.parametrize(
    ("spoil", "check", "kind"), BAD, ids=lambda each: getattr(each, "__name__", "")
)
def test_what_is_planted_is_found(
    window: QWidget,
    qapp: QApplication,
    spoil: Callable[[QWidget], None],
    check: Callable[[QWidget], list[Finding]],
    kind: str,
) -> None:
    qapp.processEvents()
    spoil(window)
    if spoil is not on_top:
        qapp.processEvents()
    assert kind in {each.kind for each in check(window)}

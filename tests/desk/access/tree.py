"""What a screen reader is told: names, roles and states, read through Qt's accessibility tree."""

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)

from counterfoil.desk.dashboard.chart import ColumnChart
from counterfoil.desk.parts.cells import MENU_ROLE
from tests.desk.access.finding import Finding, name, parts

Role = QAccessible.Role
BARE = {Role.NoRole, Role.Client, Role.Pane, Role.Window, Role.LayeredPane, Role.Grouping}
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
MOST_ROWS = 3


def check(window: QWidget) -> list[Finding]:
    """Find what a screen reader could not tell of a window."""
    found = []
    if isinstance(window, QMenu):
        found += [
            Finding("name", "menu", "a line without a text")
            for each in window.actions()
            if not each.isSeparator() and not each.text()
        ]
        return found
    for part in parts(window):
        if _inner(part):
            continue
        told = QAccessible.queryAccessibleInterface(part)
        if takes_focus(part):
            found += _of_stop(part, told)
        if isinstance(part, QTableView) and part.horizontalHeader().isVisible():
            found += _of_table(part, told)
    return found


def takes_focus(part: QWidget) -> bool:
    return part.focusPolicy() != part.focusPolicy().NoFocus


def said(told: QAccessibleInterface) -> str:
    """Return the name that a screen reader gives."""
    return told.text(QAccessible.Text.Name).strip()


def children(told: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for at in range(told.childCount()):
        child = told.child(at)
        if child is not None:
            yield child


def _of_stop(part: QWidget, told: QAccessibleInterface) -> Iterator[Finding]:
    state = told.state()
    if not said(told):
        yield Finding("name", name(part), "takes the focus and has no name")
    if told.role() in BARE:
        yield Finding("role", name(part), f"its role is {told.role().name}")
    if part.isEnabled() and not state.focusable:
        yield Finding("state", name(part), "does not say that it takes the focus")
    known = (
        not isinstance(part, QAbstractButton)
        or not part.isCheckable()
        or (state.checkable and state.checked == part.isChecked())
    )
    if not known:
        yield Finding("state", name(part), "does not say whether it is checked")
    if not part.isEnabled() and not state.disabled:
        yield Finding("state", name(part), "does not say that it is disabled")
    if isinstance(part, INPUTS) and not (part.accessibleName() or _labelled(told)):
        yield Finding("label", name(part), "no label belongs to it")


def _labelled(told: QAccessibleInterface) -> bool:
    return bool(told.relations(QAccessible.RelationFlag.Label))


def _of_table(table: QTableView, told: QAccessibleInterface) -> Iterator[Finding]:
    """Find columns without a heading, and cells of the first rows that say nothing of a menu."""
    if told.role() is not Role.Table:
        yield Finding("table", name(table), "is no table to a screen reader")
        return
    columns = table.model().columnCount()
    headings = islice(_with_role(told, Role.ColumnHeader), columns)
    for column, heading in enumerate(headings):
        if not table.isColumnHidden(column) and not said(heading):
            yield Finding("table", name(table), f"column {column} has no heading")
    cells = islice(_with_role(told, Role.Cell), MOST_ROWS * columns)
    for at, cell in enumerate(cells):
        if not cell.isValid():
            # It is of rows that are gone: Qt tells of new ones only where somebody listens.
            continue
        index = table.model().index(at // columns, at % columns)
        if index.data(MENU_ROLE) and not said(cell):
            yield Finding("table", name(table), "a menu has no name")


def _with_role(
    told: QAccessibleInterface, role: QAccessible.Role
) -> Iterator[QAccessibleInterface]:
    return (each for each in children(told) if each.role() is role)


def _inner(part: QWidget) -> bool:
    """Say whether a widget is but the inside of one of Qt's own."""
    above: QObject | None = part.parent()
    while isinstance(above, QWidget):
        if isinstance(above, (*INPUTS, QAbstractItemView, QTextBrowser, QLabel, ColumnChart)):
            return True
        above = above.parent()
    return False

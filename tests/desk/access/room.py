"""Whether everything has its room: no text is cut, no part lies over another or sticks out."""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from counterfoil.desk.drop_hint import DropHint
from counterfoil.desk.parts.drawer import Drawer
from counterfoil.desk.shell.notice import Notice
from tests.desk.access.finding import Finding, name, parts

# What lies over other parts on purpose.
FLOATS = (Drawer, Notice, DropHint, QListWidget)
# What a line may be broken at.
_BREAKS = re.compile(r"[\s\u200b-]+")
SLACK = 2
PADDING = 12


def check(window: QWidget) -> list[Finding]:
    """Find what has too little room in a window."""
    if isinstance(window, QMenu):
        return []
    found: list[Finding] = []
    for part in parts(window):
        found += [Finding("cut", name(part), what) for what in cut(part) if not part.toolTip()]
        found += outside(part)
        found += sideways(part)
    found += overlaps(window)
    return found


def cut(part: QWidget) -> Iterator[str]:
    """Say which texts of a widget are not seen in whole."""
    if isinstance(part, QHeaderView):
        yield from _headings(part)
    elif isinstance(part, QLabel):
        yield from _label(part)
    elif isinstance(part, QPushButton):
        yield from _button(part)
    elif isinstance(part, QLineEdit) and not part.text():
        text = part.placeholderText()
        needed = part.fontMetrics().horizontalAdvance(text) + 2 * PADDING
        yield from _line(text, needed, part.width())


def outside(part: QWidget) -> Iterator[Finding]:
    """Find a part that reaches over the edge of what holds it."""
    above = part.parentWidget()
    if above is None or part.isWindow() or isinstance(above, QAbstractScrollArea | QStackedWidget):
        return
    if isinstance(above.parentWidget(), QAbstractScrollArea):
        return
    if not above.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(part.geometry()):
        what = f"{_box(part.geometry())} in {above.width()}×{above.height()}"
        yield Finding("sticks out", name(part), what)


def sideways(part: QWidget) -> Iterator[Finding]:
    """Find what would have to be scrolled sideways."""
    if not isinstance(part, QAbstractScrollArea):
        return
    bar = part.horizontalScrollBar()
    # A chart is as wide as its frame.
    if bar.maximum() - bar.minimum() > max(SLACK, 2 * part.frameWidth()):
        what = f"{bar.maximum() - bar.minimum()} pixels lie beside what is seen"
        yield Finding("sideways", name(part), what)
    inner = part.widget() if isinstance(part, QScrollArea) else None
    if inner is not None and inner.width() > part.viewport().width() + SLACK:
        what = f"{inner.width()} wide in {part.viewport().width()}"
        yield Finding("sideways", name(part), what)


def overlaps(window: QWidget) -> Iterator[Finding]:
    """Find parts of one layout that lie over each other."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for holder in {each.parentWidget() for each in parts(window)}:
        if holder is None or holder.layout() is None:
            continue
        laid = [
            each
            for each in holder.findChildren(QWidget, options=direct)
            if each.isVisible() and not isinstance(each, FLOATS)
        ]
        for one, other in combinations(laid, 2):
            both = one.geometry() & other.geometry()
            if both.width() > SLACK and both.height() > SLACK:
                what = f"{both.width()}×{both.height()} lie over {name(other)}"
                yield Finding("overlap", name(one), what)


def _label(part: QLabel) -> Iterator[str]:
    if not part.text():
        return
    if not part.wordWrap():
        yield from _line(part.text(), part.sizeHint().width(), part.width())
        return
    needed = part.heightForWidth(part.width())
    if needed > part.height() + SLACK:
        yield f"{part.text()!r} needs {needed} of height and has {part.height()}"
    longest = max(map(part.fontMetrics().horizontalAdvance, _BREAKS.split(part.text())), default=0)
    yield from _line(part.text(), longest, part.width())


def _button(part: QPushButton) -> Iterator[str]:
    if not part.text():
        return
    option = QStyleOptionButton()
    part.initStyleOption(option)
    element = QStyle.SubElement.SE_PushButtonContents
    room = part.style().subElementRect(element, option, part).width()
    text = part.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, part.text()).width()
    icon = 0 if part.icon().isNull() else part.iconSize().width() + 4
    yield from _line(part.text(), text + icon, room)


def _headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for at in range(header.count()):
        text = model.headerData(at, header.orientation())
        if header.isVisible() and text and not header.isSectionHidden(at):
            needed = header.fontMetrics().horizontalAdvance(str(text)) + 2 * PADDING
            yield from _line(str(text), needed, header.sectionSize(at))


def _line(text: str, needed: int, room: int) -> Iterator[str]:
    if needed > room + SLACK:
        yield f"{text!r} needs {needed} and has {room}"


def _box(box: QRect) -> str:
    return f"{box.width()}×{box.height()} at {box.x()}, {box.y()}"

"""Which keys work where: what has a shortcut, and whether two want the same one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.desk.access.finding import Finding, name

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True, slots=True)
class Key:
    """A shortcut that works now, who has it, and whether only while the focus is inside."""

    text: str
    owner: QWidget
    inside: bool = False


def live(window: QWidget) -> Iterator[Key]:
    """Give the shortcuts that work in a window as it is shown."""
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and shortcut.isEnabled():
            yield Key(_text(shortcut.key()), owner, shortcut.context() is INSIDE)
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and not button.shortcut().isEmpty():
            yield Key(_text(button.shortcut()), button)


def check(window: QWidget) -> list[Finding]:
    """Find two that want the same key at the same time: then it works neither."""
    return [
        Finding("key", name(other.owner), f"{one.text} is also that of {name(one.owner)}")
        for one, other in combinations(live(window), 2)
        if one.text == other.text and _together(one, other)
    ]


def _together(one: Key, other: Key) -> bool:
    if not (one.inside and other.inside):
        return True
    mine, theirs = one.owner, other.owner
    return mine is theirs or mine.isAncestorOf(theirs) or theirs.isAncestorOf(mine)


def _text(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)

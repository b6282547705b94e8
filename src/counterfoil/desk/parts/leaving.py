"""Leaving a part that asks something, by keys; the focus then goes back to where it was."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid


class Leaving(QObject):
    """Has Escape leave a part, and Enter press the button of it that has the focus.

    Once the part is hidden, the focus that was in it goes back to what had it before.
    """

    def __init__(self, part: QWidget, leave: Callable[[], object]) -> None:
        super().__init__(part)
        self._part, self._leave = part, leave
        self._before: QWidget | None = None
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show:
                self._shown()
            case QEvent.Type.Hide if self._part.isHidden():
                self._hidden()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    self._leave()
                    return True
        return False

    def _shown(self) -> None:
        for each in self._part.findChildren(QPushButton):
            each.setAutoDefault(True)
        if self._before is None and not self._has_focus():
            self._before = QApplication.focusWidget()

    def _hidden(self) -> None:
        before, self._before = self._before, None
        usable = before is not None and isValid(before) and before.isVisible()
        if before is not None and usable and self._has_focus():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self._part or self._part.isAncestorOf(focus))

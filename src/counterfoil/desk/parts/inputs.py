"""Inputs of a form: each shows a value, and says in `edited` what it was changed to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.choices import Choices, Segments
from counterfoil.desk.widgets import Live, Switch

MOST = 10_000
Options = Callable[[], Sequence[tuple[str, str]]]


class TextInput(QLineEdit):
    """One line of text. A longer one than can be kept may be typed, to be told so."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__(maxLength=MOST)
        self.textEdited.connect(self.edited.emit)

    def show_value(self, value: object) -> None:
        """Show a text, the cursor left where it is if it is there already."""
        if self.text() != value:
            self.setText(str(value))
            self.setCursorPosition(0)


class NumberInput(QLineEdit):
    """A number in the screen's language."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__(maxLength=40)
        self.textEdited.connect(lambda text: self.edited.emit(numbers.canonical(text)))

    def show_value(self, value: object) -> None:
        """Show a number as the form keeps it, if it is not there in another spelling."""
        if numbers.canonical(self.text()) != str(value) or not self.text():
            self.setText(numbers.shown(str(value)))


class LongInput(Live, QPlainTextEdit):
    """Some lines of text; Tab leaves it."""

    edited = Signal(object)

    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.textChanged.connect(lambda: self.edited.emit(self.toPlainText()))
        self.restyle()

    def show_value(self, value: object) -> None:
        """Show a text."""
        if self.toPlainText() != value:
            self.blockSignals(True)
            self.setPlainText(str(value))
            self.blockSignals(False)

    def restyle(self) -> None:
        self.setFixedHeight(theme.current().px(24 * self._lines + 26))


class ChoiceInput(Choices):
    """One of a list that drops down; `options` gives values and names in the screen's language."""

    edited = Signal(object)

    def __init__(self, options: Options, empty: Callable[[], str] = str) -> None:
        super().__init__()
        self._options, self._empty = options, empty
        self._offered: object = None
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picked.connect(self.edited.emit)

    def show_value(self, value: object) -> None:
        """Show which one holds; an empty value by what stands for none."""
        options = list(self._options())
        if not value and not any(each == "" for each, _name in options):
            options.insert(0, ("", self._empty()))
        offered = (tuple(options), value)
        if offered != self._offered:
            self._offered = offered
            self.offer([(each, _one_line(name)) for each, name in options], str(value))
        self.setToolTip(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the choice."""
        event.ignore()


class SegmentInput(Segments):
    """One of a few, side by side."""

    edited = Signal(object)

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__(values)
        self.chosen.connect(self.edited.emit)


class SwitchInput(Switch):
    """On or off."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(lambda on: self.edited.emit(bool(on)))

    def show_value(self, value: object) -> None:
        """Show whether it is on."""
        self.setChecked(bool(value))


def focus(widget: QWidget) -> None:
    """Give the focus to an input, or to the first part of it that takes it."""
    inside = [widget, *widget.findChildren(QWidget)]
    usable = (
        each
        for each in inside
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabledTo(widget)
    )
    first = next((each for each in usable if each.isVisibleTo(widget) or each is widget), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _one_line(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:79]}…"

"""A field of a form: its name above, the input, and below it a hint or what is wrong."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from counterfoil.desk.widgets import label, polish


class Field(QWidget):
    """Wraps an input. Its name, hint and error are set by whoever translates the form."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        self._name = label("field", wrap=True)
        self._below = label("soft", wrap=True)
        self._hint = self._error = ""
        self._name.setBuddy(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._name)
        column.addWidget(inner)
        column.addWidget(self._below)
        self._show_below()

    def name(self, text: str, hint: str = "") -> None:
        """Name the field, with a hint of what to put in it."""
        self._name.setText(text)
        self._hint = hint
        self._describe(text)
        self._show_below()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong, in place of the hint; "" where nothing is."""
        self._error = sentence
        polish(self.inner, wrong="true" if sentence else "false")
        self._show_below()

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error

    def _describe(self, text: str) -> None:
        self.inner.setAccessibleName(text)

    def _show_below(self) -> None:
        shown = self._error or self._hint
        polish(self._below, role="trouble" if self._error else "soft")
        self._below.setText(shown)
        self._below.setVisible(bool(shown))
        self.inner.setAccessibleDescription(shown)


def line(most: int = 200) -> QLineEdit:
    """Return a line for a text of at most `most` characters."""
    return QLineEdit(maxLength=most)


def text_of(widget: QWidget) -> str:
    """Return what stands in an input of text or choice."""
    if isinstance(widget, QLineEdit | QLabel):
        return widget.text().strip()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    if isinstance(widget, QComboBox):
        return str(widget.currentData() or "")
    raise TypeError(type(widget))

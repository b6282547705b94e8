"""Inputs for lists: chips that are on or off, and texts that are added and taken out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.inputs import Options
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, describe, label, set_icon

LONGEST = 40


class ChipsInput(QWidget):
    """Any number out of a few; the value is a tuple of the chosen, in the order of the offer.

    What was chosen and is not offered any more stays, under its own code. `of` makes what the form
    keeps of each.
    """

    edited = Signal(object)

    def __init__(self, options: Options, none: Callable[[], str] = str) -> None:
        super().__init__()
        self._options, self._none_text = options, none
        self._chosen: tuple[str, ...] = ()
        self._offered: object = None
        self._chips: dict[str, QPushButton] = {}
        self._row = QWidget()
        self._flow = Flow(8)
        self._row.setLayout(self._flow)
        self._none = label("soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        column.addWidget(self._none)

    def show_value(self, value: object) -> None:
        """Show which are chosen."""
        self._chosen = tuple(str(each) for each in as_list(value))
        options = list(self._options())
        known = {code for code, _name in options}
        options += [(code, code) for code in self._chosen if code not in known]
        if options != self._offered:
            self._offered = options
            self._offer(options)
        for code, chip in self._chips.items():
            chip.setChecked(code in self._chosen)

    def _offer(self, options: Sequence[tuple[str, str]]) -> None:
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = {}
        for code, name in options:
            chip = button("reason")
            chip.setCheckable(True)
            chip.setText(shortened(name))
            describe(chip, name)
            chip.clicked.connect(self._clicked)
            self._chips[code] = chip
            self._flow.addWidget(chip)
        self._none.setText("" if options else self._none_text())
        self._none.setVisible(not options)
        self._row.setVisible(bool(options))

    def _clicked(self) -> None:
        self.edited.emit(tuple(code for code, chip in self._chips.items() if chip.isChecked()))


class TagsInput(Live, QWidget):
    """Texts: typed and added with Enter, or when the line is left; a click takes one out."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ()
        self.line = QLineEdit(maxLength=255)
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._add)
        self._plus = button("icon")
        self._plus.clicked.connect(self._add)
        self._chips = QWidget()
        self._flow = Flow(8)
        self._chips.setLayout(self._flow)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self._plus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._chips)
        self._chips.hide()
        self.setFocusProxy(self.line)
        self.retranslate()
        self.restyle()

    def show_value(self, value: object) -> None:
        """Show the texts."""
        texts = tuple(str(each) for each in as_list(value))
        if texts != self._texts:
            self._texts = texts
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Enter here; in the wizard it would go on to the next step."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
                self._add()
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(_("Type one and press Enter"))
        describe(self._plus, _("Add"))
        self._show()

    def restyle(self) -> None:
        set_icon(self._plus, "add")

    def _show(self) -> None:
        empty(self._flow)
        for at, text in enumerate(self._texts):
            chip = button("reason")
            chip.setText(f"{shortened(text)}  ✕")
            describe(chip, _("Take out {text}").format(text=text))
            chip.clicked.connect(lambda _on=False, at=at: self._take_out(at))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._texts))

    def _add(self) -> None:
        text = self.line.text().strip()
        self.line.clear()
        if text and text not in self._texts:
            self.edited.emit([*self._texts, text])

    def _take_out(self, at: int) -> None:
        self.edited.emit([*self._texts[:at], *self._texts[at + 1 :]])


def as_list(value: object) -> list[object]:
    """Return the values of a list, or the one there is."""
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def shortened(text: str) -> str:
    """Return a text as a chip can show it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

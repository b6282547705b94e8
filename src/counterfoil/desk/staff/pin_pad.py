"""A keypad for a PIN: by mouse, by touch, or typed into its line."""

from collections.abc import Sequence
from string import digits

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, describe, set_icon
from counterfoil.ledger.pins import LONGEST, SHORTEST

KEY_HEIGHT, KEY_LEAST, GAP = 52, 40, 8
# The keys by rows; < takes the last digit back, and ! is OK.
TALL = ("123", "456", "789", "<0!")
FLAT = ("12345<", "67890!")


class PinPad(Live, QWidget):
    """Gives a PIN by `entered`; what is typed is never shown."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = pin_line()
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.returnPressed.connect(self._enter)
        self.line.textChanged.connect(lambda _text: self._show_ready())
        self._keys = {digit: self._key(digit) for digit in digits}
        self._back, self.enter = button("quiet"), button("primary")
        self._back.clicked.connect(self.line.backspace)
        self.enter.clicked.connect(self._enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.line)
        keys = QWidget()
        # Keypads are the same way round wherever a language begins.
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._grid = QGridLayout(keys)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        column.addWidget(keys)
        column.addStretch(1)
        self._rows: Sequence[str] = ()
        self.arrange(flat=False)
        self._show_ready()
        self.retranslate()
        self.restyle()

    def arrange(self, *, flat: bool) -> None:
        """Put the keys into four rows as on a telephone, or into two where there is little room."""
        rows = FLAT if flat else TALL
        if rows == self._rows:
            return
        self._rows = rows
        keys = {**self._keys, "<": self._back, "!": self.enter}
        for number, row in enumerate(rows):
            for place, key in enumerate(row):
                self._grid.addWidget(keys[key], number, place)

    @staticmethod
    def tall() -> int:
        """Return the height that four rows and the line above them need."""
        return theme.current().px(KEY_HEIGHT + 4 * KEY_HEIGHT) + 5 * GAP

    def wide(self, *, flat: bool) -> int:
        """Return the width that the keys need in two rows, or in four."""
        keys = len((FLAT if flat else TALL)[0])
        one = theme.current().px(KEY_LEAST)
        return (keys - 1) * (one + GAP) + max(one, self.enter.sizeHint().width())

    def minimumSizeHint(self) -> QSize:
        # The keys of two rows may have to take four instead.
        return QSize(self.wide(flat=False), super().minimumSizeHint().height())

    def start(self) -> None:
        """Begin anew."""
        self.line.clear()
        self.line.setFocus()

    def key(self, digit: str) -> QPushButton:
        """Return the key of a digit."""
        return self._keys[digit]

    def retranslate(self) -> None:
        describe(self.line, _("PIN"))
        self.line.setPlaceholderText(_("PIN"))
        describe(self._back, _("Take the last digit back"))
        self.enter.setText(_("OK"))
        for digit, key in self._keys.items():
            key.setText(digit)

    def restyle(self) -> None:
        set_icon(self._back, "back")
        for key in (*self._keys.values(), self._back, self.enter):
            key.setFixedHeight(theme.current().px(KEY_HEIGHT))
        for key in (*self._keys.values(), self._back):
            key.setMinimumWidth(theme.current().px(KEY_LEAST))

    def _key(self, digit: str) -> QPushButton:
        made = button()
        made.setProperty("size", "key")
        # The line keeps the focus, so that keys and keyboard can be mixed.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.line.insert(digit))
        return made

    def _show_ready(self) -> None:
        self.enter.setEnabled(len(self.line.text()) >= SHORTEST)

    def _enter(self) -> None:
        pin = self.line.text()
        if len(pin) >= SHORTEST:
            self.line.clear()
            self.entered.emit(pin)


def pin_line() -> QLineEdit:
    """Return a line that takes the digits of a PIN and shows none of them."""
    line = QLineEdit(maxLength=LONGEST)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    allowed = QRegularExpression(rf"[0-9]{{0,{LONGEST}}}")
    line.setValidator(QRegularExpressionValidator(allowed, line))
    return line

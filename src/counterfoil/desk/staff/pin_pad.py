"""A keypad for a PIN: by mouse, by touch, or typed into its line."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, describe, set_icon
from counterfoil.ledger.pins import LONGEST, SHORTEST

KEY_HEIGHT = 56
DIGITS = "123456789"


class PinPad(Live, QWidget):
    """Gives a PIN by `entered`; what is typed is never shown."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = pin_line()
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.returnPressed.connect(self._enter)
        self.line.textChanged.connect(lambda _text: self._show_ready())
        self._keys = {digit: self._key(digit) for digit in f"{DIGITS}0"}
        self._back, self.enter = button("quiet"), button("primary")
        self._back.clicked.connect(self.line.backspace)
        self.enter.clicked.connect(self._enter)
        grid = QGridLayout()
        grid.setSpacing(8)
        # Keypads are the same way round wherever a language begins.
        for number, digit in enumerate(DIGITS):
            grid.addWidget(self._keys[digit], number // 3, number % 3)
        for place, key in enumerate((self._back, self._keys["0"], self.enter)):
            grid.addWidget(key, 3, place)
        keys = QWidget()
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid.setContentsMargins(0, 0, 0, 0)
        keys.setLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.line)
        column.addWidget(keys)
        self._show_ready()
        self.retranslate()
        self.restyle()

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

    def _key(self, digit: str) -> QPushButton:
        made = button()
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
    digits = QRegularExpression(rf"[0-9]{{0,{LONGEST}}}")
    line.setValidator(QRegularExpressionValidator(digits, line))
    return line

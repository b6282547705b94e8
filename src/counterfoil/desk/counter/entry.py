"""Typing: the code line, the purchase amount, and whether codes are only checked."""

from decimal import Decimal

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QFont, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Switch, button, describe, label, polish

CODE_KEY, AMOUNT_KEY, CHECK_KEY = "F2", "F4", "F5"
# What the longest code with its URL could need; more is a wrong device or a paste gone astray.
LONGEST = 512


class CodeLine(Live, QWidget):
    """A line to type or paste a code into."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._label = label("field")
        self.line = QLineEdit(maxLength=LONGEST)
        self._go = button("primary")
        self._go.setProperty("size", "field")
        self._check_only = False
        self._label.setBuddy(self.line)
        self.line.returnPressed.connect(self._submit)
        self._go.clicked.connect(self._submit)
        self.line.textChanged.connect(lambda text: self._go.setEnabled(bool(text.strip())))
        self._go.setEnabled(False)
        row = Turning(gap=8)
        row.addWidget(self.line, 1)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addLayout(row)
        self.retranslate()
        self.restyle()

    def set_check_only(self, *, check_only: bool) -> None:
        """Name the button by what it does."""
        self._check_only = check_only
        self.retranslate()

    def retranslate(self) -> None:
        self._label.setText(_("Code"))
        self.line.setPlaceholderText(_("Scan or type a code"))
        describe(self.line, _("Code"), CODE_KEY)
        self._go.setText(_("Check") if self._check_only else _("Redeem"))

    def restyle(self) -> None:
        self.line.setFont(theme.code_font(18, QFont.Weight.Medium))

    def _submit(self) -> None:
        text = self.line.text().strip()
        if text:
            self.line.clear()
            self.typed.emit(text)


class AmountField(Live, QWidget):
    """The purchase amount, in the store's currency, as the language writes numbers."""

    entered = Signal(object)

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._value: Decimal | None = None
        self._label = label("field")
        self.line = QLineEdit(maxLength=14)
        self.line.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9.,' \x{a0}]*")))
        self._label.setBuddy(self.line)
        self.line.returnPressed.connect(self._read)
        self.line.editingFinished.connect(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self.line)
        self.retranslate()

    def show_value(self, value: Decimal | None, *, needed: bool) -> None:
        """Show the amount in force; stress the field where a code waits for it."""
        if value != self._value:
            self._value = value
            self.line.setText("" if value is None else formats.number(value))
        polish(self.line, needed="true" if needed else "false")

    def set_currency(self, currency: str) -> None:
        """Name the store's currency."""
        self._currency = currency
        self.retranslate()

    def retranslate(self) -> None:
        text = _("Purchase amount, {currency}").format(currency=self._currency)
        self._label.setText(text)
        describe(self.line, text, AMOUNT_KEY)
        if self._value is not None:
            self.line.setText(formats.number(self._value))

    def _read(self) -> None:
        value = formats.parse_amount(self.line.text())
        wrong = value is None and bool(self.line.text().strip())
        polish(self.line, wrong="true" if wrong else "false")
        if not wrong and value != self._value:
            self._value = value
            self.entered.emit(value)


class CheckOnly(Live, QWidget):
    """The switch that has codes only checked."""

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.switch = Switch()
        self.switch.setShortcut(CHECK_KEY)
        self.switch.clicked.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.switch)
        self.retranslate()

    def retranslate(self) -> None:
        self.switch.setText(_("Check only"))
        describe(self.switch, _("Check codes without redeeming them"), CHECK_KEY)
        self.switch.setShortcut(CHECK_KEY)
        self.switch.updateGeometry()

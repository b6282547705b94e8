"""What a QR symbol carries: the code itself, or a web address that ends in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.parts.inputs import SegmentInput, TextInput
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live
from counterfoil.sheets.design import CODE_PLACE

CODE, ADDRESS = "code", "address"


class ContentInput(Live, QWidget):
    """`edited` gives what it carries."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._kind = CODE
        self.kind, self.address = SegmentInput((CODE, ADDRESS)), TextInput()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self.address)
        self.setFocusProxy(self.address)
        self.kind.edited.connect(self._choose)
        self.address.edited.connect(lambda _text: self.edited.emit(self.value))
        self.retranslate()
        self._show()

    @property
    def value(self) -> str:
        """What the symbol carries."""
        return self.address.text().strip() if self._kind == ADDRESS else CODE_PLACE

    def show_value(self, content: object) -> None:
        """Show what a symbol carries."""
        if content != self.value:
            self._kind = CODE if content == CODE_PLACE else ADDRESS
            self.address.show_value("" if self._kind == CODE else content)
            self._show()

    def retranslate(self) -> None:
        what = _("What the QR code carries")
        self.kind.name((_("The code"), _("A web address")), what)
        self.address.setPlaceholderText(f"https://example.com/{CODE_PLACE}")
        self.address.setAccessibleName(what)

    def _choose(self, value: object) -> None:
        self._kind = str(value)
        if self._kind == ADDRESS and not self.address.text():
            self.address.show_value(f"https://example.com/{CODE_PLACE}")
        self._show()
        self.edited.emit(self.value)

    def _show(self) -> None:
        self.kind.show_value(self._kind)
        self.address.setVisible(self._kind == ADDRESS)

"""A picture file for the label, chosen or left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Live, button, describe, set_icon


class LogoInput(Live, QWidget):
    """`wanted` asks for a file; `edited` gives the picture, None where there is to be none."""

    wanted = Signal()
    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._data: bytes | None = None
        self._name = ""
        self._text = Elided("quiet")
        self.choose, self.remove = button(), button("icon")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choose)
        row.addWidget(self._text, 1)
        row.addWidget(self.remove)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(self.wanted)
        self.remove.clicked.connect(lambda: self.take(None, ""))
        self.retranslate()
        self.restyle()

    def show_value(self, data: object) -> None:
        """Show whether there is a logo."""
        if data != self._data:
            self._data, self._name = data if isinstance(data, bytes) else None, ""
            self.retranslate()

    def take(self, data: bytes | None, name: str) -> None:
        """Take a file's picture for the logo, or none."""
        self._data, self._name = data, name
        self.retranslate()
        self.edited.emit(data)

    def retranslate(self) -> None:
        self.choose.setText(_("Choose a picture…"))
        describe(self.remove, _("No logo"))
        here = self._data is not None
        self._text.set_text((self._name or _("As on the last sheets")) if here else _("None"))
        self.remove.setVisible(here)

    def restyle(self) -> None:
        set_icon(self.remove, "close")

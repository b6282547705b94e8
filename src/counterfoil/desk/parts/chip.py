"""One status in a few words."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from counterfoil.desk.widgets import Icon, Live, label


class Chip(Live, QFrame):
    """An icon with a short text: one status in the header."""

    def __init__(self, icon: str, role: str = "soft") -> None:
        super().__init__()
        self._icon = Icon(icon, role, 20)
        self._text = label("chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text)

    def show_as(self, icon: str, role: str, text: str) -> None:
        """Show a status."""
        self._icon.show_as(icon, role)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.be_small(small=self._text.isHidden())

    def be_small(self, *, small: bool) -> None:
        """Show the icon only, the text in its tooltip; or both."""
        self._text.setVisible(not small)
        self.setToolTip(self._text.text() if small else "")

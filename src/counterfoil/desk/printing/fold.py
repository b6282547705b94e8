"""What few need, tucked away behind a line that opens it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, button


class Fold(Live, QWidget):
    """A part below a button that shows and hides it."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._text = ""
        self._inner = inner
        self.head = button("row")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._mark = Icon("chevron", "soft", 20)
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        in_head = QVBoxLayout(self.head)
        in_head.setContentsMargins(0, 0, 4, 0)
        in_head.addWidget(
            self._mark, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.head.toggled.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(inner)
        inner.hide()

    def name(self, text: str) -> None:
        """Name what is inside."""
        self._text = text
        self.retranslate()

    def reveal(self) -> None:
        """Open it, as something in it asks for attention."""
        self.head.setChecked(True)

    def retranslate(self) -> None:
        self.head.setText(self._text.replace("&", "&&"))
        state = _("open") if self.head.isChecked() else _("closed")
        self.head.setAccessibleName(f"{self._text}, {state}")

    def restyle(self) -> None:
        self.head.setMinimumHeight(theme.current().px(theme.TARGET))

    def _open(self, on: bool) -> None:
        self._inner.setVisible(on)
        self._mark.show_as("minus" if on else "chevron", "soft")
        self.retranslate()

"""A panel above a list, hidden until it is opened: what is asked, what went wrong, two buttons."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.parts.inputs import focus
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, button, label


class Panel(Live, QFrame):
    """`agreed` follows the button that does it."""

    agreed = Signal()

    def __init__(self, icon: str, kind: str = "primary") -> None:
        super().__init__()
        self.setProperty("kind", "card" if kind == "primary" else "marked")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title, self.lead = label("heading", wrap=True), label("quiet", wrap=True)
        self.trouble = label("trouble", wrap=True)
        self.yes, self.no = button(kind), button()
        self.yes.clicked.connect(self.agreed)
        self.no.clicked.connect(self.hide)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        tone = "accent" if kind == "primary" else "used-text"
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon(icon, tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.trouble, 1)
        below.addWidget(self.no)
        below.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.lead)
        column.addLayout(self.body)
        column.addLayout(below)
        self.hide()
        Leaving(self, self.hide)

    def open(self) -> None:
        """Ask."""
        self.trouble.setText("")
        self.setEnabled(True)
        self.retranslate()
        self.lead.setVisible(bool(self.lead.text()))
        self.show()
        focus(self)

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None:
            hint.setHeight(max(hint.height(), layout.minimumHeightForWidth(self.width())))
        return hint

    def show_error(self, error: Exception) -> None:
        """Say why it was not done; what was filled in stays."""
        self.setEnabled(True)
        self.trouble.setText(formats.error(error))

    def retranslate(self) -> None:
        self.no.setText(_("Cancel"))

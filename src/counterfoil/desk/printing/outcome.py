"""What came of it: the sheets are proved, or which label is not and why."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from counterfoil.desk import theme
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, button, describe, label, set_icon
from counterfoil.sheets.proof import Colours

PICTURE = 220


@dataclass(frozen=True, slots=True)
class Told:
    """What is said, in whatever language is in force: a line, what follows from it, a picture."""

    good: bool
    line: Callable[[], str]
    detail: Callable[[], str] = str
    picture: Colours | None = None


class Outcome(Live, QFrame):
    """Hidden until something came of it, which `told` follows; stays until it is closed."""

    told = Signal()
    folder_wanted = Signal()
    print_wanted = Signal()
    sheets_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._told = Told(good=True, line=str)
        self._icon = Icon("accepted", "accepted-text", 28)
        self.picture = label()
        self.line, self.detail = label("strong", wrap=True), label("quiet", wrap=True)
        self.folder, self.print, self.sheets = button(), button(), button()
        self.close_button = button("icon")
        self._lay_out()
        self.folder.clicked.connect(self.folder_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.sheets.clicked.connect(self.sheets_wanted)
        self.close_button.clicked.connect(self.hide)
        self.setProperty("kind", "card")
        self.hide()
        self.retranslate()
        self.restyle()

    def tell(self, told: Told, *offered: QPushButton) -> None:
        """Tell what came of it, and offer some of the buttons."""
        self._told = told
        for each in (self.folder, self.print, self.sheets):
            each.setVisible(each in offered)
        look = ("accepted", "accepted-text") if told.good else ("refused", "refused-text")
        self._icon.show_as(*look)
        self.retranslate()
        self.restyle()
        self.show()
        self.told.emit()
        (offered[0] if offered else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.folder.setText(_("Open folder"))
        self.print.setText(_("Print…"))
        self.sheets.setText(_("Show sheets"))
        describe(self.close_button, _("Close"))
        self.line.setText(self._told.line())
        detail = self._told.detail()
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.picture.setAccessibleName(_("The label as it came out"))

    def restyle(self) -> None:
        set_icon(self.close_button, "close")
        set_icon(self.print, "print")
        self._show_picture()

    def _lay_out(self) -> None:
        flow = Flow(10)
        for each in (self.folder, self.print, self.sheets):
            flow.addWidget(each)
        texts = QVBoxLayout()
        texts.setSpacing(6)
        texts.addWidget(self.line)
        texts.addWidget(self.detail)
        texts.addLayout(flow)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 12, 12)
        row.setSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        told = Turning(gap=16)
        told.addWidget(self.picture, 0, top | Qt.AlignmentFlag.AlignLeading)
        told.addLayout(texts, 1)
        row.addLayout(told, 1)
        row.addWidget(self.close_button, 0, top)

    def _show_picture(self) -> None:
        picture = self._told.picture
        self.picture.setVisible(picture is not None)
        if picture is not None:
            side = theme.current().px(PICTURE)
            self.picture.setPixmap(framed(pixmap(picture, QSize(side, side))))


def pixmap(picture: Colours, most: QSize) -> QPixmap:
    """Return a picture as large as fits, its pixels left to be seen."""
    height, width = picture.shape[:2]
    image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image).scaled(
        most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
    )


def framed(shown: QPixmap) -> QPixmap:
    """Return a picture with a line around it, as paper has no edge on a white card."""
    painter = QPainter(shown)
    painter.setPen(theme.current().colour("edge"))
    painter.drawRect(shown.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return shown

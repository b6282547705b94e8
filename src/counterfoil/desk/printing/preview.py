"""The page as it will be printed: the real file, drawn at any size."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout

from counterfoil.desk import theme
from counterfoil.desk.roles import Told, tell_as
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Live, button, describe, set_icon

STEP = 1.25
LEAST, MOST = 0.2, 8.0
POINTS = 72.0
LEAST_HEIGHT = 160
LEGIBLE = 360
FADED = 0.35


class Preview(Live, QFrame):
    """A page with buttons that make it larger and smaller; `drawn` follows each new one."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._buffer: QBuffer | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        tell_as(self.view, Told.PAGE)
        self._veil = QGraphicsOpacityEffect(self)
        self.view.viewport().setGraphicsEffect(self._veil)
        self.title = Elided("quiet")
        self.smaller, self.larger = button("icon"), button("icon")
        self.whole, self.true_size = button("quiet"), button("quiet")
        self._lay_out()
        self.document.statusChanged.connect(self._status)
        self.smaller.clicked.connect(lambda: self.zoom(1 / STEP))
        self.larger.clicked.connect(lambda: self.zoom(STEP))
        self.whole.clicked.connect(self.fit)
        self.true_size.clicked.connect(self.show_true_size)
        self._adapts = True
        self.retranslate()
        self.restyle()

    def name(self, title: str) -> None:
        """Say what is shown."""
        self.title.set_text(title)

    def show_pdf(self, data: bytes) -> None:
        """Show the first page of a file."""
        self.document.close()
        # The document reads from it for as long as it is shown.
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)

    def fade(self, *, faded: bool) -> None:
        """Show the page as one that is not to be printed, or as it is."""
        self._veil.setOpacity(FADED if faded else 1.0)
        self._veil.setEnabled(faded)

    @property
    def shows(self) -> bool:
        """Whether there is a page."""
        return self.document.status() is QPdfDocument.Status.Ready

    @property
    def factor(self) -> float:
        """How large the page is drawn; at 1 it is as large as the screen says a point is."""
        mode, page = self.view.zoomMode(), self.document.pagePointSize(0)
        if mode is QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor()
        if page.isEmpty():
            return 1.0
        room, point = self.view.viewport().size(), self.screen().logicalDotsPerInch() / POINTS
        wide, high = room.width() / page.width() / point, room.height() / page.height() / point
        return wide if mode is QPdfView.ZoomMode.FitToWidth else min(wide, high)

    def zoom(self, factor: float) -> None:
        """Draw the page so much larger, or smaller below 1."""
        wanted = max(LEAST, min(self.factor * factor, MOST))
        self._set_factor(wanted)

    def adapt(self) -> None:
        """Draw the page whole where that shows anything, else as wide as there is room."""
        if self.view.height() >= theme.current().px(LEGIBLE):
            self.fit()
        else:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._adapts = True

    def fit(self) -> None:
        """Draw the page as large as it is seen whole."""
        self._adapts = False
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        # It fits but for a rounded pixel.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_true_size(self) -> None:
        """Draw the page as large as it is on paper, as far as the screen knows its own size."""
        screen = self.screen()
        self._set_factor(screen.physicalDotsPerInch() / screen.logicalDotsPerInch())

    def retranslate(self) -> None:
        describe(self.smaller, _("Smaller"), "Ctrl+-")
        describe(self.larger, _("Larger"), "Ctrl++")
        self.whole.setText(_("Whole page"))
        self.true_size.setText(_("True size"))
        self.view.setAccessibleName(_("The page as it will be printed"))
        self.smaller.setShortcut("Ctrl+-")
        self.larger.setShortcut("Ctrl++")

    def restyle(self) -> None:
        now = theme.current()
        set_icon(self.smaller, "minus")
        set_icon(self.larger, "add")
        self.view.setMinimumHeight(now.px(LEAST_HEIGHT))
        colours = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window):
            colours.setColor(role, now.colour("sunken"))
        self.view.setPalette(colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._adapts:
            self.adapt()

    def _lay_out(self) -> None:
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.SinglePage)
        self.view.setFrameShape(QFrame.Shape.StyledPanel)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        for widget in (self.smaller, self.larger, self.whole, self.true_size):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 12)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def _set_factor(self, factor: float) -> None:
        self._adapts = False
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(factor)

    def _status(self, status: QPdfDocument.Status) -> None:
        if status is QPdfDocument.Status.Ready:
            self.drawn.emit()

"""The main window: header, banners, and the page below; pictures may be dropped on all of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from counterfoil.desk import icons, theme
from counterfoil.desk.header import Banner, Header
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, set_icon

SIZE = (1280, 800)
SMALLEST = (1024, 700)
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class DropHint(QWidget):
    """Lies over the window while a picture is held above it."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = now.colour("accent-ground")
        ground.setAlpha(238)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(now.colour("accent"), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(24, 24, -24, -24), 18, 18)
        font = self.font()
        font.setPixelSize(now.px(28))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(now.colour("text"))
        text = _("Drop a picture or a PDF to read its code")
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)


class MainWindow(Live, QMainWindow):
    """Shows one page at a time. `dropped` gives files; `wipe_demo`, `handed_over` are answers."""

    dropped = Signal(list)
    wipe_demo = Signal()
    handed_over = Signal(bool)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Counterfoil")
        self.setWindowIcon(icons.application_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.header = Header()
        self._demo = Banner("demo")
        self._question = Banner("info", "used")
        self._trouble = Banner("error", "error")
        self._is_demo = self._is_asking = self._is_trouble = False
        self._trouble_text: Callable[[], str] = str
        self._question_text: Callable[[], str] = str
        self._add_buttons()
        self._pages = QStackedWidget()
        middle = QWidget()
        middle.setObjectName("window")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self._demo, self._question, self._trouble):
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        self._hint = DropHint(self)
        self._hint.hide()
        self.retranslate()
        self.restyle()

    def _add_buttons(self) -> None:
        self._wipe, self._sure, self._keep = button(), button("danger"), button("quiet")
        for part in (self._keep, self._sure, self._wipe):
            self._demo.add(part)
        self._wipe.clicked.connect(lambda: self._ask_wipe(asked=True))
        self._keep.clicked.connect(lambda: self._ask_wipe(asked=False))
        self._sure.clicked.connect(self.wipe_demo)
        self._ask_wipe(asked=False)
        self._yes, self._no = button(), button()
        for part in (self._yes, self._no):
            self._question.add(part)
        self._yes.clicked.connect(lambda: self._answer(handed_over=True))
        self._no.clicked.connect(lambda: self._answer(handed_over=False))
        self._dismiss = button("icon")
        self._trouble.add(self._dismiss)
        self._dismiss.clicked.connect(self._forget_trouble)

    def show_page(self, page: QWidget, *, header: bool = True) -> None:
        """Show a page in place of the one before, which is deleted."""
        for old in self._pages.findChildren(QWidget, options=DIRECT):
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.addWidget(page)
        self.header.setVisible(header)

    def show_demo(self, *, demo: bool) -> None:
        """Say that this is the demo, with the way to wipe it."""
        self._ask_wipe(asked=False)
        self._is_demo = demo
        self._show_banner()

    def ask_handed_over(self, question: Callable[[], str]) -> None:
        """Ask whether the goods of the last redemption were handed over."""
        self._question_text, self._is_asking = question, True
        self.retranslate()
        self._show_banner()

    def show_trouble(self, sentence: Callable[[], str]) -> None:
        """Say that something went wrong, until it is dismissed."""
        self._trouble_text, self._is_trouble = sentence, True
        self.retranslate()
        self._show_banner()

    @property
    def asks(self) -> bool:
        """Whether the question about the goods stands."""
        return self._is_asking

    @property
    def trouble(self) -> str:
        """What is said to have gone wrong; "" where nothing is."""
        return self._trouble.text.text() if self._is_trouble else ""

    def retranslate(self) -> None:
        self._demo.text.setText(_("This is the demo: nothing here is real."))
        self._wipe.setText(_("Wipe the demo"))
        self._sure.setText(_("Wipe it all"))
        self._keep.setText(_("Keep it"))
        self._yes.setText(_("Yes, handed over"))
        self._no.setText(_("No, undo it"))
        self._question.text.setText(self._question_text())
        self._trouble.text.setText(self._trouble_text())
        self._dismiss.setAccessibleName(_("Close"))

    def restyle(self) -> None:
        set_icon(self._dismiss, "close")

    def _show_banner(self) -> None:
        """Show the most urgent banner only, so that the counter keeps its room."""
        self._trouble.setVisible(self._is_trouble)
        self._question.setVisible(self._is_asking and not self._is_trouble)
        self._demo.setVisible(self._is_demo and not self._is_asking and not self._is_trouble)

    def _forget_trouble(self) -> None:
        self._is_trouble = False
        self._show_banner()

    def _ask_wipe(self, *, asked: bool) -> None:
        self._wipe.setVisible(not asked)
        self._sure.setVisible(asked)
        self._keep.setVisible(asked)

    def _answer(self, *, handed_over: bool) -> None:
        self._is_asking = False
        self._show_banner()
        self.handed_over.emit(handed_over)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._hint.setGeometry(self.rect())
            self._hint.raise_()
            self._hint.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        if files := files_in(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(files)


def files_in(data: QMimeData) -> list[Path]:
    """Return the files of this machine that are held above the window."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

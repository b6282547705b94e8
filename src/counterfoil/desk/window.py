"""The main window: header, banners, and the page below; pictures may be dropped on all of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from counterfoil.desk import icons, reading
from counterfoil.desk.drop_hint import DropHint
from counterfoil.desk.header import Banner, Header
from counterfoil.desk.shell.notice import Notice
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, set_icon

SIZE = (1280, 800)
SMALLEST = (1024, 700)
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class MainWindow(Live, QMainWindow):
    """Shows one page at a time. `dropped` gives files; `wipe_demo`, `handed_over` are answers."""

    dropped = Signal(list)
    wipe_demo = Signal()
    handed_over = Signal(bool)
    sync_wanted = Signal()
    mend_wanted = Signal()
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
        self._damage = Banner("error", "error")
        self._stale, self._unsent = Banner("history", "used"), Banner("offline", "used")
        self._clock = Banner("clock", "used")
        self._is_demo = self._is_asking = self._is_trouble = self._is_damaged = False
        self._trouble_text: Callable[[], str] = str
        self._question_text: Callable[[], str] = str
        self._clock_text: Callable[[], str] | None = None
        self._stale_text: Callable[[], str] | None = None
        self._unsent_text: Callable[[], str] | None = None
        self._warned = False
        self._add_buttons()
        self._pages = QStackedWidget()
        middle = QWidget()
        middle.setObjectName("window")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        for banner in (
            self._demo, self._clock, self._stale, self._unsent, self._question, self._trouble,
            self._damage,
        ):  # fmt: skip
            column.addWidget(banner)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        self._hint = DropHint(self)
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
        self._mend = button()
        self._damage.add(self._mend)
        self._mend.clicked.connect(self.mend_wanted)
        self._sync = button()
        self._stale.add(self._sync)
        self._sync.clicked.connect(self.sync_wanted)
        self._stay, self._close = button(), button("quiet")
        for part in (self._close, self._stay):
            self._unsent.add(part)
        self._stay.clicked.connect(self._go_on)
        self._close.clicked.connect(self.close)

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

    def show_trouble(self, sentence: Callable[[], str]) -> None:
        """Say that something went wrong, until it is dismissed."""
        self._trouble_text, self._is_trouble = sentence, True
        self.retranslate()

    def show_damage(self, *, damaged: bool) -> None:
        """Say that the records are damaged, with the way out, until that is mended."""
        self._is_damaged = damaged
        self._show_banner()

    def show_clock(self, sentence: Callable[[], str] | None) -> None:
        """Say that the clock is behind; None where it is not."""
        self._clock_text = sentence
        self.retranslate()

    def show_stale(self, sentence: Callable[[], str] | None) -> None:
        """Say how old is what is known here; None where it is fresh enough."""
        self._stale_text = sentence
        self.retranslate()

    def show_unsent(self, sentence: Callable[[], str] | None) -> None:
        """Say this once before the window closes; None where nothing would be left behind."""
        self._unsent_text = sentence
        self._warned = self._warned and sentence is not None
        self.retranslate()

    @property
    def damage(self) -> str:
        """What is said of damage; "" where there is none."""
        return self._damage.text.text() if self._is_damaged else ""

    @property
    def stale(self) -> str:
        """What is said of how old things are; "" where nothing is."""
        return self._stale.text.text() if self._stale_text else ""

    @property
    def unsent(self) -> str:
        """What is said before the window closes; "" while nobody wants to close it."""
        return self._unsent.text.text() if self._warned else ""

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
        self._damage.text.setText(
            _("The records of this till are damaged: hand nothing over, for it is not recorded.")
        )
        self._mend.setText(_("Save what can be saved"))
        self._clock.text.setText(self._clock_text() if self._clock_text else "")
        self._stale.text.setText(self._stale_text() if self._stale_text else "")
        self._sync.setText(_("Sync now"))
        self._unsent.text.setText(self._unsent_text() if self._unsent_text else "")
        self._stay.setText(_("Stay open"))
        self._close.setText(_("Close all the same"))
        self._show_banner()

    def restyle(self) -> None:
        set_icon(self._dismiss, "close")

    def _show_banner(self) -> None:
        """Show the most urgent banner only, so that the counter keeps its room."""
        wanted = (
            (self._unsent, self._warned),
            (self._damage, self._is_damaged),
            (self._trouble, self._is_trouble),
            (self._question, self._is_asking),
            (self._clock, self._clock_text is not None),
            (self._stale, self._stale_text is not None),
            (self._demo, self._is_demo),
        )
        first = next((banner for banner, wants in wanted if wants), None)
        for banner, _wants in wanted:
            banner.setVisible(banner is first)

    def _go_on(self) -> None:
        self._warned = False
        self._show_banner()

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

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not reading.leads_everywhere():
            return super().focusNextPrevChild(forward)
        return reading.step(self, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._unsent_text is not None and not self._warned and not _session_ends():
            self._warned = True
            self._show_banner()
            # What was just done has been read, and leaves its room to the question.
            for notice in self.findChildren(Notice):
                notice.hide()
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._hint.open()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        if files := files_in(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(files)


def _session_ends() -> bool:
    """Say whether the machine is going down or its user logs out: nobody would see a question."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()


def files_in(data: QMimeData) -> list[Path]:
    """Return the files of this machine that are held above the window."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

"""The rail and the pages beside it: each page is made when first wanted; and going between them."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.shell.notice import Notice
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.rail import Rail
from counterfoil.desk.shell.screens import SCREENS, Screen, may_see
from counterfoil.domain.exchange import Standing
from counterfoil.domain.store import Staff

HELP_KEY = "F1"
COUNTER_HELP = "counter"


class Shell(QWidget):
    """The screens of a till; the counter stays alive below whatever is shown."""

    def __init__(self, counter: QWidget, staff: Staff, standing: Standing = Standing.ALONE) -> None:
        super().__init__()
        self._counter, self._staff, self._standing = counter, staff, standing
        self._office: Office | None = None
        self._pages: dict[Screen, Page] = {}
        self.current = self._under = Screen.COUNTER
        self.rail = Rail()
        self.notice = Notice()
        self._stack = QStackedWidget()
        self._stack.addWidget(counter)
        self.rail.chosen.connect(lambda screen: self.go(screen, ""))
        self.notice.said.connect(self._place_notice)
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        QShortcut(QKeySequence(HELP_KEY), self, self.help)
        self.show_staff(staff)
        self.rail.light(Screen.COUNTER)

    def serve(self, office: Office) -> None:
        """Say what the pages work with, before the first one is wanted."""
        self._office = office

    @property
    def page(self) -> Page | None:
        """The page that is shown, None where it is the counter."""
        return self._pages.get(self.current)

    def may_see(self, screen: Screen) -> bool:
        """Say whether a screen is for whoever is signed in."""
        return may_see(screen, self._staff, self._standing)

    def show_staff(self, staff: Staff) -> None:
        """Follow who is signed in; what they may not see is left."""
        self._staff = staff
        self.rail.show_staff(staff, self._standing)
        if not self.may_see(self.current):
            self.go(Screen.COUNTER, "")

    def go(self, screen: Screen, subject: str = "") -> None:
        """Show a screen, about `subject` where it has one; nothing where it may not be seen.

        The manual lies over the screen before, which is not left: `back` shows it as it was.
        """
        if not self.may_see(screen):
            return
        if screen is not Screen.MANUAL:
            self._leave()
            self._under = screen
        self._light(screen)
        if screen is Screen.COUNTER:
            self._stack.setCurrentWidget(self._counter)
            return
        page = self._made(screen)
        self._stack.setCurrentWidget(page)
        page.open(subject)

    def back(self) -> None:
        """Put the manual aside: what it was opened over is shown as it was."""
        if self.current is not Screen.MANUAL:
            return
        if self.may_see(self._under):
            self._light(self._under)
            self._stack.setCurrentWidget(self._pages.get(self._under, self._counter))
        else:
            self.go(Screen.COUNTER)

    def take_scan(self, scan: Scan, counter: Callable[[Scan], None]) -> bool:
        """Give a scan to the page that is shown, or to the counter; False where nobody takes it."""
        if self.current is Screen.COUNTER:
            counter(scan)
            return True
        return self.page is not None and self.page.take_scan(scan)

    def help(self) -> None:
        """Open the manual where it tells of what is shown; in the manual, put it aside."""
        if self.current is Screen.MANUAL:
            self.back()
            return
        self.go(Screen.MANUAL, self.page.help_page if self.page is not None else COUNTER_HELP)

    def close_pages(self) -> None:
        """Let every page keep what was begun."""
        self._leave()

    def _leave(self) -> None:
        for screen in {self.current, self._under}:
            if screen in self._pages:
                self._pages[screen].leave()

    def _light(self, screen: Screen) -> None:
        self.current = screen
        self.rail.light(screen)
        self._place_notice()

    def _place_notice(self) -> None:
        """Keep notices above a page, but never move or squeeze what a cashier looks at."""
        if self.current is Screen.COUNTER:
            self._column.removeWidget(self.notice)
            self.notice.setParent(self)
            self.notice.float_over(self._stack.geometry())
        elif self._column.indexOf(self.notice) < 0:
            self.notice.stand()
            self._column.insertWidget(0, self.notice)

    def _made(self, screen: Screen) -> Page:
        if screen not in self._pages:
            assert self._office is not None  # noqa: S101 - `serve` comes before any page
            module, _, name = SCREENS[screen].page.partition(":")
            # Made when first wanted, so that the counter opens without waiting for it.
            self.put(screen, getattr(import_module(module), name)(self._office))
        return self._pages[screen]

    def put(self, screen: Screen, page: Page) -> None:
        """Take a page as that of a screen."""
        self._pages[screen] = page
        self._stack.addWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width(), self.height())
        self._place_notice()

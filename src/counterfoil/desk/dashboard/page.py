"""The dashboard's page: the figures of a time and a campaign, read anew while it is shown."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.dashboard import lines, saving, work
from counterfoil.desk.dashboard.card import Card
from counterfoil.desk.dashboard.controls import Controls
from counterfoil.desk.dashboard.lines import Opened
from counterfoil.desk.dashboard.rows_panel import RowsPanel
from counterfoil.desk.dashboard.work import Board, View
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, Scroll

if TYPE_CHECKING:
    from counterfoil.desk.dashboard.view import BoardView

EVERY_MS = 30_000
CHARTS = "counterfoil.desk.dashboard.view"


class DashboardPage(Page):
    """Shows a board, or the rows behind one of its figures."""

    help_page = "dashboard"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._board: Board | None = None
        self._turn = self._reading = 0
        self.controls = Controls()
        self._view: BoardView | None = None
        self.rows = RowsPanel(office)
        self.empty = EmptyState("dashboard")
        self._content: QWidget = QWidget()
        self.pages = Pages()
        for page in (self._content, self.rows, self.empty):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.again = QTimer(self, interval=EVERY_MS)
        self.again.timeout.connect(self.reload)
        self.controls.changed.connect(self._wanted)
        self.rows.left.connect(self._show_board)
        self.empty.wanted.connect(lambda: office.go(Screen.COUNTER, ""))
        self.retranslate()

    @property
    def board(self) -> Board | None:
        """The figures that are shown."""
        return self._board

    @property
    def view(self) -> "BoardView":
        """The figures as they are laid out, once there are any."""
        assert self._view is not None  # noqa: S101 - asked for when a board is shown
        return self._view

    @property
    def busy(self) -> bool:
        """Whether figures are being read."""
        return bool(self._reading)

    def open(self, subject: str = "") -> None:
        now = self.office.clock()
        self.controls.show_today(now.astimezone(self.office.ledger.store.zone).date())
        if subject:
            self.controls.show_view(View(subject, work.Period.ALL))
        if self.pages.currentWidget() is self.rows:
            self._show_board()
        self._turn += 1
        self.reload()

    def reload(self) -> None:
        """Read the figures anew, unless they are being read for this view."""
        if self._reading == self._turn and self._reading:
            return
        ledger, view, now = self.office.ledger, self.controls.view, self.office.clock()
        self._reading = turn = self._turn
        self.office.read.submit(
            # The charts take half a second to import, in which the counter goes on.
            lambda: (
                import_module(CHARTS),
                work.read_campaigns(ledger),
                work.read_board(ledger, view, now),
            ),
            lambda found: self._take(turn, *found[1:]),
            lambda error: self._failed(turn, error),
        )

    def retranslate(self) -> None:
        self.empty.name(
            _("Nothing was redeemed yet"),
            _("As soon as the first code is scanned at the counter, its figures are here."),
            _("Go to the counter"),
        )
        self._show_head()

    def show_rows(self, wanted: Opened) -> None:
        """List the rows behind a figure."""
        self.pages.setCurrentWidget(self.rows)
        self.rows.show_rows(wanted.kind, wanted.asked, wanted.count, wanted.of)

    def ask_picture(self, card: Card) -> QFileDialog:
        """Ask where to save a chart as a picture."""
        content = saving.picture(card)
        return saving.ask(
            self, _("Save the chart"), self._name(card), "png",
            lambda path: self._write(path, lambda: work.write_bytes(path, content)),
        )  # fmt: skip

    def ask_table(self, card: Card) -> QFileDialog:
        """Ask where to save the figures of a card."""
        table = card.table
        rows = table() if table is not None else []
        return saving.ask(
            self, _("Save the figures"), self._name(card), "csv",
            lambda path: self._write(path, lambda: work.write_table(path, rows)),
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.again.stop()

    def _wanted(self, _view: View) -> None:
        self._turn += 1
        self.reload()

    def _take(self, turn: int, campaigns: tuple[tuple[str, str], ...], board: Board) -> None:
        if turn != self._turn:
            return
        self._reading = 0
        self._board = board
        self.controls.show_campaigns(campaigns)
        if self._view is None:
            self._make_view()
        self.view.show_board(board)
        self._show_head()
        if self.pages.currentWidget() is not self.rows:
            self._show_board()

    def _make_view(self) -> None:
        module = import_module(CHARTS)
        self._view = view = module.BoardView(self.office.ledger.store.zone)
        view.opened.connect(self.show_rows)
        for card in view.findChildren(Card):
            card.save_picture.connect(lambda card=card: self.ask_picture(card))
            card.save_table.connect(lambda card=card: self.ask_table(card))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        # Scrolled with the figures: at large text they would leave them no room.
        column.addWidget(self.controls)
        column.addWidget(view, 1)
        self._content = Scroll(whole)
        self.pages.addWidget(self._content)

    def _failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._reading = 0
        self.office.tell(error)

    def _show_board(self) -> None:
        ever = self._board is None or self._board.ever
        self.pages.setCurrentWidget(self._content if ever else self.empty)

    def _show_head(self) -> None:
        board, zone = self._board, self.office.ledger.store.zone
        subtitle = (
            "" if board is None else _("As of {when}").format(when=formats.moment(board.now, zone))
        )
        self.head.show(_("Dashboard"), subtitle if board is not None and board.ever else "")

    def _name(self, card: Card) -> str:
        zone = self.office.ledger.store.zone
        of = "" if self._board is None else lines.subject(self._board, zone)
        return f"{card.title} {of}"

    def _write(self, path: Path, write: Callable[[], object]) -> None:
        said = _("Saved as {path}.").format(path=path)
        office = self.office
        office.read.submit(write, lambda _done: office.say(lambda: said), office.tell)

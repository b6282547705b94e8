"""The counter screen laid out: camera and typing beside the verdict and the attempts.

It shows what it is told and emits what staff want; it decides nothing.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.counter.attempts import AttemptLine, AttemptTable
from counterfoil.desk.counter.entry import AMOUNT_KEY, CODE_KEY, AmountField, CheckOnly, CodeLine
from counterfoil.desk.counter.member_panel import SEARCH_KEY, MemberPanel
from counterfoil.desk.counter.undo_panel import UndoPanel
from counterfoil.desk.counter.verdict_card import VerdictCard
from counterfoil.desk.counter.viewfinder import Viewfinder
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.scrolled import Low
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, Pages, Scroll, button, describe, frame, label

SIDE = 420
MARGIN, BETWEEN, ROOMY = 20, 16, 280
RESET_KEY = "F8"


class CounterScreen(Live, QWidget):
    """The counter. These signals are its own, the rest its parts emit.

    `controls_wanted` asks whatever stands in the place of the lines to leave.
    """

    reset_wanted = Signal()
    controls_wanted = Signal()
    language_changed = Signal()

    def __init__(self, currency: str, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.viewfinder = Viewfinder()
        self.code = CodeLine()
        self.member = MemberPanel(self)
        self.amount = AmountField(currency)
        self.check_only = CheckOnly()
        self.verdict = VerdictCard()
        self.attempts = AttemptTable()
        self.undo = UndoPanel(clock)
        self.undo.left.connect(self.close_undo)
        self.lift = WhoPanel(clock, lambda: _("Who lifts the wait?"), leaves=True, flat=True)
        self.lift.left.connect(self.close_undo)
        self.attempts.undo_wanted.connect(self.open_undo)
        self._next = button("plain", RESET_KEY)
        self._next.clicked.connect(self.reset_wanted)
        self._heading = label("heading")
        self._empty = label("quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.side = Pages()
        self._lay_out()
        self._add_shortcuts()
        self.show_attempts(())
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(16)
        left.addWidget(self.viewfinder, 1)
        self.controls = self._controls()
        self.side.addWidget(self.controls)
        left.addWidget(self.side)
        right = QVBoxLayout()
        self._below = self._bottom()
        right.setSpacing(BETWEEN)
        right.addWidget(self.verdict)
        right.addWidget(self._below, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(20)
        row.addWidget(self._left)
        row.addLayout(right, 1)

    def _controls(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.code)
        column.addWidget(self.member)
        column.addWidget(self.amount)
        row = Flow(spread=True)
        row.addWidget(self.check_only)
        row.addWidget(self._next)
        column.addLayout(row)
        column.addStretch(1)
        return Scroll(inner)

    def _bottom(self) -> QFrame:
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(4)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(10)
        head.addWidget(Icon("history", "soft", 22))
        head.addWidget(self._heading, 1)
        column.addWidget(self._head)
        column.addWidget(self.attempts, 1)
        # As a text that wraps, it would ask for more height than the verdict leaves.
        self._nothing = Low(self._empty)
        column.addWidget(self._nothing, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._undo_page = Scroll(self.undo)
        self._stack.addWidget(self._undo_page)
        self._stack.addWidget(Scroll(self._lift_page()))
        bottom = frame("card")
        inside = QVBoxLayout(bottom)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        return bottom

    def _lift_page(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(20, 10, 12, 16)
        inside.addWidget(self.lift)
        return page

    def _add_shortcuts(self) -> None:
        for key, line in (
            (CODE_KEY, self.code.line),
            (SEARCH_KEY, self.member.line),
            (AMOUNT_KEY, self.amount.line),
        ):
            QShortcut(QKeySequence(key), self, lambda line=line: self._go_to(line))

    def show_attempts(self, lines: tuple[AttemptLine, ...]) -> None:
        """Show the last attempts, or that there were none yet."""
        self.attempts.attempts.show_lines(lines)
        self.attempts.setVisible(bool(lines))
        self._nothing.setVisible(not lines)

    @property
    def undo_open(self) -> bool:
        """Whether the reason for an undo, or who lifts a wait, is being asked."""
        return self._stack.currentIndex() != 0

    def open_undo(self, line: AttemptLine) -> None:
        """Ask why an attempt is to be undone, in the place of the attempts."""
        self._stack.setCurrentIndex(1)
        self.undo.ask(line)

    def open_lift(self) -> None:
        """Ask who lifts the wait, in the place of the attempts."""
        self._stack.setCurrentIndex(2)

    def close_undo(self) -> None:
        """Show the attempts again."""
        self._stack.setCurrentIndex(0)

    def lead_to(self, line: QLineEdit) -> None:
        """Move the focus to a line, unless the settings stand where the lines do."""
        if self.side.currentWidget() is self.controls:
            line.setFocus()

    def _go_to(self, line: QLineEdit) -> None:
        """Come back to the lines, to one of them."""
        if self.side.currentWidget() is not self.controls:
            self.controls_wanted.emit()
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()

    def retranslate(self) -> None:
        self._heading.setText(_("Last attempts"))
        self._empty.setText(_("Nothing was scanned here yet. What you scan is listed here."))
        self._next.setText(_("Next customer"))
        describe(self._next, _("Clear the counter for the next customer"), RESET_KEY)
        self._next.setShortcut(RESET_KEY)
        self.language_changed.emit()

    def restyle(self) -> None:
        self._size_side()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            # What stands below the verdict may need more by now.
            self._size_side()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_side()

    def minimumSizeHint(self) -> QSize:
        # The parts follow the height there is; what they have now must not squeeze a banner.
        return QSize(super().minimumSizeHint().width(), 0)

    def hasHeightForWidth(self) -> bool:
        return False

    def _size_side(self) -> None:
        """Share the window out: less for the camera where it is small for the text."""
        room = self.height() - 2 * MARGIN
        # Where there is little, the verdict needs it more than the heading of the list.
        self._head.setVisible(room >= theme.current().px(ROOMY))
        below = self._below.minimumSizeHint().height()
        most = max(room * 2 // 3, room - below - BETWEEN)
        self._below.setMinimumHeight(max(1, min(below, room - most - BETWEEN)))
        self.verdict.give_height(room, most)
        self.viewfinder.give_least(room // 4)
        self._left.setFixedWidth(min(theme.current().px(SIDE), round(self.width() * 0.4)))

"""One code beside the list: its status, and everything that happened to it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.codes import words
from counterfoil.desk.codes.work import About
from counterfoil.desk.parts.beside import Aside
from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Scroll, button, describe, label, set_icon
from counterfoil.domain.facts import CodeStatus

WIDTH = 340
CODE_ROOM = 190
"""Pixels at 100% beside the button that copies it."""
CODE_SIZES = (22, 18, 15, 12)


class Detail(Aside):
    """Hidden until a code is shown."""

    void_wanted = Signal()
    try_wanted = Signal(str)
    sheet_wanted = Signal(str)
    slip_wanted = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(WIDTH)
        self._zone = zone
        self._about: About | None = None
        self._slips = False
        self.code = label("", wrap=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status, self._test = Chip("dot"), Chip("simulate")
        self._batch = label("quiet", wrap=True)
        self.sheet = button("row")
        self.copy = button("icon")
        self.try_out, self.void, self.slip = button(), button(), button()
        self._history = label("strong")
        self._events = QWidget()
        self._grid = QGridLayout(self._events)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.void.clicked.connect(self.void_wanted)
        self.sheet.clicked.connect(self._open_sheet)
        self.slip.clicked.connect(self.slip_wanted)
        self.try_out.clicked.connect(lambda: self.try_wanted.emit(self.shown_code))
        self.retranslate()
        self.restyle()

    @property
    def shown_code(self) -> str:
        """The code that is shown, "" for none."""
        return self._about.line.text if self._about else ""

    @property
    def shown_id(self) -> int | None:
        """The number of the code that is shown."""
        return self._about.line.id if self._about else None

    @property
    def shown(self) -> About | None:
        """The code that is shown."""
        return self._about

    def show_code(self, about: About, *, slips: bool) -> None:
        """Show a code; `slips` says whether there is a printer for slips."""
        self._about, self._slips = about, slips
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        super().retranslate()
        describe(self.copy, _("Copy the code"))
        self.try_out.setText(_("Try out"))
        self.void.setText(_("Make void…"))
        self.slip.setText(_("Print slip"))
        self._history.setText(_("What happened"))
        if self._about is None:
            return
        line = self._about.line
        look = words.look(line.status)
        self.code.setText(line.text or _("not known here"))
        self._fit_code()
        self.status.show_as(look.icon, look.tone, look.word)
        self._test.show_as("simulate", "soft", _("Test"))
        self._test.setVisible(line.test)
        self._batch.setText(_("Batch {name}").format(name=line.batch))
        self.sheet.setText(words.printed(self._about.printed))
        self.sheet.setVisible(self._about.printed is not None)
        unused = line.status is CodeStatus.UNUSED
        self.slip.setVisible(self._slips and unused and bool(line.text))
        self.void.setEnabled(unused)
        self.void.setToolTip(
            "" if self.void.isEnabled() else _("Only an unused code can be made void.")
        )
        self._show_events()

    def restyle(self) -> None:
        super().restyle()
        self._fit_code()
        set_icon(self.copy, "copy")
        set_icon(self.try_out, "simulate")
        set_icon(self.sheet, "sheet", "accent", 20)
        set_icon(self.slip, "receipt")

    def _fit_code(self) -> None:
        """Show the code as large as its letters leave room for; they cannot be wrapped."""
        fonts = [theme.code_font(size) for size in CODE_SIZES]
        room, text = theme.current().px(CODE_ROOM), self.code.text()
        fitting = (font for font in fonts if QFontMetrics(font).horizontalAdvance(text) <= room)
        self.code.setFont(next(fitting, fonts[-1]))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.code, 1)
        for icon in (self.copy, self.leave):
            head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        chips = QHBoxLayout()
        chips.setSpacing(14)
        chips.addWidget(self.status)
        chips.addWidget(self._test)
        chips.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.try_out, 1)
        buttons.addWidget(self.void, 1)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(chips)
        column.addWidget(self._batch)
        column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(buttons)
        column.addWidget(self.slip)
        column.addWidget(self._history)
        column.addWidget(Scroll(self._events), 1)

    def _show_events(self) -> None:
        assert self._about is not None  # noqa: S101 - asked by whoever shows a code
        empty(self._grid)
        row = 0
        for each in reversed(self._about.events):
            said = words.event(each, self._zone)
            self._grid.addWidget(Icon(said.icon, said.tone, 20), row, 0)
            for role, text in (("strong", said.what), ("soft", said.when), ("soft", said.detail)):
                shown = label(role, wrap=True)
                shown.setText(text)
                self._grid.addWidget(shown, row, 1)
                row += 1
            self._grid.setRowMinimumHeight(row, 10)
            row += 1
        self._grid.setRowStretch(row, 1)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.shown_code)

    def _open_sheet(self) -> None:
        if self._about is not None and self._about.printed is not None:
            self.sheet_wanted.emit(str(self._about.printed.sheet))

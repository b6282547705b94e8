"""One sheet beside the list: its picture, what there is to know of it, and what is done with it."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.beside import Aside
from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.layout import UNBOUNDED, empty
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.sheets import words
from counterfoil.desk.sheets.picture import WIDTH as PICTURE
from counterfoil.desk.sheets.picture import SheetPicture
from counterfoil.desk.sheets.work import About
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Scroll,
    button,
    label,
)
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import SheetCode

WIDTH = 456


class SheetDetail(Aside):
    """Hidden until a sheet is shown. `code_wanted` gives the code that was pressed."""

    code_wanted = Signal(object)
    void_wanted = Signal()
    reprint_wanted = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(WIDTH)
        self._zone = zone
        self._about: About | None = None
        self._reprints = False
        self._title, self._stands = label("heading"), Chip("dot")
        self.picture = SheetPicture()
        self._pointed = label("soft", wrap=True)
        self._signs = {status: Chip("dot") for status in CodeStatus}
        self.reprint, self.void = button(), button()
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._lay_out()
        self.void.clicked.connect(self.void_wanted)
        self.reprint.clicked.connect(self.reprint_wanted)
        self.picture.wanted.connect(self.code_wanted)
        self.picture.pointed.connect(self._point)
        self.retranslate()
        self.restyle()

    @property
    def shown(self) -> About | None:
        """The sheet that is shown, None for none."""
        return self._about

    @property
    def said_of_code(self) -> str:
        """What is said of the code that is pointed at, or how to point at one."""
        return self._pointed.text()

    def show_sheet(self, about: About, *, reprints: bool) -> None:
        """Show a sheet; `reprints` says whether whoever looks may print it again."""
        self._about, self._reprints = about, reprints
        self.picture.show_sheet(about.line.stock, about.codes)
        self.retranslate()
        self.show()

    def be_wide(self, *, wide: bool) -> None:
        super().be_wide(wide=wide)
        beside = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._inside.setDirection(beside)
        self._seen.setMaximumWidth(theme.current().px(PICTURE + 20) if wide else UNBOUNDED)

    def retranslate(self) -> None:
        super().retranslate()
        self.reprint.setText(_("Print again…"))
        self.void.setText(_("Void this sheet…"))
        self._point(self.picture.current)
        if self._about is not None:
            self._show(self._about)

    def restyle(self) -> None:
        super().restyle()
        # Room for two lines, so that the picture stays where it is while it is pointed at.
        self._pointed.setMinimumHeight(2 * self._pointed.fontMetrics().lineSpacing())

    def _show(self, about: About) -> None:
        line = about.line
        stands = words.standing(line.sheet, line.run)
        self._title.setText(words.title(line.sheet))
        self._stands.show_as(stands.icon, stands.tone, stands.word)
        for status, sign in self._signs.items():
            look = words.look(status)
            count = {status: line.counts.get(status, 0)}
            sign.show_as(look.icon, look.tone, words.counted(count))
            sign.setVisible(bool(count[status]))
        spent = self._why_spent(about)
        self._allow(self.void, spent)
        self._allow(self.reprint, self._why_not_again(about) or spent)
        self._show_facts(words.facts(line, self._zone))

    def _why_spent(self, about: About) -> str:
        if about.line.counts.get(CodeStatus.UNUSED):
            return ""
        return _("No code on this sheet is unused any more.")

    def _why_not_again(self, about: About) -> str:
        if about.line.sheet.voided_at is not None:
            return _("This sheet is void; print other codes in its place.")
        return "" if self._reprints else _("Ask a manager.")

    def _allow(self, pressed: QWidget, why_not: str) -> None:
        pressed.setEnabled(not why_not)
        pressed.setToolTip(why_not)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        empty(self._grid)
        for number, texts in enumerate(facts):
            for column, (role, text) in enumerate(zip(("soft", ""), texts, strict=True)):
                shown = label(role, wrap=True)
                shown.setText(text)
                self._grid.addWidget(shown, number, column, Qt.AlignmentFlag.AlignTop)

    def _point(self, code: SheetCode | None) -> None:
        how = _("Point at a place to see its code, press it to open the code.")
        self._pointed.setText(words.place(code) if code else how)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._stands, 1)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.setContentsMargins(0, 0, 8, 0)
        for pressed in (self.reprint, self.void):
            buttons.addWidget(pressed)
        # Nothing here but what scrolls may be higher the narrower it is, or all of it would scroll.
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(Scroll(self._lay_out_inner()), 1)
        column.addLayout(buttons)

    def _lay_out_inner(self) -> QWidget:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._seen = QWidget()
        seen, known, signs = QVBoxLayout(self._seen), QVBoxLayout(), Flow(14)
        seen.setContentsMargins(0, 0, 0, 0)
        for sign in self._signs.values():
            signs.addWidget(sign)
        seen.addLayout(signs)
        seen.addWidget(self._pointed)
        seen.addWidget(self.picture)
        known.addWidget(self._facts)
        for column in (seen, known):
            column.setSpacing(8)
            column.addStretch(1)
        inner = Unsqueezed()
        self._inside = QBoxLayout(QBoxLayout.Direction.TopToBottom, inner)
        self._inside.setContentsMargins(0, 0, 8, 0)
        self._inside.setSpacing(16)
        self._inside.addWidget(self._seen)
        self._inside.addLayout(known, 1)
        return inner

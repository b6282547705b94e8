"""The drawer that says that something is wrong inside the program, or shows a report to be saved.

It never takes the focus: somebody may be typing a code, and the counter goes on beside it.
"""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts import drawer
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.support.words import meaning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Icon, Scroll, button, describe, label, set_icon
from counterfoil.logs.report import Part

WIDTH, SHORT, ASKING, TALL, LEAST_TEXT = 520, 260, 312, 620, 120


class Showing(Enum):
    """What the drawer shows."""

    MISHAP = auto()
    MAKING = auto()
    REPORT = auto()
    SAVED = auto()


class SupportPanel(drawer.Drawer):
    """`report_wanted` and `save_wanted` follow its buttons."""

    report_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.showing = Showing.MISHAP
        self._places: Sequence[str] = ()
        self._parts: Sequence[Part] = ()
        self._saved = self._trouble = ""
        self._title, self._icon = Elided("heading"), Icon("error", "refused-text", 28)
        self._said, self._about = label("strong", wrap=True), label("quiet", wrap=True)
        self._wrong = label("trouble", wrap=True)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setRange(0, 0)
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.leave, self.details, self.report = button("icon"), button("quiet"), button()
        self.save, self.go_on = button("primary"), button("primary")
        self.details.setCheckable(True)
        self._lay_out()
        self.leave.clicked.connect(self.hide)
        self.go_on.clicked.connect(self.hide)
        self.report.clicked.connect(self.report_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.details.toggled.connect(lambda _on: self._show())
        self.retranslate()
        self.restyle()

    def show_mishap(self, places: Sequence[str]) -> None:
        """Say that there was a mistake; `places` are where it came from."""
        self._places = places
        self.details.setChecked(False)
        self._turn(Showing.MISHAP)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_making(self) -> None:
        """Say that the report is being made."""
        self._turn(Showing.MAKING)

    def show_report(self, parts: Sequence[Part]) -> None:
        """Show all of a report before it is saved."""
        self._parts = parts
        self._turn(Showing.REPORT)

    def show_saved(self, name: str) -> None:
        """Say where the report went."""
        self._saved = name
        self._turn(Showing.SAVED)

    def show_trouble(self, sentence: str) -> None:
        """Say why the report could not be made or saved."""
        self._trouble = sentence
        self._show()

    def wide(self) -> int:
        return WIDTH

    def tall(self) -> int:
        if self.text.isVisibleTo(self):
            return TALL
        return ASKING if self.showing is Showing.MISHAP else SHORT

    def retranslate(self) -> None:
        describe(self.leave, _("Close"))
        self.details.setText(_("Show details"))
        self.report.setText(_("Report for support"))
        self.save.setText(_("Save…"))
        self.go_on.setText(_("Go on"))
        self._progress.setAccessibleName(_("The report is being made…"))
        self._show()

    def restyle(self) -> None:
        set_icon(self.leave, "close", "soft")
        self.text.setMinimumHeight(theme.current().px(LEAST_TEXT))
        super().restyle()

    def _turn(self, showing: Showing) -> None:
        self.showing, self._trouble = showing, ""
        self._show()
        self.open()
        if showing is not Showing.MISHAP:
            # A mistake may come while somebody types; the rest is asked for.
            answers = (self.save, self.go_on, self.leave)
            next(each for each in answers if each.isVisibleTo(self)).setFocus()

    def _show(self) -> None:
        mishap, at = self.showing is Showing.MISHAP, self.showing
        self._title.set_text(_("Something went wrong") if mishap else _("A report for support"))
        self._icon.setVisible(mishap)
        said, about = self._sentences()
        self._said.setText(said)
        self._about.setText(about)
        self._wrong.setText(self._trouble)
        self._wrong.setVisible(bool(self._trouble))
        self._progress.setVisible(at is Showing.MAKING and not self._trouble)
        self.text.setVisible((mishap and self.details.isChecked()) or at is Showing.REPORT)
        text = "\n".join(self._places) if mishap else _whole(self._parts)
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        self.text.setAccessibleName(_("Details") if mishap else _("What is in the report"))
        self.details.setVisible(mishap)
        self.report.setVisible(mishap)
        self.save.setVisible(at is Showing.REPORT)
        self.go_on.setVisible(at in {Showing.MISHAP, Showing.SAVED})
        self.place()

    def _sentences(self) -> tuple[str, str]:
        return {
            Showing.MISHAP: (
                _("Something is wrong inside Counterfoil. Nothing that was accepted is lost."),
                _("The counter goes on. Before you hand anything over, look at the last attempts."),
            ),
            Showing.MAKING: (_("The report is being made…"), ""),
            Showing.REPORT: (
                _("No codes, nothing about people, no keys. This is all of it:"),
                "\n".join(dict.fromkeys(f"• {meaning(part)}" for part in self._parts)),
            ),
            Showing.SAVED: (
                _("{file} is saved.").format(file=self._saved),
                _("Send it to whoever looks after Counterfoil for you."),
            ),
        }[self.showing]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.leave)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._said, 1)
        # Where large text leaves it no room between head and buttons, it is scrolled.
        inner = Unsqueezed()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        inside.addLayout(said)
        for part in (self._about, self._progress, self._wrong):
            inside.addWidget(part)
        inside.addWidget(self.text, 1)
        inside.addStretch(0)
        buttons = Flow(10, spread=True)
        for each in (self.details, self.report, self.save, self.go_on):
            buttons.addWidget(each)
        self.column.addLayout(head)
        self.column.addWidget(Scroll(inner), 1)
        self.column.addLayout(buttons)


def _whole(parts: Sequence[Part]) -> str:
    return "\n".join(f"— {part.name} —\n{part.text}" for part in parts)

"""What a till shows whose records are damaged: what happened, what is safe, what can be done."""

from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from counterfoil.desk import reading, theme
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.rescue.join_form import JoinForm
from counterfoil.desk.rescue.lists import BackupList, FindingList, UseList, fact_list
from counterfoil.desk.rescue.words import facts
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Icon, Live, Scroll, button, frame, label, set_icon
from counterfoil.ledger.salvage.remains import Remains

WIDTH = 720
LEAST = 320
# The margins, and what scrolls.
BESIDE = 72


class _Steps(QWidget):
    """Steps of which one is shown; it takes the room that this one needs at its width."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._steps: list[QWidget] = []
        self.current: QWidget = self

    def add(self, step: QWidget) -> None:
        """Add a step, hidden."""
        step.hide()
        self._steps.append(step)
        self._column.addWidget(step)

    def show_step(self, wanted: QWidget) -> None:
        """Show one of them in the place of the other."""
        self.current = wanted
        for step in self._steps:
            if step is not wanted:
                step.hide()
        wanted.show()


class RescuePage(Live, QWidget):
    """Shows one step at a time; what is wished for comes as signals."""

    save_wanted = Signal()
    look_wanted = Signal()
    report_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._remains: Remains | None = None
        self._doing = ""
        self._title, self._lead = label("title", wrap=True), label("lead", wrap=True)
        self._trouble = label("trouble", wrap=True)
        self._said = label("strong", wrap=True)
        self._working = label("heading", wrap=True)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setRange(0, 0)
        self._facts = QWidget()
        self.join, self.restore = button("choice"), button("choice")
        self._mores = {act: label("quiet", wrap=True) for act in (self.join, self.restore)}
        self.save, self.look, self.report, self.leave = (button() for _number in range(4))
        self.form, self.backups, self.uses = JoinForm(), BackupList(), UseList()
        self.found = FindingList()
        self._icon, self._stack = Icon("error", "refused-text", 40), _Steps()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()
        self.show_working(_("Looking for what can be saved…"))

    def show_remains(self, remains: Remains) -> None:
        """Show what is left, and what can be done with it."""
        self._remains = remains
        self.backups.show_backups(remains.backups)
        old, self._facts = self._facts, fact_list(facts(remains))
        self._facts_place.replaceWidget(old, self._facts)
        old.deleteLater()
        is_joined = remains.hub is not None
        for act, is_there in (
            (self.join, is_joined),
            (self.restore, not is_joined and bool(remains.backups)),
        ):
            act.setVisible(is_there)
            self._mores[act].setVisible(is_there)
        self.save.setEnabled(bool(remains.carved.chains))
        self.show_choices()

    def show_choices(self) -> None:
        """Show what can be done."""
        self._trouble.hide()
        self._go(self._choices)
        acts = (self.join, self.restore, self.look)
        first = next(act for act in acts if not act.isHidden())
        first.setFocus()

    def show_working(self, doing: str) -> None:
        """Say what is being done, until something else is shown."""
        self._doing = doing
        self._trouble.hide()
        self._working.setText(doing)
        self._go(self._busy)

    def show_error(self, sentence: str) -> None:
        """Say why it could not be done; everything is as it was."""
        if self._remains is None:
            self._go(self._choices)
        else:
            self.show_choices()
        self._trouble.setText(sentence)
        self._trouble.show()

    def say(self, sentence: str) -> None:
        """Say what was done, above the choices."""
        self.show_choices()
        self._said.setText(sentence)
        self._said.show()

    def show_step(self, step: QWidget) -> None:
        """Show one of the steps: the backups, the form, the codes, what doctor found."""
        self._trouble.hide()
        self._said.hide()
        self._go(step)
        for first in islice(reading.stops(step), 1):
            first.setFocus()

    @property
    def trouble(self) -> str:
        """What is said to have gone wrong."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    @property
    def said(self) -> str:
        """What is said to be done."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def step(self) -> QWidget:
        """What is shown."""
        return self._stack.current

    @property
    def choices(self) -> QWidget:
        """The step in which there is everything to choose from."""
        return self._choices

    def retranslate(self) -> None:
        is_mended = self._stack.current is self.uses
        self._title.setText(
            _("The backup is in place") if is_mended else _("The records of this till are damaged")
        )
        self._lead.setText(
            _(
                "The file that holds them cannot be read whole, so nothing more is recorded in it."
                " It stays as it is."
            )
        )
        texts = {
            self.join: (
                _("Hand over, and join anew"),
                _("What this till did goes to the hub, and it goes on under a new id.")
                + " "
                + _("You need an invitation from a manager."),
            ),
            self.restore: (
                _("Put a backup back"),
                _("The till goes on from there. You see which codes were accepted since."),
            ),
        }
        for act, (name, more) in texts.items():
            act.setText(name)
            act.setAccessibleDescription(more)
            self._mores[act].setText(more)
        self.save.setText(_("Save the journal…"))
        self.save.setToolTip(_("Everything that was found, in one file, for whoever helps you."))
        self.look.setText(_("Look it over"))
        self.look.setToolTip(_("What is wrong, check by check."))
        self.report.setText(_("Report for support"))
        self.leave.setText(_("Close"))
        self._progress.setAccessibleName(self._doing)

    def restyle(self) -> None:
        self._fit()
        for act, icon in ((self.join, "online"), (self.restore, "history")):
            set_icon(act, icon, "accent")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make the card as wide as it should be, where there is room for that."""
        self._card.setFixedWidth(max(LEAST, min(theme.current().px(WIDTH), self.width() - BESIDE)))

    def _go(self, step: QWidget) -> None:
        self._stack.show_step(step)
        for each in (self.save, self.look, self.report, self.leave):
            each.setVisible(step is self._choices)
        self._lead.setVisible(step is not self.uses)
        if step is self.uses:
            self._icon.show_as("tick", "accepted-text")
        self.retranslate()

    def _connect(self) -> None:
        self.join.clicked.connect(self._ask_to_join)
        self.restore.clicked.connect(lambda: self.show_step(self.backups))
        self.save.clicked.connect(self.save_wanted)
        self.look.clicked.connect(self.look_wanted)
        self.report.clicked.connect(self.report_wanted)
        self.leave.clicked.connect(self.close_wanted)
        self.backups.asked.connect(self._see_question, Qt.ConnectionType.QueuedConnection)
        for step in (self.form, self.backups, self.found):
            step.back.connect(self.show_choices)

    def _see_question(self) -> None:
        self._scroll.ensureWidgetVisible(self.backups.confirm)

    def _ask_to_join(self) -> None:
        self.show_step(self.form)
        remains = self._remains
        if remains is not None:
            self.form.begin(remains.hub or "", remains.name)

    def _lay_out(self) -> None:
        self._busy, self._choices = self._busy_step(), self._choices_step()
        for step in (self._busy, self._choices, self.form, self.backups, self.uses, self.found):
            self._stack.add(step)
        self._trouble.hide()
        self._said.hide()
        self._card = frame("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(40, 36, 40, 28)
        inside.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        inside.addLayout(top)
        for part in (self._lead, self._trouble, self._said, self._stack):
            inside.addWidget(part)
        row = Flow(spread=True)
        for each in (self.save, self.look, self.report, self.leave):
            row.addWidget(each)
        inside.addLayout(row)
        inner = Unsqueezed()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(1)
        # Aligned, it would not get the height that its texts need at its width.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scroll(inner)
        outside.addWidget(self._scroll)

    def _busy_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._working)
        column.addWidget(self._progress)
        column.addStretch(1)
        return step

    def _choices_step(self) -> QWidget:
        step = QWidget()
        self._facts_place = column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._facts)
        column.addSpacing(12)
        for act, more in self._mores.items():
            column.addWidget(act)
            column.addWidget(more)
            column.addSpacing(8)
        column.addStretch(1)
        return step

"""The form on the screen: the rail of steps, the step that is open, and the buttons below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Live,
    Scroll,
    button,
    describe,
    label,
    set_icon,
)
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.place import Place, place_of, wrong_places
from counterfoil.desk.wizard.step import Step
from counterfoil.desk.wizard.step_rail import StepRail
from counterfoil.desk.wizard.steps.codes import CodesStep
from counterfoil.desk.wizard.steps.details import DetailsStep
from counterfoil.desk.wizard.steps.kind import KindStep
from counterfoil.desk.wizard.steps.limits import LimitsStep
from counterfoil.desk.wizard.steps.rules import RulesStep
from counterfoil.desk.wizard.steps.summary import SummaryStep
from counterfoil.desk.wizard.steps.trigger import TriggerStep

WIDTH, BETWEEN, LEAST_STATUS = 860, 16, 80
BACK_KEY, NEXT_KEY = "Alt+Left", "Alt+Right"
NEXT_TOO = ("Ctrl+Return", "Ctrl+Enter")


class FormView(Live, QWidget):
    """`finished` follows the last step's button, once nothing is wrong."""

    finished = Signal()

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper
        self.kind, self.trigger = KindStep(paper), TriggerStep(paper)
        self.codes, self.details = CodesStep(paper), DetailsStep(paper)
        self.rules, self.limits = RulesStep(paper), LimitsStep(paper)
        self.summary = SummaryStep(paper)
        self.steps: dict[Place, Step] = {
            Place.KIND: self.kind,
            Place.TRIGGER: self.trigger,
            Place.CODES: self.codes,
            Place.DETAILS: self.details,
            Place.RULES: self.rules,
            Place.LIMITS: self.limits,
            Place.SUMMARY: self.summary,
        }
        self.rail = StepRail()
        self.rail.chosen.connect(self.go)
        # Not a stack: that is as high as its highest page, and would scroll without need.
        self._stack = QWidget()
        column = QVBoxLayout(self._stack)
        column.setContentsMargins(0, 0, 0, 0)
        for step in self.steps.values():
            step.hide()
            column.addWidget(step)
        self.back, self.next = button(), button("primary")
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.status = label("soft", wrap=True)
        self._lay_out()
        self._add_keys()
        self.summary.wanted.connect(self.show_field)
        paper.changed.connect(self.refresh)
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        inner = QWidget()
        self._room = QHBoxLayout(inner)
        self._room.setContentsMargins(2, 2, 12, 24)
        self._room.addWidget(self._stack, 1000)
        self._room.addStretch(1)
        self._scroll = Scroll(inner)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(BETWEEN)
        self._foot.addWidget(self.back)
        self._foot.addWidget(self.status, 1)
        self._foot.addStretch(0)
        self._foot.addWidget(self.next)
        self._right = right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._scroll, 1)
        right.addLayout(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _add_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in (NEXT_KEY, *NEXT_TOO):
            QShortcut(QKeySequence(key), self, self.go_on, context=inside)
        QShortcut(QKeySequence(BACK_KEY), self, self.go_back, context=inside)

    @property
    def at(self) -> Place:
        """The step that is open."""
        return self.paper.at

    def go(self, place: Place) -> None:
        """Open a step; what is wrong in the one that is left is shown from now on."""
        if place != self.paper.at:
            self.paper.leave(self.paper.at)
        if place is Place.SUMMARY:
            self.paper.leave(*Place)
        self.paper.at = place
        for each, step in self.steps.items():
            step.setVisible(each is place)
        self.steps[place].opened()
        self.refresh()
        self._scroll.verticalScrollBar().setValue(0)
        self.steps[place].take_focus()

    def go_back(self) -> None:
        """Open the step before."""
        if self.at > Place.KIND:
            self.go(Place(self.at - 1))

    def go_on(self) -> None:
        """Open the next step, or finish; what is wrong here comes first."""
        if not self.next.isEnabled():
            return
        problems = self.paper.problems
        last = self.at is Place.SUMMARY
        here = [path for path in problems if last or place_of(path) is self.at]
        if here:
            self.paper.leave(self.at)
            self.show_field(here[0])
        elif last:
            self.finished.emit()
        else:
            self.go(Place(self.at + 1))

    def show_field(self, path: str) -> None:
        """Open the step of a field and give it the focus."""
        if place_of(path) is not self.at:
            self.go(place_of(path))
        step = self.steps[self.at]
        step.reveal(path)
        field = step.field_at(path)
        if field is None:
            return
        # What was just revealed has its place only after a layout.
        self._room.activate()
        field.take_focus()
        self._scroll.ensureWidgetVisible(field, 0, theme.current().px(60))

    def refresh(self) -> None:
        """Show what there is now."""
        self.steps[self.at].refresh()
        wrong = wrong_places(path for path in self.paper.problems)
        left = {each for each in Place if self.paper.has_left(each)}
        self.rail.show_state(self.at, wrong & left, left - wrong - {Place.SUMMARY})
        self.back.setEnabled(self.at is not Place.KIND)
        self._name_next()

    def retranslate(self) -> None:
        self.back.setText(_("Back"))
        describe(self.back, _("Back"), BACK_KEY)
        self._name_next()

    def restyle(self) -> None:
        set_icon(self.back, "back")
        self._stack.setMaximumWidth(theme.current().px(WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())
        self._place_status()

    def _place_status(self) -> None:
        """Have it between the buttons, or above them where they leave it no room."""
        room = self._scroll.width() - 2 * BETWEEN
        room -= self.back.sizeHint().width() + self.next.sizeHint().width()
        above = room < theme.current().px(LEAST_STATUS)
        if above and self._foot.indexOf(self.status) >= 0:
            self._foot.removeWidget(self.status)
            self._right.insertWidget(1, self.status)
        elif not above and self._right.indexOf(self.status) >= 0:
            self._right.removeWidget(self.status)
            self._foot.insertWidget(1, self.status, 1)

    def _name_next(self) -> None:
        if self.at is not Place.SUMMARY:
            text = _("Next")
        elif self.paper.facts.campaign is None:
            text = _("Add campaign")
        else:
            text = _("Save the changes")
        self.next.setText(text)
        describe(self.next, text, NEXT_KEY)
        self._place_status()

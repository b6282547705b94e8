"""The rail of the wizard: its steps, where one is, and in which something is wrong."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.parts.scrolled import Low, Unsqueezed
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, describe, set_icon
from counterfoil.desk.wizard import place
from counterfoil.desk.wizard.place import Place

WIDE, NARROW = 220, 72


class StepRail(Live, QWidget):
    """`chosen` gives the step that is wanted; any may be."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._narrow = False
        self._at = Place.KIND
        self._wrong: Collection[Place] = ()
        self._done: Collection[Place] = ()
        self.buttons = {each: YieldingButton("step") for each in Place}
        group = QButtonGroup(self)
        inner = Unsqueezed()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each, made in self.buttons.items():
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, each=each: self.chosen.emit(each))
            group.addButton(made)
            column.addWidget(made)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Low(inner))
        self.retranslate()
        self.restyle()

    def show_state(self, at: Place, wrong: Collection[Place], done: Collection[Place]) -> None:
        """Show where one is, what is wrong where, and which steps were left without anything."""
        if (at, wrong, done) != (self._at, self._wrong, self._done):
            self._at, self._wrong, self._done = at, wrong, done
            self._show()
        self.buttons[at].setChecked(True)

    def fit(self, width: int) -> None:
        """Take as much room as a page of `width` pixels has to give."""
        narrow = width < theme.current().px(900)
        if narrow != self._narrow:
            self._narrow = narrow
            self.restyle()

    def retranslate(self) -> None:
        self._show()

    def restyle(self) -> None:
        self.setFixedWidth(theme.current().px(NARROW if self._narrow else WIDE))
        self._show()

    def _show(self) -> None:
        for each, made in self.buttons.items():
            name = place.name(each)
            state = ""
            icon, role = "dot", "soft"
            if each in self._wrong:
                icon, role, state = "warning", "refused-text", _("something is missing")
            elif each in self._done:
                icon, role, state = "tick", "accepted-text", _("done")
            set_icon(made, icon, role, 20)
            made.setText(str(int(each) + 1) if self._narrow else name)
            describe(made, f"{name}: {state}" if state else name)

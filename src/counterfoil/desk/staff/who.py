"""Who is at the till? A name, then a PIN where that person has one, and they are in."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk import formats, theme
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.staff.pin_pad import PinPad
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Elided,
    Icon,
    Live,
    Pages,
    Scroll,
    button,
    describe,
    label,
    set_icon,
)
from counterfoil.ledger.pins import Person, PinRefused

COUNT_EVERY_MS = 250
PERSON_HEIGHT = 64


class PersonButton(Live, QPushButton):
    """Somebody to choose: the name, the role, and a lock where a PIN is asked for."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.setProperty("kind", "plain")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name, self._role = Elided("strong"), label("soft")
        self._name.set_text(person.staff.name)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self._role)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(Icon("member", "soft", 24))
        row.addLayout(texts, 1)
        if person.asks_pin:
            row.addWidget(Icon("lock", "soft", 20))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        role = formats.role(self.person.staff.role)
        self._role.setText(role)
        describe(self, f"{self.person.staff.name}, {role}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from name to name with the arrows, and choose with Enter as with the space bar."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case _:
                super().keyPressEvent(event)

    def restyle(self) -> None:
        self.setFixedHeight(theme.current().px(PERSON_HEIGHT))


class WhoPanel(Live, QWidget):
    """`chosen` gives somebody's id and the PIN they entered, "" where none is asked for."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(
        self,
        clock: Callable[[], datetime],
        title: Callable[[], str],
        *,
        leaves: bool,
        flat: bool = False,
    ) -> None:
        super().__init__()
        self._clock, self._ask = clock, title
        self._person: Person | None = None
        self._until: datetime | None = None
        self._trouble: Callable[[], str] = str
        self._title = Elided("heading")
        self._back, self._close = button("icon"), button("icon")
        self._back.clicked.connect(self.show_names)
        self._close.clicked.connect(self.left)
        self._close.setVisible(leaves)
        if leaves:
            Leaving(self, self.left.emit)
        self._wrong = label("trouble", wrap=True)
        self._flat, self.pad = flat, PinPad()
        self.pad.entered.connect(self._enter)
        self.people: list[PersonButton] = []
        self._names = QVBoxLayout()
        self._names.setContentsMargins(2, 2, 2, 2)
        self._names.setSpacing(8)
        self._pages = Pages()
        self._count = QTimer(self, interval=COUNT_EVERY_MS)
        self._count.timeout.connect(self._wait)
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self._back, self._title, self._close):
            head.addWidget(part, 1 if part is self._title else 0)
        inner = QWidget()
        listed = QVBoxLayout(inner)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addLayout(self._names)
        listed.addStretch(1)
        self._pages.addWidget(Scroll(inner))
        # Where the keys lie flat anyway, whoever holds this scrolls.
        self._pages.addWidget(self.pad if self._flat else Scroll(self.pad))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._wrong)
        column.addWidget(self._pages, 1)

    def show_people(self, people: Sequence[Person], likely: str = "") -> None:
        """Offer people; the focus goes to the one who is likely to come."""
        for old in self.people:
            self._names.removeWidget(old)
            old.deleteLater()
        self.people = [PersonButton(person) for person in people]
        for each in self.people:
            each.clicked.connect(lambda _on, person=each.person: self._choose(person))
            self._names.addWidget(each)
            # The layout would show it a moment later, too late for the focus.
            each.show()
        self.show_names()
        wanted = [each for each in self.people if each.person.staff.id == likely] or self.people
        if wanted:
            wanted[0].setFocus()

    def show_names(self) -> None:
        """Go back to the names."""
        self.setEnabled(True)
        self._person = None
        self._pages.setCurrentIndex(0)
        self._say(str)

    def show_refused(self, error: Exception) -> None:
        """Say why that person is not let in, and until when they have to wait."""
        self.setEnabled(True)
        if isinstance(error, PinRefused) and error.until is not None:
            self._hold(error.until)
            return
        self._say(lambda: formats.error(error))
        if self._person is not None:
            self.pad.start()

    def offer(self, staff_id: str) -> PersonButton:
        """Return the button of a person."""
        return next(each for each in self.people if each.person.staff.id == staff_id)

    @property
    def trouble(self) -> str:
        """What is said to be wrong."""
        return self._wrong.text()

    def retranslate(self) -> None:
        self._title.set_text(self._ask() if self._person is None else self._person.staff.name)
        self._wrong.setText(self._trouble())
        self._wrong.setVisible(bool(self._wrong.text()))
        self._back.setVisible(self._person is not None)
        describe(self._back, _("Back to the names"))
        describe(self._close, _("Close"))

    def restyle(self) -> None:
        set_icon(self._back, "back", "soft")
        set_icon(self._close, "close", "soft")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self._flat or self._pages.height() < self.pad.tall()
        self.pad.arrange(flat=low and self.width() >= self.pad.wide(flat=True))

    def _choose(self, person: Person) -> None:
        self._say(str)
        if not person.has_pin:
            self._give(person, "")
            return
        self._person = person
        self._pages.setCurrentIndex(1)
        self.retranslate()
        self.pad.start()
        if person.waits_until is not None and person.waits_until > self._clock():
            self._hold(person.waits_until)

    def _enter(self, pin: str) -> None:
        if self._person is not None:
            self._give(self._person, pin)

    def _give(self, person: Person, pin: str) -> None:
        """Hand it on; nothing more is taken until there is an answer."""
        self.setEnabled(False)
        self.chosen.emit(person.staff.id, pin)

    def _hold(self, until: datetime) -> None:
        self._until = until
        self.pad.setEnabled(False)
        self._count.start()
        self._wait()

    def _wait(self) -> None:
        """Count down to when a PIN is taken again."""
        if self._until is None:
            return
        left = self._until - self._clock()
        if left <= timedelta():
            self._say(str)
            self.pad.start()
            return
        minutes, seconds = divmod(-(-left // timedelta(seconds=1)), 60)
        clock = f"{minutes}:{seconds:02}"
        self._trouble = lambda: _("Too many wrong PINs. Try again in {time}.").format(time=clock)
        self.retranslate()

    def _say(self, sentence: Callable[[], str]) -> None:
        self._until = None
        self._count.stop()
        self.pad.setEnabled(True)
        self._trouble = sentence
        self.retranslate()

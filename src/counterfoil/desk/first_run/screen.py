"""The first screen ever: try the demo, or set up this store."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import list_currencies
from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from counterfoil.desk import theme, translation
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.translation import LANGUAGES, _
from counterfoil.desk.widgets import (
    Live,
    Pages,
    Scroll,
    Switch,
    button,
    describe,
    frame,
    label,
    polish,
    set_icon,
)
from counterfoil.resources import resource

WIDTH, EDGE, BAR = 620, 24, 12
LONGEST_NAME = 80
# The currency of the shop where its zone's country is unknown.
CURRENCY = "EUR"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a new store is called, where its days begin, what it charges in, and who is there.

    With `encrypted`, what the till keeps is encrypted from the first.
    """

    store: str
    zone: str
    currency: str
    person: str
    encrypted: bool = False


def currency_of(zone: str) -> str:
    """Return the currency now used in the country of a time zone."""
    country = get_global("zone_territories").get(zone, "")
    now = [
        entry[0]
        for entry in get_global("territory_currencies").get(country, ())
        if entry[2] is None and entry[3]
    ]
    return now[-1] if now else CURRENCY


class FirstRun(Live, QWidget):
    """Two ways in. `demo` starts the demo, `set_up` gives what was filled in."""

    demo = Signal()
    set_up = Signal(object)
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._title = label("title")
        self._lead = label("lead", wrap=True)
        self._demo = button("choice")
        self._demo_more = label("quiet", wrap=True)
        self._own = button("choice")
        self._own_more = label("quiet", wrap=True)
        self._demo.clicked.connect(self.demo)
        self._own.clicked.connect(self.open_form)
        self._labels = [label("field") for _index in range(4)]
        self.language = Segments([language.code for language in LANGUAGES])
        self.language.chosen.connect(self.language_chosen)
        self.store = QLineEdit(maxLength=LONGEST_NAME)
        self.zone = QLineEdit(maxLength=LONGEST_NAME)
        self.currency = QLineEdit(maxLength=3)
        self.person = QLineEdit(maxLength=LONGEST_NAME)
        self.encrypted = Switch()
        self._trouble = label("trouble", wrap=True)
        self._trouble.hide()
        self._stack = Pages()
        self._back = button("quiet")
        self._back.clicked.connect(lambda: self._stack.setCurrentIndex(0))
        self._start = button("primary")
        self._start.clicked.connect(self._submit)
        self._working = label("heading")
        self._progress = QProgressBar(textVisible=False)
        self._prefill()
        self._lay_out()
        self.retranslate()
        self.restyle()

    def _prefill(self) -> None:
        self._zones = sorted(available_timezones())
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        self.zone.setText(here if here in self._zones else "UTC")
        completer = QCompleter(self._zones, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)
        self.zone.textChanged.connect(self._suggest_currency)
        self._suggest_currency(self.zone.text())
        for line in self._lines:
            line.returnPressed.connect(self._submit)

    @property
    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.store, self.zone, self.currency, self.person)

    def _suggest_currency(self, zone: str) -> None:
        if zone in self._zones:
            self.currency.setText(currency_of(zone))

    def _lay_out(self) -> None:
        for page in (self._choice_page(), self._form_page(), self._working_page()):
            self._stack.addWidget(page)
        mark = QSvgWidget(str(resource("icons/counterfoil.svg")))
        mark.setFixedSize(64, 64)
        self._card = frame("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(40, 36, 40, 36)
        inside.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(mark)
        top.addStretch(1)
        top.addWidget(self.language, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(top)
        inside.addSpacing(8)
        inside.addWidget(self._title)
        inside.addWidget(self._lead)
        inside.addSpacing(12)
        inside.addWidget(self._stack)
        inner = Unsqueezed()
        # Between two gaps it is asked for its height at its own width, else at the window's.
        level = QHBoxLayout()
        level.addStretch(1)
        level.addWidget(self._card)
        level.addStretch(1)
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        middle.addStretch(1)
        middle.addLayout(level)
        middle.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scroll(inner))

    def _choice_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for choice, more in ((self._demo, self._demo_more), (self._own, self._own_more)):
            column.addWidget(choice)
            column.addWidget(more)
            column.addSpacing(14)
        column.addStretch(1)
        return page

    def _form_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        for gap in (2, 4):
            grid.setRowMinimumHeight(gap, theme.current().px(34))
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        places = ((0, 0, 2), (2, 0, 1), (2, 1, 1), (4, 0, 2))
        for field, line, (row, at, span) in zip(self._labels, self._lines, places, strict=True):
            field.setBuddy(line)
            grid.addWidget(field, row, at, 1, span, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(line, row + 1, at, 1, span)
        column.addLayout(grid)
        column.addWidget(self.encrypted)
        column.addWidget(self._trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._start)
        column.addLayout(buttons)
        column.addStretch(1)
        return page

    def _working_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._working)
        column.addWidget(self._progress)
        column.addStretch(1)
        return page

    def open_form(self) -> None:
        """Ask for the store."""
        self._stack.setCurrentIndex(1)
        self.store.setFocus()

    def show_working(self, done: int, total: int) -> None:
        """Show that the demo is being made."""
        self._stack.setCurrentIndex(2)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def show_trouble(self, sentence: str) -> None:
        """Say why it could not be done, and let staff try again."""
        self._stack.setCurrentIndex(1)
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def retranslate(self) -> None:
        self._title.setText(_("Welcome to Counterfoil"))
        self._lead.setText(_("Redeem unique codes at the counter, offline, and never pay twice."))
        self._demo.setText(_("Try the demo"))
        self._demo_more.setText(
            _("A store with three campaigns, 5,000 codes and a month of history.")
            + " "
            + _("One click wipes it.")
        )
        self._own.setText(_("Set up this store"))
        self._own_more.setText(
            _("An empty till of your own, ready for your first campaign.")
            + " "
            + _("Where your brand has a hub, set it up so, too; then join in the settings.")
        )
        self.language.name([language.name for language in LANGUAGES], _("Language"))
        self.language.show_value(translation.code())
        names = (_("Name of the store"), _("Time zone"), _("Currency"), _("Your name"))
        for field, line, name in zip(self._labels, self._lines, names, strict=True):
            field.setText(name)
            describe(line, name)
        self.encrypted.setText(_("Encrypt what this till keeps"))
        self._back.setText(_("Back"))
        self._start.setText(_("Set up"))
        self._working.setText(_("Making the demo…"))

    def restyle(self) -> None:
        now = theme.current()
        self._card.setFixedWidth(min(now.px(WIDTH), max(1, self.width() - 2 * EDGE - now.px(BAR))))
        for choice, icon in ((self._demo, "demo"), (self._own, "store")):
            set_icon(choice, icon, "accent")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def _submit(self) -> None:
        store, zone, currency, person = (line.text().strip() for line in self._lines)
        wrong = {
            self.store: _("Give the store a name.") if not store else "",
            self.zone: _("Choose a time zone from the list, such as Europe/Warsaw.")
            if zone not in self._zones
            else "",
            self.currency: _("Give the currency by its three letters, such as EUR.")
            if currency.upper() not in list_currencies()
            else "",
            self.person: _("Give your name; it is kept with what you do.") if not person else "",
        }
        for line, sentence in wrong.items():
            polish(line, wrong="true" if sentence else "false")
        first = next((line for line, sentence in wrong.items() if sentence), None)
        self.show_trouble(wrong[first] if first else "")
        if first:
            first.setFocus()
        else:
            self.set_up.emit(
                Setup(store, zone, currency.upper(), person, self.encrypted.isChecked())
            )

"""Adding or changing a store, above the list of them."""

from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from counterfoil.desk import formats
from counterfoil.desk.network.panel import Panel
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _
from counterfoil.domain.errors import UserError
from counterfoil.domain.store import Store
from counterfoil.ledger.settings import zone

LONGEST = 100
CODE, CURRENCY = 40, 3


class StorePanel(Panel):
    """`wanted` gives the store."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("store")
        self._store: Store | None = None
        self.code, self.name = line(CODE), line(LONGEST)
        self.zone, self.currency = line(LONGEST), line(CURRENCY)
        completer = QCompleter(sorted(available_timezones()), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)
        self.fields = {each: Field(each) for each in self._lines}
        self.body.addLayout(beside((self.fields[self.name], 2), (self.fields[self.code], 1)))
        self.body.addLayout(beside((self.fields[self.zone], 2), (self.fields[self.currency], 1)))
        for each in self._lines:
            each.returnPressed.connect(self.agreed)
            each.textEdited.connect(lambda _text: self._forget())
        self.agreed.connect(self._agree)
        self.retranslate()

    @property
    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.name, self.code, self.zone, self.currency)

    def ask(self, store: Store | None, like: Store) -> None:
        """Ask for a new store, with time zone and currency `like` another's, or change one."""
        self._store = store
        shown = store or Store("", "", like.zone, like.currency)
        self.name.setText(shown.name)
        self.code.setText(shown.code)
        self.code.setEnabled(store is None)
        self.zone.setText(shown.zone.key)
        self.currency.setText(shown.currency)
        self._forget()
        self.open()

    def retranslate(self) -> None:
        super().retranslate()
        new = self._store is None
        self.title.setText(_("Add a store") if new else _("Change the store"))
        self.lead.setText("")
        self.fields[self.name].name(_("Name"))
        self.fields[self.code].name(
            _("Code"), _("Short, such as market; it cannot be changed later.") if new else ""
        )
        self.fields[self.zone].name(
            _("Time zone"),
            "" if new else _("In another one, what limits have counted is counted anew."),
        )
        self.fields[self.currency].name(_("Currency"))
        self.yes.setText(_("Save"))

    def _forget(self) -> None:
        for field in self.fields.values():
            field.show_error("")

    def _agree(self) -> None:
        name, code = self.name.text().strip(), self.code.text().strip()
        currency = self.currency.text().strip().upper()
        if not name:
            self._wrong(self.name, _("Give the store a name."))
        elif not code:
            self._wrong(self.code, _("Give the store a code."))
        elif len(currency) != CURRENCY or not currency.isalpha():
            self._wrong(self.currency, _("Three letters, such as EUR."))
        elif (found := self._zone()) is not None:
            self.setEnabled(False)
            self.wanted.emit(Store(code, name, found, currency))

    def _zone(self) -> ZoneInfo | None:
        try:
            return zone(self.zone.text().strip())
        except UserError as error:
            self._wrong(self.zone, formats.error(error))
            return None

    def _wrong(self, part: QLineEdit, sentence: str) -> None:
        self.fields[part].show_error(sentence)
        part.setFocus()

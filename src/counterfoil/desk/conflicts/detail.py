"""One conflict beside the list: what happened, both redemptions, and what may be decided."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from counterfoil.desk.campaigns.compare import Comparison
from counterfoil.desk.conflicts import words
from counterfoil.desk.conflicts.decision import Decision
from counterfoil.desk.conflicts.sides import Sides
from counterfoil.desk.conflicts.work import About
from counterfoil.desk.parts.beside import Aside
from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Scroll, button, describe, label, set_icon
from counterfoil.ledger.exchange.inbox import Shown

WIDTH = 640


class ConflictDetail(Aside):
    """Hidden until a conflict is shown. `code_wanted` gives the conflict whose code to open."""

    code_wanted = Signal(object)

    def __init__(self, zone: ZoneInfo, currency: str) -> None:
        super().__init__(WIDTH)
        self._zone, self._currency = zone, currency
        self._about: About | None = None
        self._decides = False
        self._title, self._stands, self._of = Elided("heading"), Chip("dot"), label("soft")
        self._lead, self._cost = label("quiet", wrap=True), label("strong", wrap=True)
        self._settled = label("quiet", wrap=True)
        self._reason = label("quiet", wrap=True)
        self.sides, self.versions = Sides(zone, currency), Comparison()
        self.decision = Decision()
        self.code = button("icon")
        self.code.clicked.connect(lambda: self.code_wanted.emit(self.shown))
        self._lay_out()
        self.retranslate()
        self.restyle()

    @property
    def shown(self) -> Shown | None:
        """The conflict that is shown, None for none."""
        return self._about.shown if self._about else None

    def show_conflict(self, about: About, *, decides: bool) -> None:
        """Show a conflict; `decides` says whether it can be settled on this device."""
        again = self.shown is not None and self.shown.id == about.shown.id
        self._about, self._decides = about, decides
        if not again or not about.shown.is_open:
            self.decision.begin(about.shown.note)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        super().retranslate()
        describe(self.code, _("Open the code"))
        if self._about is not None:
            self._show(self._about)

    def restyle(self) -> None:
        super().restyle()
        set_icon(self.code, "code")

    def _show(self, about: About) -> None:
        clash = about.shown
        look = words.look(clash)
        self._title.set_text(words.title(clash))
        self._stands.show_as(look.icon, look.tone, look.word)
        for part, text in (
            (self._of, words.of(clash)),
            (self._lead, words.lead(clash)),
            (self._reason, words.reason(clash, self._zone)),
            (self._cost, words.costs(clash, self._currency) if clash.second else ""),
            (self._settled, words.settled(clash, self._zone)),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self._show_both(about)
        self.decision.setVisible(clash.is_open)
        self.decision.allow(here=self._decides, of_code=clash.second is not None)
        self.code.setVisible(bool(clash.code and clash.campaign_id))

    def _show_both(self, about: About) -> None:
        self.sides.setVisible(about.shown.second is not None)
        self.versions.setVisible(about.versions is not None)
        self.sides.show_sides(about.shown)
        if about.versions is not None:
            both = about.versions
            headings = words.versions(both)
            self.versions.show_both(both.late, both.stands, headings, both.names)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._title, 1)
        head.addWidget(self._stands)
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        inner = Unsqueezed()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(10)
        for part in (self._of, self._lead, self._reason, self._cost, self._settled):
            inside.addWidget(part)
        for below in (self.sides, self.versions, self.decision):
            inside.addWidget(below)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Scroll(inner), 1)

"""One conflict beside the list: what happened, both redemptions, and what may be decided."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counterfoil.desk.conflicts import words
from counterfoil.desk.conflicts.decision import Decision
from counterfoil.desk.conflicts.sides import Sides
from counterfoil.desk.parts.layout import take_width
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Chip, Elided, Live, Scroll, button, describe, label, set_icon
from counterfoil.ledger.exchange.inbox import Shown

WIDTH = 640


class ConflictDetail(Live, QFrame):
    """Hidden until a conflict is shown. `code_wanted` gives the conflict whose code to open."""

    closed = Signal()
    code_wanted = Signal(object)

    def __init__(self, zone: ZoneInfo, currency: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._zone, self._currency = zone, currency
        self._clash: Shown | None = None
        self._wide = self._decides = False
        self._title, self._stands, self._of = Elided("heading"), Chip("dot"), label("soft")
        self._lead, self._cost = label("quiet", wrap=True), label("strong", wrap=True)
        self._settled = label("quiet", wrap=True)
        self.sides = Sides(zone, currency)
        self.decision = Decision()
        self.leave, self.code = button("icon"), button("quiet")
        self.leave.clicked.connect(self._left)
        self.code.clicked.connect(lambda: self.code_wanted.emit(self._clash))
        self._lay_out()
        self.hide()
        self.retranslate()
        self.restyle()

    @property
    def shown(self) -> Shown | None:
        """The conflict that is shown, None for none."""
        return self._clash

    def show_conflict(self, clash: Shown, *, decides: bool) -> None:
        """Show a conflict; `decides` says whether it can be settled on this device."""
        again = self._clash is not None and self._clash.id == clash.id
        self._clash, self._decides = clash, decides
        if not again or not clash.is_open:
            self.decision.begin(clash.note)
        self.retranslate()
        self.show()

    def forget(self) -> None:
        """Show no conflict."""
        self._clash = None
        self.hide()

    def be_wide(self, *, wide: bool) -> None:
        """Take all the room there is, or as much as beside the list."""
        self._wide = wide
        take_width(self, WIDTH, wide=wide)

    def retranslate(self) -> None:
        describe(self.leave, _("Close"))
        self.code.setText(_("Open the code"))
        if self._clash is not None:
            self._show(self._clash)

    def restyle(self) -> None:
        self.be_wide(wide=self._wide)
        set_icon(self.leave, "close")
        set_icon(self.code, "code", "text", 20)

    def _show(self, clash: Shown) -> None:
        look = words.look(clash)
        self._title.set_text(words.title(clash))
        self._stands.show_as(look.icon, look.tone, look.word)
        self._of.setText(words.of(clash))
        self._lead.setText(words.lead(clash))
        self._cost.setText(words.costs(clash, self._currency))
        settled = words.settled(clash, self._zone)
        self._settled.setText(settled)
        self._settled.setVisible(bool(settled))
        self.sides.show_sides(clash)
        self.decision.setVisible(clash.is_open)
        member = clash.second is not None and bool(clash.second.card)
        self.decision.allow(here=self._decides, member=member)
        self.code.setVisible(bool(clash.code and clash.campaign_id))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._title, 1)
        head.addWidget(self._stands)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        about = QHBoxLayout()
        about.addWidget(self._of, 1)
        about.addWidget(self.code)
        inner = Unsqueezed()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        inside.addLayout(about)
        for part in (self._lead, self._cost, self._settled, self.sides, self.decision):
            inside.addWidget(part)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Scroll(inner), 1)

    def _left(self) -> None:
        self.forget()
        self.closed.emit()

"""One device beside the list: how it stands, what it holds, and what is done with it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk.network import words
from counterfoil.desk.network.work import About, Held
from counterfoil.desk.parts.beside import Aside
from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.parts.menu import Item, MenuButton
from counterfoil.desk.parts.scrolled import Unsqueezed
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import (
    Elided,
    Icon,
    Scroll,
    button,
    label,
)
from counterfoil.domain.exchange import DeviceState
from counterfoil.domain.rights import GrantKind, GrantState

WIDTH = 520
ICONS = {GrantKind.CODES: "code", GrantKind.BUDGET: "wallet", GrantKind.RISK: "warning"}


class DeviceDetail(Aside):
    """Hidden until a device is shown. What is wished of a right gives the right."""

    hold_wanted = Signal()
    revoke_wanted = Signal()
    write_off_wanted = Signal()
    recall_wanted = Signal(object)
    waive_wanted = Signal(object)

    def __init__(self, zone: ZoneInfo, currency: str) -> None:
        super().__init__(WIDTH)
        self._zone, self._currency = zone, currency
        self._about: About | None = None
        self._told: tuple[tuple[str, str], ...] = ()
        self._title, self._stands = Elided("heading"), Chip("dot")
        self._thief = label("strong", wrap=True)
        self._heading, self._none = label("field"), label("quiet", wrap=True)
        self.hold, self.revoke, self.write_off = button(), button(), button("danger")
        self._facts = QGridLayout()
        self._rights = QVBoxLayout()
        self._lay_out()
        self.hold.clicked.connect(self.hold_wanted)
        self.revoke.clicked.connect(self.revoke_wanted)
        self.write_off.clicked.connect(self.write_off_wanted)
        self.retranslate()
        self.restyle()

    @property
    def shown(self) -> About | None:
        """The device that is shown, None for none."""
        return self._about

    @property
    def told(self) -> str:
        """What is said of who might take it."""
        return self._thief.text()

    def show_device(self, about: About, facts: tuple[tuple[str, str], ...]) -> None:
        """Show a device, with what there is to know of it."""
        self._about, self._told = about, facts
        self.retranslate()
        self.show()

    def items(self, held: Held) -> Sequence[Item]:
        """Return what can be done with a right that is still out."""
        recalled = held.grant.state is GrantState.RECALLED
        why_not = _("It is recalled already.") if recalled else ""
        return [
            Item(_("Recall"), lambda: self.recall_wanted.emit(held), why_not),
            Item(_("Write off…"), lambda: self.waive_wanted.emit(held)),
        ]

    def retranslate(self) -> None:
        super().retranslate()
        self.hold.setText(_("Hold codes…"))
        self.revoke.setText(_("Revoke…"))
        self.write_off.setText(_("Write off…"))
        self._heading.setText(_("What it holds"))
        self._none.setText(_("Nothing: it asks the hub for each code."))
        if self._about is not None:
            self._show(self._about)

    def _show(self, about: About) -> None:
        line, stands = about.line, words.look(about.line)
        self._title.set_text(words.name(line))
        self._stands.show_as(stands.icon, stands.tone, stands.word)
        self._thief.setText(words.thief(line.stake, self._currency))
        self._show_facts()
        self._show_rights(about.held)
        state = line.device.state
        self.hold.setEnabled(state is DeviceState.ACTIVE)
        self.hold.setToolTip("" if self.hold.isEnabled() else _("It is not active."))
        gone = {DeviceState.REVOKED, DeviceState.WRITTEN_OFF}
        self.revoke.setEnabled(state not in gone and not line.is_here)
        self.revoke.setToolTip(_("It is the one you work at.") if line.is_here else "")
        self.write_off.setEnabled(state is not DeviceState.WRITTEN_OFF and not line.is_here)

    def _show_facts(self) -> None:
        empty(self._facts)
        for number, texts in enumerate(self._told):
            for column, (role, text) in enumerate(zip(("soft", ""), texts, strict=True)):
                shown = label(role, wrap=True)
                shown.setText(text)
                self._facts.addWidget(shown, number, column, Qt.AlignmentFlag.AlignTop)

    def _show_rights(self, held: tuple[Held, ...]) -> None:
        empty(self._rights)
        self._none.setVisible(not held)
        for each in held:
            self._rights.addWidget(self._right(each))

    def _right(self, held: Held) -> QWidget:
        what, stands = words.right(held, self._currency)
        made = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for role, text in (("", what), ("soft", stands)):
            shown = label(role, wrap=True)
            shown.setText(text)
            texts.addWidget(shown)
        menu = MenuButton(lambda: self.items(held))
        menu.setAccessibleName(_("More about: {right}").format(right=what))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Icon(ICONS[held.grant.kind], "soft", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(menu, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._title, 1)
        head.addWidget(self._stands)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.setHorizontalSpacing(14)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._rights.setSpacing(4)
        inner = Unsqueezed()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(12)
        inside.addWidget(self._thief)
        inside.addLayout(self._facts)
        inside.addWidget(self._heading)
        inside.addWidget(self._none)
        inside.addLayout(self._rights)
        inside.addStretch(1)
        buttons = Turning(gap=10)
        buttons.setContentsMargins(0, 0, 8, 0)
        for pressed in (self.hold, self.revoke, self.write_off):
            buttons.addWidget(pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(Scroll(inner), 1)
        column.addLayout(buttons)

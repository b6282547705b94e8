"""One campaign: its figures, its rules in sentences, its batches and versions."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout

from counterfoil.desk.campaigns import words, work
from counterfoil.desk.campaigns.about import About
from counterfoil.desk.campaigns.actions import Actions
from counterfoil.desk.campaigns.compared import Compared
from counterfoil.desk.campaigns.figures import Figures
from counterfoil.desk.campaigns.past import Batches, Versions
from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.menu import Item, MenuButton
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Scroll, button, describe, set_icon
from counterfoil.ledger.campaign_versions import Version

LEAST = 240
"""How wide each of the two columns is at least, before one stands below the other."""


class CampaignPage(Page):
    """The campaign that its subject names."""

    help_page = "campaigns"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._subject = ""
        self._shown: work.Shown | None = None
        self.back, self.edit, self.codes = button("icon"), button("primary"), button()
        self.status = Chip("play")
        self.acts = Actions(office)
        self.menu = MenuButton(self._items)
        self.figures, self.about = Figures(), About()
        self.batches, self.versions = Batches(), Versions()
        self.compared = Compared()
        for widget in (self.back, self.status, self.codes, self.edit, self.menu):
            self.head.add(widget)
        self._lay_out()
        self.back.clicked.connect(lambda: office.go(Screen.CAMPAIGNS, ""))
        self.edit.clicked.connect(lambda: office.go(Screen.WIZARD, self._subject))
        self.codes.clicked.connect(lambda: office.go(Screen.CODES, self._subject))
        self.acts.changed.connect(self.reload)
        self.versions.compared.connect(self._compare)
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        if subject and subject != self._subject:
            self._subject, self._shown = subject, None
            self.acts.confirm.hide()
            self.compared.hide()
            self._show()
        self.reload()

    def reload(self) -> None:
        """Read the campaign anew."""
        ledger, subject = self.office.ledger, self._subject
        self.office.read.submit(lambda: work.show(ledger, subject), self._take, self._failed)

    def retranslate(self) -> None:
        describe(self.back, _("All campaigns"))
        self.edit.setText(_("Edit"))
        self.codes.setText(_("Codes"))
        self._show()

    def restyle(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        set_icon(self.back, "next" if mirrored else "back")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.restyle()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        inner = Tall()
        columns = Turning(gap=16, least=LEAST)
        columns.addWidget(self.about, 3)
        past = QVBoxLayout()
        past.setSpacing(16)
        past.addWidget(self.batches)
        past.addWidget(self.versions)
        past.addStretch(1)
        columns.addLayout(past, 2)
        inner.column.setContentsMargins(0, 0, 8, 0)
        inner.column.addWidget(self.figures)
        inner.column.addWidget(self.compared)
        inner.column.addLayout(columns)
        inner.column.addStretch(1)
        self._inner = inner
        self.body.addWidget(self.acts)
        self._scroll = Scroll(inner)
        self.body.addWidget(self._scroll, 1)

    def _take(self, shown: work.Shown) -> None:
        if shown.campaign.id == self._subject:
            self._shown = shown
            self._show()

    def _failed(self, error: Exception) -> None:
        self.office.tell(error)
        self.office.go(Screen.CAMPAIGNS, "")

    def _show(self) -> None:
        shown, now = self._shown, self.office.clock()
        for widget in (self._inner, self.status, self.edit, self.codes, self.menu):
            widget.setVisible(shown is not None)
        if shown is None:
            self.head.show(_("Campaign"))
            return
        look = words.look(shown.summary.status(now))
        self.status.show_as(look.icon, look.tone, look.word)
        self.head.show(shown.campaign.name)
        self.edit.setEnabled(not shown.campaign.archived)
        self.figures.show_figures(shown)
        self.about.show_about(shown)
        self.batches.show_batches(shown)
        self.versions.show_versions(shown)

    def _compare(self, version: Version) -> None:
        if self._shown is not None:
            self.compared.compare(version, self._shown)
            self._scroll.verticalScrollBar().setValue(0)

    def _items(self) -> list[Item]:
        if self._shown is None:
            return []
        return list(self.acts.items(self._shown.summary)[2:])

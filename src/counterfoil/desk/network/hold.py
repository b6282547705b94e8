"""Having a device hold codes: those of a batch, or those on a printed sheet."""

from PySide6.QtCore import Signal

from counterfoil.desk.network import words
from counterfoil.desk.network.panel import Panel
from counterfoil.desk.network.work import Line, Supply
from counterfoil.desk.parts.choices import Choices, Segments
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _
from counterfoil.ledger.codes.batches import Batch

BATCH, SHEET = "batch", "sheet"
LONGEST_SHEET = 60


class HoldPanel(Panel):
    """`campaign_picked` asks for a campaign's batches; `wanted` gives campaign, batch and sheet.

    The batch is 0 where a sheet is named.
    """

    campaign_picked = Signal(str)
    wanted = Signal(str, int, str)

    def __init__(self) -> None:
        super().__init__("code")
        self._line: Line | None = None
        self._what = BATCH
        self.what = Segments([BATCH, SHEET])
        self.campaign, self.batch, self.sheet = Choices(), Choices(), line(LONGEST_SHEET)
        self._batches: tuple[Batch, ...] = ()
        self._fields = Field(self.campaign), Field(self.batch), Field(self.sheet)
        self.what.chosen.connect(self._choose)
        self.campaign.picked.connect(self.campaign_picked)
        self.sheet.returnPressed.connect(self.agreed)
        self.body.addWidget(self.what)
        campaign, batch, sheet = self._fields
        self.body.addLayout(beside(campaign, batch))
        self.body.addWidget(sheet)
        self.agreed.connect(self._agree)
        self.retranslate()

    def ask(self, about: Line, supplies: tuple[Supply, ...]) -> None:
        """Ask which codes a device is to hold, of the campaigns whose codes can be held."""
        self._line = about
        offered = [(each.campaign_id, each.name) for each in supplies]
        self.campaign.offer(offered, offered[0][0] if offered else "")
        self.sheet.clear()
        self.show_batches(())
        self._choose(BATCH)
        self.open()
        if offered:
            self.campaign_picked.emit(offered[0][0])

    def show_batches(self, batches: tuple[Batch, ...]) -> None:
        """Offer the batches of the campaign that was picked."""
        self._batches = batches
        offered = [
            (str(each.id), f"{each.name} · {words.codes(each.size)}") for each in batches
        ] or [("", _("No batch"))]
        self.batch.offer(offered, offered[0][0])

    def retranslate(self) -> None:
        super().retranslate()
        name = words.name(self._line) if self._line else ""
        self.title.setText(_("Have {name} hold codes").format(name=name))
        self.lead.setText(
            _(
                "It redeems them without a network, finally; nobody else does until it has given"
                " them back."
            )
        )
        self.what.name((_("A batch"), _("A printed sheet")), _("Which codes"))
        campaign, batch, sheet = self._fields
        campaign.name(_("Campaign"))
        batch.name(_("Batch"))
        sheet.name(_("Sheet"), _("Its number, or the code in its header: scan it."))
        self.yes.setText(_("Give them to it"))

    def _choose(self, what: str) -> None:
        self._what = what
        self.what.show_value(what)
        campaign, batch, sheet = self._fields
        campaign.setVisible(what == BATCH)
        batch.setVisible(what == BATCH)
        sheet.setVisible(what == SHEET)

    def take_sheet(self, header: str) -> None:
        """Take the header of a sheet that was scanned."""
        self._choose(SHEET)
        self.sheet.setText(header)

    def _agree(self) -> None:
        campaign, batch = str(self.campaign.currentData() or ""), self.batch.currentData() or "0"
        if self._what == SHEET:
            self.wanted.emit("", 0, self.sheet.text().strip())
        elif batch != "0":
            self.wanted.emit(campaign, int(batch), "")

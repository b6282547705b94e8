"""When the campaign starts and ends, on the store's clock."""

from counterfoil.desk import formats
from counterfoil.desk.parts.inputs import SwitchInput
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.parts.moments import MomentInput, moment_of
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import label
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part
from counterfoil.desk.wizard.work import after


class WhenPart(Part):
    """Start, and end where there is one."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.starts = self.bind("starts", MomentInput(lambda: paper.facts.store.zone, timed=True))
        self.ends = self.bind("ends", MomentInput(lambda: paper.facts.store.zone, timed=True))
        self.has_end = SwitchInput()
        self.has_end.edited.connect(self._switch)
        self._told = label("soft", wrap=True)
        self.column.addWidget(card(beside(self.starts, self.ends), self.has_end, self._told))
        self.retranslate()

    def retranslate(self) -> None:
        self.starts.name(_("Start"), _("Year, month, day and time."))
        self.ends.name(_("End"), _("From this moment on no code is accepted."))
        self.has_end.setText(_("The campaign ends"))
        self._tell()

    def refresh(self) -> None:
        super().refresh()
        ends = bool(self.paper.form.ends)
        self.has_end.setChecked(ends)
        self.ends.setVisible(ends)
        self._tell()

    def _tell(self) -> None:
        zone = self.paper.facts.store.zone
        starts = moment_of(self.paper.form.starts, zone)
        ends = moment_of(self.paper.form.ends, zone)
        if starts is None:
            self._told.setText("")
            return
        start = formats.moment(starts, zone)
        template = _("From {start} on, on the clock of {zone}.")
        if ends is not None:
            template = _("From {start} until {end}, on the clock of {zone}.")
        end = formats.moment(ends, zone) if ends else ""
        self._told.setText(template.format(start=start, end=end, zone=zone.key))

    def _switch(self, on: object) -> None:
        zone = self.paper.facts.store.zone
        starts = moment_of(self.paper.form.starts, zone)
        local = (starts or self.paper.facts.now).astimezone(zone).replace(tzinfo=None)
        end = after(local.replace(second=0, microsecond=0).isoformat()) if on else ""
        self.paper.set("ends", end)

"""What can be done with a campaign from its menu, with the question before putting it away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from counterfoil.desk import formats
from counterfoil.desk.campaigns import words
from counterfoil.desk.campaigns.jobs import CodeJobs
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.parts.scrolled import Heap
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _, n_
from counterfoil.domain.campaign import Campaign
from counterfoil.ledger import campaign_copy, campaigns
from counterfoil.ledger.campaigns import Summary


class Actions(Heap):
    """Stands above what a page shows, empty until something is asked or done.

    `changed` follows whatever changes a campaign.
    """

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.confirm, self.jobs = Confirm(), CodeJobs(office)
        self.jobs.changed.connect(self.changed)
        # As high as its question needs.
        self.confirm.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.put(self.confirm)
        self.put(self.jobs)

    def items(self, line: Summary) -> Sequence[Item]:
        """Return the lines of a campaign's menu."""
        go, jobs = self._office.go, self.jobs
        archived = _("It is archived; duplicate it and use the copy.") if line.archived else ""
        busy = _("Wait until the work with codes is done, or stop it.") if jobs.job.busy else ""
        none = "" if line.counts.codes else _("It has no codes yet.")
        switch = _("Deactivate") if line.active else _("Activate")
        return (
            Item(_("Show"), lambda: go(Screen.CAMPAIGN, line.id)),
            Item(_("Edit"), lambda: go(Screen.WIZARD, line.id), archived),
            Item(_("Duplicate"), lambda: self.duplicate(line)),
            Item(_("Add codes"), lambda: jobs.ask_for_codes(line), archived or busy),
            Item(_("Import codes"), lambda: jobs.ask_for_import(line), archived or busy),
            Item(_("Print…"), lambda: go(Screen.PRINT, line.id), archived or none),
            Item(_("Export to CSV"), lambda: jobs.ask_for_export(line), none or busy),
            Item(_("Codes"), lambda: go(Screen.CODES, line.id)),
            Item(_("Try a code"), lambda: go(Screen.SIMULATE, line.id)),
            Item(switch, lambda: self.switch(line, active=not line.active), archived),
            Item(_("Archive"), lambda: self.ask_to_archive(line), archived),
        )

    def duplicate(self, line: Summary) -> None:
        """Make a copy of a campaign and open it in the wizard."""
        office, by, now = self._office, self._office.staff(), self._office.clock()

        def done(copy: Campaign) -> None:
            self.changed.emit()
            template = _("{name} is a copy without codes: look it over, then activate it.")
            office.say(lambda: template.format(name=words.shortened(copy.name)))
            office.go(Screen.WIZARD, copy.id)

        office.write.submit(
            lambda: campaign_copy.copy_campaign(office.ledger, line.id, by, now), done, office.tell
        )

    def switch(self, line: Summary, *, active: bool) -> None:
        """Switch a campaign on or off."""
        office, by, now = self._office, self._office.staff(), self._office.clock()

        def said(saved: Campaign) -> str:
            template = _("{name} is active.") if saved.active else _("{name} is inactive.")
            return template.format(name=words.shortened(saved.name))

        self._act(
            lambda: campaigns.set_active(office.ledger, line.id, by, now, active=active), said
        )

    def ask_to_archive(self, line: Summary) -> None:
        """Ask whether a campaign is to be put away, saying what that does."""
        self.confirm.ask(
            lambda: archive_question(line), lambda: _("Archive"), lambda: self._archive(line)
        )

    def _archive(self, line: Summary) -> None:
        office, by, now = self._office, self._office.staff(), self._office.clock()
        self._act(
            lambda: campaigns.archive(office.ledger, line.id, by, now),
            lambda saved: _("{name} is archived.").format(name=words.shortened(saved.name)),
        )

    def _act(self, run: Callable[[], Campaign], said: Callable[[Campaign], str]) -> None:
        def done(saved: Campaign) -> None:
            self.changed.emit()
            self._office.say(lambda: said(saved))

        def failed(error: Exception) -> None:
            self.changed.emit()
            self._office.tell(error)

        self._office.write.submit(run, done, failed)


def archive_question(line: Summary) -> str:
    """Return the question before a campaign is put away: what becomes of its codes."""
    left, name = line.counts.remaining, words.shortened(line.name)
    if not left:
        return _(
            "Archive {name}? It cannot be activated again. Its history stays, and it can be"
            " duplicated."
        ).format(name=name)
    return n_(
        "Archive {name}? Its {count} unused code stops working at once, and it cannot be"
        " activated again. Its history stays, and it can be duplicated.",
        "Archive {name}? Its {count} unused codes stop working at once, and it cannot be"
        " activated again. Its history stays, and it can be duplicated.",
        left,
    ).format(name=name, count=formats.number(left))

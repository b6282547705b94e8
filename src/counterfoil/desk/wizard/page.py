"""The page of the campaign wizard."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from counterfoil.desk import formats
from counterfoil.desk.campaigns.conflict import ConflictView
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.making import making
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Pages, button
from counterfoil.desk.wizard.controller import Wizard
from counterfoil.desk.wizard.form import Form
from counterfoil.desk.wizard.form_view import FormView
from counterfoil.desk.wizard.names import names_of
from counterfoil.desk.wizard.place import Place
from counterfoil.desk.wizard.trial import Tried
from counterfoil.desk.wizard.work import Begun
from counterfoil.domain.campaign import Campaign
from counterfoil.ledger.campaign_versions import Stale
from counterfoil.ledger.codes.batches import Batch


class WizardPage(Page):
    """Makes or changes a campaign; its subject is "", "draft:ID" or the id of a campaign."""

    help_page: ClassVar[str] = "wizard"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.wizard = Wizard(office)
        self.form = FormView(self.wizard.paper)
        self.conflict = ConflictView()
        self.confirm, self.job = Confirm(), JobBar()
        self.confirm.hide()
        self._making: Campaign | None = None
        self.away = button("quiet")
        self.away.clicked.connect(self._ask_away)
        self.head.add(self.away)
        self._views = Pages()
        for view in (QWidget(), self.form, self.conflict):
            self._views.addWidget(view)
        self.body.addWidget(self.confirm)
        self.body.addWidget(self.job)
        self.body.addWidget(self._views, 1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        wizard, form = self.wizard, self.form
        wizard.begun.connect(self._begun)
        wizard.failed.connect(self._failed)
        wizard.saved.connect(self._saved)
        wizard.stale.connect(self._stale)
        wizard.tried.connect(self._tried)
        wizard.dropped.connect(lambda: self.office.go(Screen.CAMPAIGNS, ""))
        wizard.keeper.kept.connect(self._kept)
        form.finished.connect(self._save)
        form.codes.counted.connect(wizard.count)
        form.trigger.ready_made.connect(wizard.add_ready_made)
        form.trigger.schemas.connect(lambda: self.office.go(Screen.SCHEMAS, ""))
        form.rules.reward.connect(wizard.add_reward)
        form.summary.trial.tried.connect(wizard.try_code)
        self.conflict.back.connect(self._show_form)
        self.conflict.keep_mine.connect(lambda: wizard.save(self.conflict.base_version))
        self.conflict.keep_theirs.connect(wizard.throw_away)
        self.job.stop.clicked.connect(self._stopped)

    def open(self, subject: str = "") -> None:
        self.confirm.hide()
        self._views.setCurrentIndex(0)
        self.wizard.open(subject)

    def leave(self) -> None:
        self.wizard.leave()

    def take_scan(self, scan: Scan) -> bool:
        """Take a loyalty card for trying a code."""
        if self.wizard.now is None or self.form.at is not Place.SUMMARY or not scan.texts:
            return False
        self.form.summary.trial.take_card(scan.texts[0])
        return True

    def retranslate(self) -> None:
        begun = self.wizard.now
        changed = begun is not None and bool(begun.campaign_id)
        name = begun.base.name if begun is not None and begun.base is not None else ""
        title = _("Change {campaign}").format(campaign=name) if changed else _("New campaign")
        self.head.show(title)
        self.away.setText(_("Throw the changes away") if changed else _("Throw the draft away"))

    def _begun(self, begun: Begun) -> None:
        self.form.status.setText(
            _("This is a draft that was kept; go on where you were.")
            if begun.resumed
            else _("What you enter is kept as a draft.")
        )
        self.form.rules.opened_rule = 0
        self.form.next.setEnabled(not self.job.busy)
        self.retranslate()
        self._show_form()
        self.form.go(Place.KIND)

    def _show_form(self) -> None:
        self._views.setCurrentWidget(self.form)
        self.form.next.setEnabled(not self.job.busy)

    def _kept(self) -> None:
        zone, now = self.office.ledger.store.zone, self.office.clock()
        self.form.status.setText(
            _("Kept as a draft at {time}.").format(time=formats.short_moment(now, zone, now))
        )

    def _failed(self, error: Exception) -> None:
        self.form.next.setEnabled(not self.job.busy)
        self.office.tell(error)

    def _save(self) -> None:
        self.form.next.setEnabled(False)
        self.wizard.save()

    def _stale(self, mine: Campaign, stale: Stale) -> None:
        self._views.setCurrentWidget(self.conflict)
        self.conflict.show_conflict(mine, stale, names_of(self.wizard.paper.facts))

    def _tried(self, tried: Tried) -> None:
        self.form.summary.trial.show_result(tried)

    def _ask_away(self) -> None:
        self.confirm.ask(
            lambda: _("What you entered is thrown away for good. A saved campaign stays as it is."),
            lambda: _("Throw it away"),
            self.wizard.throw_away,
        )

    def _saved(self, campaign: Campaign, form: Form) -> None:
        quantity = numbers.whole(form.codes.quantity or "0") or 0
        if not campaign.code_format or not quantity or self.wizard.paper.facts.history.codes:
            self.office.say(lambda: _("{campaign} was saved.").format(campaign=campaign.name))
            self._finish(campaign)
            return
        self._making = campaign
        door, steps = making(self.office, campaign.id, quantity)
        self.job.start(
            door,
            steps,
            lambda: _("Making codes for {campaign}").format(campaign=campaign.name),
            self._made,
            self._not_made,
        )

    def _made(self, batch: Batch | None) -> None:
        campaign, self._making = self._making, None
        if campaign is None or batch is None:
            return
        self.office.say(
            lambda: n_(
                "{campaign} was added, with {count} code.",
                "{campaign} was added, with {count} codes.",
                batch.size,
            ).format(campaign=campaign.name, count=formats.number(batch.size))
        )
        self._finish(campaign)

    def _not_made(self, error: Exception) -> None:
        self.office.tell(error)
        self._stopped()

    def _stopped(self) -> None:
        campaign, self._making = self._making, None
        if campaign is not None:
            self.office.say(
                lambda: _("{campaign} was added, but no codes were made.").format(
                    campaign=campaign.name
                )
            )
            self._finish(campaign)

    def _finish(self, campaign: Campaign) -> None:
        """Show the campaign, unless somebody has gone elsewhere meanwhile."""
        self.form.next.setEnabled(True)
        if self.isVisible() and self.wizard.now is None:
            self.office.go(Screen.CAMPAIGN, campaign.id)

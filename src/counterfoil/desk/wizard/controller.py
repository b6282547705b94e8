"""The wizard at work: what it has the ledger do, and what follows."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from counterfoil.desk.shell.office import Office
from counterfoil.desk.wizard import trial, work
from counterfoil.desk.wizard.convert import to_campaign
from counterfoil.desk.wizard.facts import Facts
from counterfoil.desk.wizard.form import Form, put
from counterfoil.desk.wizard.keeper import Keeper
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.work import Begun
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.errors import UserError
from counterfoil.domain.event import EventSchema
from counterfoil.domain.reward import Reward
from counterfoil.ledger.campaign_versions import Stale


class Wizard(QObject):
    """Fills the paper, keeps it, saves it. Each signal tells the page what there is to show."""

    begun = Signal(object)
    failed = Signal(object)
    saved = Signal(object, object)
    stale = Signal(object, object)
    tried = Signal(object)
    dropped = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        store = office.ledger.store
        self.paper = Paper(Facts(store, office.clock()))
        self.keeper = Keeper(office)
        self.keeper.failed.connect(self.failed)
        self.paper.changed.connect(lambda: self.keeper.take(self.paper.form))
        self.now: Begun | None = None
        self._asked = 0

    def open(self, subject: str) -> None:
        """Open a draft, a campaign, or a new form."""
        self.keeper.flush()
        self.keeper.stop()
        self._asked += 1
        asked, ledger, now = self._asked, self.office.ledger, self.office.clock()

        def opened(begun: Begun) -> None:
            if asked == self._asked:
                self._begin(begun)

        # The same door as for keeping drafts: one that was just left is there.
        self.office.write.submit(lambda: work.begin(ledger, subject, now), opened, self._not_begun)

    def _begin(self, begun: Begun) -> None:
        self.now = begun
        self.keeper.begin(begun)
        seen = begun.resumed or begun.base is not None
        self.paper.begin(begun.form, begun.facts, seen=seen)
        self.begun.emit(begun)

    def _not_begun(self, error: Exception) -> None:
        self.now = None
        self.failed.emit(error)
        self.dropped.emit()

    def leave(self) -> None:
        """Keep what stands in the fields."""
        self.keeper.flush()

    def count(self, code_format: CodeFormat) -> None:
        """Find out how many codes of a format there are."""
        ledger = self.office.ledger
        self.office.read.submit(
            lambda: work.made(ledger, code_format),
            lambda made: self.paper.count(code_format, made),
        )

    def try_code(self, asked: trial.Try) -> None:
        """Try a code of the campaign as it stands."""
        campaign = self._campaign()
        if campaign is None:
            return
        ledger, now = self.office.ledger, self.office.clock()
        self.office.read.submit(
            lambda: trial.attempt(ledger, campaign, asked, now), self.tried.emit, self.failed.emit
        )

    def add_ready_made(self) -> None:
        """Add the ready-made event schema, and take it."""
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()

        def added(schema: EventSchema) -> None:
            form = put(self.paper.form, "event", schema.event_type)
            self._learn(put(form, "attribute", schema.fields[0].name))

        self.office.write.submit(
            lambda: work.add_ready_made(ledger, staff, now), added, self.failed.emit
        )

    def add_reward(self, path: str, reward: Reward) -> None:
        """Add a reward, and take it for the effect at a path."""
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()

        def added(saved: Reward) -> None:
            self._learn(put(self.paper.form, f"{path}.reward", saved.id))

        self.office.write.submit(
            lambda: work.add_reward(ledger, reward, staff, now), added, self.failed.emit
        )

    def _learn(self, form: Form) -> None:
        """Find out what there is to choose from by now, then take the form."""
        ledger, now = self.office.ledger, self.office.clock()
        campaign, made = self.paper.facts.campaign, self.paper.facts.made

        def known(facts: Facts) -> None:
            self.paper.replace(form)
            self.paper.know(replace(facts, made=made))

        self.office.write.submit(
            lambda: work.gather(ledger, campaign, now), known, self.failed.emit
        )

    def save(self, base_version: int | None = None) -> None:
        """Save the campaign, made from `base_version` where another one was found meanwhile."""
        if self.now is None:
            return
        self.keeper.flush()
        begun, form = self.now, self.paper.form
        if base_version is not None:
            begun = replace(begun, base_version=base_version)
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.save(ledger, begun, form, staff, now), self._saved(form), self._not_saved
        )

    def _saved(self, form: Form) -> Callable[[Campaign], None]:
        def done(campaign: Campaign) -> None:
            self.keeper.stop()
            self.now = None
            self.saved.emit(campaign, form)

        return done

    def _not_saved(self, error: Exception) -> None:
        campaign = self._campaign()
        if isinstance(error, Stale) and campaign is not None:
            self.stale.emit(campaign, error)
        else:
            self.failed.emit(error)

    def throw_away(self) -> None:
        """Throw the draft away, and leave."""
        if self.now is None:
            return
        begun, staff, ledger = self.now, self.office.staff(), self.office.ledger
        self.keeper.stop()
        self.now = None
        self.office.write.submit(
            lambda: work.throw_away(ledger, begun, staff),
            lambda _done: self.dropped.emit(),
            self.failed.emit,
        )

    def _campaign(self) -> Campaign | None:
        campaign_id = self.now.campaign_id if self.now else ""
        try:
            return to_campaign(self.paper.form, campaign_id or "new", self.office.ledger.store.zone)
        except UserError as error:
            self.failed.emit(error)
            return None

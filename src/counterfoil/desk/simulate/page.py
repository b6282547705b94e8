"""The screen for trying a campaign out: what is tried, what would come of it, and test codes."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from counterfoil.desk import theme
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.making import making
from counterfoil.desk.parts.confirm import Confirm
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.layout import UNBOUNDED
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.simulate import work
from counterfoil.desk.simulate.form import Form
from counterfoil.desk.simulate.result import Result
from counterfoil.desk.simulate.test_codes import TestCodes
from counterfoil.desk.till import scan_of
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Scroll
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, may
from counterfoil.ledger.codes.generate import USUAL_TEST_CODES
from counterfoil.ledger.simulate import Simulation, Trial, simulate

WIDTH, ROOMY = 400, 980


class SimulatePage(Page):
    """Its subject is a campaign's id, or a code."""

    help_page = "simulate"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        store = office.ledger.store
        self._looked: work.Looked | None = None
        self._turn = 0
        self.form = Form(store.zone, store.currency, lambda text: scan_of(text, "typed").texts)
        self.result, self.tests = Result(), TestCodes()
        self.confirm, self.start = Confirm(), EmptyState("simulate")
        self.none = EmptyState("campaign")
        self._lay_out()
        self._connect()
        self.retranslate()

    def open(self, subject: str = "") -> None:
        ledger = self.office.ledger
        self.tests.allow(making=may(self.office.staff(), Act.MAKE_CODES))
        self.office.read.submit(
            lambda: work.look(ledger), lambda looked: self._take(looked, subject), self.office.tell
        )

    def take_scan(self, scan: Scan) -> bool:
        if not scan.texts:
            return False
        ledger = self.office.ledger

        def done(member: Member | None) -> None:
            if member is not None:
                self.form.show_member(member)
            else:
                self.form.show_code(scan.texts[0])
            self.form.ask()

        self.office.read.submit(lambda: work.holder(ledger, scan.texts), done, self.office.tell)
        return True

    def retranslate(self) -> None:
        self.head.show(_("Try out"), _("What would come of a code, and why. Nothing is recorded."))
        self.start.name(
            _("Nothing tried yet"), _("Choose a campaign or a code, and press “Try it”.")
        )
        self.none.name(
            _("There is no campaign yet"),
            _("Add one first; then try it out here."),
            _("Campaigns"),
        )

    def restyle(self) -> None:
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(16)
        self._right = QVBoxLayout()
        self._right.setSpacing(16)
        for part in (self.start, self.result, self.tests):
            self._right.addWidget(part)
        self._right.addStretch(1)
        self._left = QVBoxLayout()
        self._left.addWidget(self.form)
        self._left.addStretch(1)
        self._sides.addLayout(self._left)
        self._sides.addLayout(self._right, 1)
        inner = Tall()
        inner.column.addLayout(self._sides, 1)
        self._scroll = Scroll(inner)
        self.body.addWidget(self.confirm)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self.none, 1)
        self.none.hide()

    def _connect(self) -> None:
        go = self.office.go
        self.form.tried.connect(self._try)
        self.form.searched.connect(self._search)
        self.form.campaign_chosen.connect(self._choose)
        self.none.wanted.connect(lambda: go(Screen.CAMPAIGNS, ""))
        self.tests.make_wanted.connect(self._make)
        self.tests.discard_wanted.connect(self._ask_to_discard)
        self.tests.counter_wanted.connect(lambda: go(Screen.COUNTER, ""))

    def _arrange(self) -> None:
        """Stand the form beside what came of it, or above where there is no room."""
        now = theme.current()
        roomy = self.width() >= now.px(ROOMY)
        way = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)
        self.form.setMinimumWidth(now.px(WIDTH) if roomy else 0)
        self.form.setMaximumWidth(now.px(WIDTH) if roomy else UNBOUNDED)
        self.tests.fit(self.width() - (now.px(WIDTH) if roomy else 0) - now.px(100))

    def _take(self, looked: work.Looked, subject: str) -> None:
        self._looked = looked
        self.form.begin(looked, self.office.clock())
        self._scroll.setVisible(bool(looked.campaigns))
        self.none.setVisible(not looked.campaigns)
        if not looked.campaigns:
            return
        if looked.campaign(subject) is not None:
            self.form.show_campaign(subject)
        elif subject:
            self.form.show_code(subject)
        if subject:
            self.form.ask()
        self._look_for_tests()

    def _choose(self, _campaign_id: str) -> None:
        self.form.code.clear()
        self._look_for_tests()
        self.form.ask()

    def _try(self, trial: Trial) -> None:
        ledger, now = self.office.ledger, self.office.clock()
        self._turn += 1
        turn = self._turn

        def done(found: Simulation) -> None:
            if turn == self._turn and self._looked is not None:
                self.start.hide()
                self.result.show_result(found, self._looked.names, now)

        self.office.read.submit(lambda: simulate(ledger, trial, now), done, self.office.tell)

    def _search(self, typed: str) -> None:
        ledger = self.office.ledger
        self.office.read.submit(
            lambda: work.find(ledger, typed), self.form.show_found, self.office.tell
        )

    def _look_for_tests(self) -> None:
        ledger, campaign_id = self.office.ledger, self.form.campaign_id
        self.office.read.submit(
            lambda: work.tests(ledger, campaign_id), self.tests.show_tests, self.office.tell
        )

    def _make(self) -> None:
        office, campaign_id = self.office, self.form.campaign_id
        door, steps = making(office, campaign_id, USUAL_TEST_CODES, test=True)
        door.start(
            steps, lambda _progress: None, lambda _batch: self._look_for_tests(), office.tell
        )

    def _ask_to_discard(self) -> None:
        self.confirm.ask(
            lambda: _("Make these test codes void? This cannot be undone."),
            lambda: _("Discard them"),
            self._discard,
        )

    def _discard(self) -> None:
        office, campaign_id, batch_id = self.office, self.form.campaign_id, self.tests.batch_id
        by, now, reason = office.staff(), office.clock(), _("Test codes, no longer needed")
        if batch_id is None:
            return
        office.write.submit(
            lambda: work.discard(office.ledger, campaign_id, batch_id, reason, by, now),
            self.tests.show_tests,
            office.tell,
        )

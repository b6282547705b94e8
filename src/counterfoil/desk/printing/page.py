"""The screen that prints: what is chosen at the leading side, the real page beside it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.campaigns.jobs import CodeJobs
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.inputs import SegmentInput
from counterfoil.desk.parts.layout import UNBOUNDED
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.printing import draw, words, work
from counterfoil.desk.printing.choices import Choices
from counterfoil.desk.printing.drawn import Drawn, Misfit
from counterfoil.desk.printing.files import Files
from counterfoil.desk.printing.foot import Foot
from counterfoil.desk.printing.making import Making
from counterfoil.desk.printing.outcome import Outcome
from counterfoil.desk.printing.preview import Preview
from counterfoil.desk.printing.problems import Problems
from counterfoil.desk.printing.wanted import CODES, Wanted, read_subject
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, Scroll, button, describe, set_icon
from counterfoil.ledger.sheets.find import next_start
from counterfoil.sheets.design import Adjustment

FORM_WIDTH, LEAST_HEIGHT, ROOMY = 440, 300, 1000
PAUSE_MS = 150
CHOOSE, LOOK = "choose", "look"


class PrintPage(Page):
    """Its subject is a campaign, or one of its batches (see `wanted.subject`)."""

    help_page = "printing"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._campaign_id = ""
        self.looked = work.Looked()
        self._drawn: Drawn | None = None
        self.misfit: Misfit | None = None
        self._turn, self._waiting = 0, False
        # What was pressed while the page was not drawn yet.
        self._then: Callable[[Wanted, str], object] | None = None
        self._part = CHOOSE
        self.jobs = CodeJobs(office)
        self.choices, self.preview, self.problems = Choices(), Preview(), Problems()
        self.foot, self.outcome = Foot(), Outcome()
        self.making = Making(office, self.foot, self.outcome)
        self._files = Files(office, self.choices)
        self.none, self.spent = EmptyState("campaign"), EmptyState("print")
        self.sheets = button()
        self.parts = SegmentInput((CHOOSE, LOOK))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        campaign_id, batch_id = read_subject(subject)
        self.choices.printer.show_value(Adjustment(*self.office.preferences().adjustment))
        known = self.choices.codes.value
        self._look(campaign_id or known.campaign_id, batch_id if subject else known.batch_id)

    @property
    def drawing(self) -> bool:
        """Whether the preview is behind what is chosen."""
        return self._pause.isActive() or self._waiting

    def reload(self) -> None:
        """Read the campaign and its codes anew."""
        known = self.choices.codes.value
        self._look(known.campaign_id, known.batch_id)

    def retranslate(self) -> None:
        self.sheets.setText(_("Sheets"))
        describe(self.sheets, _("Sheets that were printed, to print again or make void"))
        self.parts.name((_("Choices"), _("Preview")), _("What is shown"))
        self.none.name(
            _("There is no campaign yet"),
            _("Codes belong to a campaign; add one first."),
            _("Campaigns"),
        )
        self._say()

    def restyle(self) -> None:
        set_icon(self.sheets, "sheet")
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self.head.add(self.sheets)
        self.form = Scroll(self.choices)
        # As high as the page leaves it, not as all of its cards.
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.pages = Pages()
        self.pages.addWidget(self.preview)
        self.pages.addWidget(self.spent)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.outcome)
        right.addWidget(self.pages, 1)
        right.addWidget(self.problems)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.form)
        sides.addWidget(self._right, 1)
        inner = Tall()
        inner.column.setSpacing(12)
        inner.column.addWidget(self.parts)
        inner.column.addLayout(sides, 1)
        inner.column.addWidget(self.foot)
        # Where large text leaves the choices no room, the whole is scrolled.
        self._main = Scroll(inner)
        self.body.addWidget(self.jobs)
        self.body.addWidget(self._main, 1)
        self.body.addWidget(self.none, 1)
        self.none.hide()

    def _connect(self) -> None:
        go, choices = self.office.go, self.choices
        self.sheets.clicked.connect(lambda: go(Screen.SHEETS, ""))
        self.parts.edited.connect(self._choose_part)
        self._pause.timeout.connect(self._draw)
        choices.changed.connect(self._changed)
        choices.campaign_chosen.connect(lambda campaign_id: self._look(campaign_id, None))
        choices.printer.changed.connect(self._keep_adjustment)
        self.foot.save_wanted.connect(lambda: self._make(self.making.save))
        self.foot.print_wanted.connect(lambda: self._make(self.making.print))
        choices.stock.chosen.connect(lambda _stock: self._find_start())
        self.making.changed.connect(self.reload)
        self.making.printed.connect(self._find_start)
        self.jobs.changed.connect(self.reload)
        self.none.wanted.connect(lambda: go(Screen.CAMPAIGNS, ""))
        self.spent.wanted.connect(self._add_codes)
        self.spent.other_wanted.connect(lambda: go(Screen.SHEETS, ""))
        self.outcome.told.connect(lambda: self._choose_part(LOOK))

    def _arrange(self) -> None:
        """Show the choices beside the page, or one of both where there is no room."""
        now = theme.current()
        narrow = self.width() < now.px(ROOMY)
        self.parts.setVisible(narrow)
        self.parts.show_value(self._part)
        self.form.setVisible(not narrow or self._part == CHOOSE)
        self._right.setVisible(not narrow or self._part == LOOK)
        for part in (self.form, self._right):
            part.setMinimumHeight(now.px(LEAST_HEIGHT))
        self.form.setMinimumWidth(0 if narrow else now.px(FORM_WIDTH))
        self.form.setMaximumWidth(UNBOUNDED if narrow else now.px(FORM_WIDTH))

    def _choose_part(self, part: object) -> None:
        self._part = str(part)
        self._arrange()

    def _look(self, campaign_id: str, batch_id: int | None) -> None:
        ledger = self.office.ledger
        self._waiting = True
        self.office.read.submit(
            lambda: work.look(ledger, campaign_id),
            lambda looked: self._take(looked, batch_id),
            self._failed,
        )

    def _take(self, looked: work.Looked, batch_id: int | None) -> None:
        same = looked.campaign is not None and looked.campaign.id == self._campaign_id
        self.looked = looked
        self._campaign_id = looked.campaign.id if looked.campaign else ""
        self._main.setVisible(looked.campaign is not None)
        self.none.setVisible(looked.campaign is None)
        if looked.campaign is None:
            self._waiting = False
        else:
            (self.choices.renew if same else self.choices.begin)(looked, batch_id)
            self._draw()
        self._say()

    def _find_start(self) -> None:
        """Go on where the last sheet of the stock ended."""
        part, ledger = self.choices.stock, self.office.ledger
        stock = part.stock
        if stock is None:
            return

        def done(place: int) -> None:
            if part.stock == stock:
                part.begin_at(place)

        self.office.read.submit(lambda: next_start(ledger, stock.id), done, self._failed)

    def _changed(self) -> None:
        self._pause.start()

    def _draw(self) -> None:
        """Draw the first page of what is chosen now."""
        self._pause.stop()
        wanted, ledger = self.choices.wanted, self.office.ledger
        self._turn += 1
        turn = self._turn
        self._waiting = wanted is not None
        if wanted is None:
            self._drawn = self._then = None
            self._say()
            return
        self.office.read.submit(
            lambda: draw.draw(ledger, wanted),
            lambda shown: self._show(shown) if turn == self._turn else None,
            self._failed,
        )

    def _show(self, shown: Drawn | Misfit) -> None:
        self._waiting = False
        self.misfit = shown if isinstance(shown, Misfit) else None
        self._drawn = shown if isinstance(shown, Drawn) else None
        self.choices.show_misfit(self.misfit)
        self.choices.codes.show_left(shown.left)
        self.problems.show_problems(self._drawn.problems if self._drawn else ())
        if self._drawn is not None:
            self.preview.show_pdf(self._drawn.data)
        spent = self.misfit is not None and self.misfit.field == CODES
        self.pages.setCurrentWidget(self.spent if spent else self.preview)
        self._say()
        then, self._then = self._then, None
        if then is not None:
            self._make(then)

    def _failed(self, error: Exception) -> None:
        self._waiting = False
        self.office.tell(error)

    def _say(self) -> None:
        """Say what would be printed, in the head, over the page and at the foot."""
        campaign, drawn = self.looked.campaign, self._drawn
        self.head.show(_("Print"), campaign.name if campaign else "")
        self.foot.say(lambda: words.planned(drawn) if drawn else "", ready=drawn is not None)
        self.preview.name(_("The first sheet, as it will be printed") if drawn else "")
        self.preview.fade(faded=drawn is None)
        if campaign is not None:
            self.spent.name(*words.spent(campaign, bool(self.looked.batches)))

    def _make(self, how: Callable[[Wanted, str], object]) -> None:
        """Save or print what is chosen, once the page shows it."""
        wanted, campaign = self.choices.wanted, self.looked.campaign
        if self.drawing:
            self._then = how
        elif wanted is not None and campaign is not None and self._drawn is not None:
            how(wanted, campaign.name)

    def _add_codes(self) -> None:
        if self.looked.campaign is not None:
            self.jobs.ask_for_codes(self.looked.campaign)

    def _keep_adjustment(self) -> None:
        if not self.choices.printer.usable:
            return
        office, value = self.office, self.choices.printer.value
        kept = (value.offset_x, value.offset_y, value.scale_x, value.scale_y)
        office.keep(replace(office.preferences(), adjustment=kept))

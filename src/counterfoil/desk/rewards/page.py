"""The screen of rewards: the list with its figures, and one of them with its coupons."""

from dataclasses import replace

from counterfoil.desk import formats
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.layout import card
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.parts.table import Column, Row, Rows, Table
from counterfoil.desk.rewards import work
from counterfoil.desk.rewards.editor import RewardEditor
from counterfoil.desk.rewards.work import Listed
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Pages, button, frame, set_icon
from counterfoil.domain.reward import Reward

COLUMNS = (
    Column(lambda: _("Reward")),
    Column(lambda: _("Worth"), 130, end=True),
    Column(lambda: _("Valid"), 130, spare=760),
    Column(lambda: _("Issued"), 110, end=True, spare=520),
    Column(lambda: _("Used"), 140, end=True),
    Column(lambda: _("Expired"), 110, end=True, spare=900),
    Column(lambda: _("Status"), 130, spare=620),
)
READING, EMPTY, LIST, EDITOR = range(4)


class RewardsPage(Page):
    """Lists the rewards; opened about a reward's id, shows that one."""

    help_page = "rewards"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.rewards: tuple[Listed, ...] = ()
        self._wanted = ""
        self.rows = Rows(COLUMNS)
        self.table = Table(self.rows, self.menu)
        self.empty, self.editor = EmptyState("gift"), RewardEditor(office)
        self.new = button("primary")
        self.head.add(self.new)
        self._views = Pages()
        for view in (frame(""), self.empty, card(self.table), self.editor):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.table.opened.connect(self._edit)
        self.empty.wanted.connect(lambda: self._edit(""))
        self.new.clicked.connect(lambda: self._edit(""))
        self.editor.left.connect(self._show_list)
        self.editor.saved.connect(self._save)
        self.retranslate()
        self.restyle()

    def open(self, subject: str = "") -> None:
        self._wanted = subject
        self._views.setCurrentIndex(READING)
        self._look()

    def retranslate(self) -> None:
        self.head.show(
            _("Rewards"), _("Campaigns issue coupons of a reward; they are used at the counter.")
        )
        self.new.setText(_("New reward"))
        self.table.setAccessibleName(_("Rewards"))
        self.empty.name(
            _("No rewards yet"),
            _("A reward is what a coupon is for: a coffee, a discount, a gift."),
            _("New reward"),
        )
        self._fill()

    def restyle(self) -> None:
        set_icon(self.new, "add", "on-accent")

    def menu(self, reward_id: str) -> list[Item]:
        """Return what can be done with a reward."""
        reward = self._listed(reward_id).reward
        switch = _("Deactivate") if reward.active else _("Activate")
        changed = replace(reward, active=not reward.active)
        return [
            Item(_("Edit"), lambda: self._edit(reward_id)),
            Item(switch, lambda: self._save(changed)),
        ]

    def _look(self) -> None:
        ledger, now = self.office.ledger, self.office.clock()
        self.office.read.submit(lambda: work.look(ledger, now), self._show, self.office.tell)

    def _show(self, rewards: tuple[Listed, ...]) -> None:
        self.rewards = rewards
        self._fill()
        wanted, self._wanted = self._wanted, ""
        if any(each.reward.id == wanted for each in rewards):
            self._edit(wanted)
        else:
            self._show_list()

    def _fill(self) -> None:
        currency = self.office.ledger.store.currency
        self.rows.show_rows([_row(each, currency) for each in self.rewards])

    def _show_list(self) -> None:
        self._views.setCurrentIndex(LIST if self.rewards else EMPTY)
        self.new.show()
        if self.rewards:
            self.table.setFocus()
            self.table.selectRow(0)

    def _edit(self, reward_id: str) -> None:
        self._views.setCurrentIndex(EDITOR)
        self.new.hide()
        self.editor.begin(self._listed(reward_id) if reward_id else None)

    def _listed(self, reward_id: str) -> Listed:
        return next(each for each in self.rewards if each.reward.id == reward_id)

    def _save(self, reward: Reward) -> None:
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.save(ledger, reward, staff, now), self._saved, self._not_saved
        )

    def _saved(self, reward: Reward) -> None:
        self.office.say(lambda: _("The reward {name} was saved.").format(name=reward.name))
        self._look()

    def _not_saved(self, error: Exception) -> None:
        if self._views.currentIndex() == EDITOR:
            self.editor.show_error(error)
        else:
            self.office.tell(error)


def _row(listed: Listed, currency: str) -> Row:
    reward, figures = listed.reward, listed.figures
    days = reward.days_valid
    valid = _("for ever") if days is None else n_("{count} day", "{count} days", days)
    issued = formats.number(figures.issued)
    return Row(
        reward.id,
        (
            Cell(reward.name, strong=True),
            Cell("–" if reward.value is None else formats.money(reward.value, currency), end=True),
            Cell(valid.format(count=formats.number(days or 0))),
            Cell(issued, end=True),
            Cell(formats.number(figures.used), end=True),
            Cell(formats.number(figures.expired), end=True),
            Cell(_("Active"), icon="tick", tone="accepted-text")
            if reward.active
            else Cell(_("Inactive"), icon="pause", tone="soft"),
        ),
    )

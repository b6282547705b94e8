"""One reward: its fields, and the coupons that were issued of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.members import words
from counterfoil.desk.members.life import PAGE, PagedList, pages
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.rewards.form import RewardForm, form_of, problems, reward_of
from counterfoil.desk.rewards.work import Listed
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Pages, Scroll, Switch, button, frame, label
from counterfoil.domain.coupon import CouponStatus
from counterfoil.domain.reward import Reward
from counterfoil.ledger.coupon_list import CouponFilter, list_coupons
from counterfoil.ledger.coupons import get_coupon

DETAILS, COUPONS = TABS = ("details", "coupons")
ALL = "all"
STATUSES = (ALL, CouponStatus.UNUSED, CouponStatus.USED, CouponStatus.EXPIRED)


class RewardEditor(Live, QWidget):
    """`saved` gives the reward once nothing is wrong with it; `left` asks for the list again."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._listed: Listed | None = None
        self._status = ALL
        self.name, self.value, self.days = (QLineEdit(maxLength=300) for _each in range(3))
        self.fields = {
            "name": Field(self.name),
            "value": Field(self.value),
            "days": Field(self.days),
        }
        self.active = Switch()
        self.trouble, self._figures = label("trouble", wrap=True), label("quiet", wrap=True)
        self.save, self.back = button("primary"), button()
        self.status = Segments(STATUSES)
        self.coupons = PagedList(words.COUPONS, office, "coupon")
        self.tabs, self._views = Segments(TABS), Pages()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(20, 18, 20, 18)
        form.setSpacing(14)
        for field in self.fields.values():
            form.addWidget(field)
        form.addWidget(self.active)
        form.addWidget(self._figures)
        form.addStretch(1)
        details = frame("card")
        inside = QVBoxLayout(details)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Scroll(inner))
        coupons = frame("card")
        listed = QVBoxLayout(coupons)
        listed.setContentsMargins(14, 14, 14, 8)
        listed.setSpacing(12)
        listed.addWidget(self.status)
        listed.addWidget(self.coupons, 1)
        self._views.addWidget(details)
        self._views.addWidget(coupons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.tabs)
        column.addWidget(self._views, 1)
        column.addLayout(beside((self.back, 0), (self.trouble, 1), (self.save, 0)))

    def _connect(self) -> None:
        self.save.clicked.connect(self._submit)
        self.back.clicked.connect(self.left)
        self.tabs.chosen.connect(self.show_tab)
        self.status.chosen.connect(self._choose)
        self.coupons.table.opened.connect(self._open_holder)
        for line in (self.name, self.value, self.days):
            line.returnPressed.connect(self._submit)

    def begin(self, listed: Listed | None) -> None:
        """Show a reward, or an empty form."""
        self._listed = listed
        form = form_of(listed.reward) if listed else RewardForm()
        self.name.setText(form.name)
        self.value.setText(form.value)
        self.days.setText(form.days)
        self.active.setChecked(form.active)
        self.trouble.clear()
        for field in self.fields.values():
            field.show_error("")
        self.tabs.setVisible(listed is not None)
        self.show_tab(DETAILS)
        self._choose(ALL)
        self.retranslate()
        self.name.setFocus()

    def show_tab(self, name: str) -> None:
        """Show the fields, or the coupons."""
        self.tabs.show_value(name)
        self._views.setCurrentIndex(TABS.index(name))
        self.save.setVisible(name == DETAILS)

    @property
    def form(self) -> RewardForm:
        """What stands in the fields."""
        name, value, days = (each.text().strip() for each in (self.name, self.value, self.days))
        return RewardForm(name, value, days, self.active.isChecked())

    @property
    def reward(self) -> Reward | None:
        """The reward that is changed, None for a new one."""
        return self._listed.reward if self._listed else None

    def show_error(self, error: Exception) -> None:
        """Say why it was not saved."""
        self.trouble.setText(formats.error(error))

    def retranslate(self) -> None:
        currency = self._office.ledger.store.currency
        self.fields["name"].name(_("Name"), _("As it stands on the verdict: a coffee."))
        self.fields["value"].name(
            _("Worth ({currency})").format(currency=currency),
            _("What a coupon is worth at the counter; leave it empty where that does not matter."),
        )
        self.fields["days"].name(
            _("Days valid"), _("Counted from the day of issue; leave it empty for ever.")
        )
        self.active.setText(_("Active"))
        self.save.setText(_("Save"))
        self.back.setText(_("Back to the list"))
        self.tabs.name((_("Details"), _("Coupons")), _("Show"))
        self.status.name((_("All"), _("Can be used"), _("Used"), _("Expired")), _("Coupons"))
        self.status.show_value(self._status)
        self.coupons.empty.name(
            _("No coupons here"), _("Campaigns that give this reward issue coupons of it.")
        )
        if self._listed is not None:
            figures = self._listed.figures
            self._figures.setText(
                _(
                    "{issued} issued · {used} used · {open} can be used · {expired} expired ·"
                    " {cancelled} cancelled. Coupons that were issued stay as they are."
                ).format(
                    issued=formats.number(figures.issued),
                    used=formats.number(figures.used),
                    open=formats.number(figures.open),
                    expired=formats.number(figures.expired),
                    cancelled=formats.number(figures.cancelled),
                )
            )
        self._figures.setVisible(self._listed is not None)

    def _choose(self, status: str) -> None:
        self._status = status
        self.status.show_value(status)
        if self._listed is None:
            return
        ledger, now = self._office.ledger, self._office.clock()
        scene = Scene(ledger.store.zone, ledger.store.currency, now)
        wanted = CouponFilter(
            reward_id=self._listed.reward.id,
            status=None if status == ALL else CouponStatus(status),
        )
        self.coupons.rows.start(
            pages(
                lambda last: list_coupons(ledger, now, wanted, last, PAGE),
                lambda issued: words.coupon_row(issued, scene),
            )
        )

    def _open_holder(self, code: str) -> None:
        """Show whose a coupon is."""
        ledger = self._office.ledger

        def whose() -> str:
            holder = get_coupon(ledger, code).holder
            return holder.id if holder else ""

        def show(member_id: str) -> None:
            if member_id:
                self._office.go(Screen.MEMBER, member_id)

        self._office.read.submit(whose, show, self._office.tell)

    def _submit(self) -> None:
        wrong = problems(self.form)
        for name, field in self.fields.items():
            field.show_error(formats.error(wrong[name]) if name in wrong else "")
        self.trouble.clear()
        if wrong:
            self.fields[next(iter(wrong))].inner.setFocus()
        else:
            self.saved.emit(reward_of(self.form, self.reward))

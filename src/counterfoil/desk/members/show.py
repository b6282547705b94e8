"""The screen of one member: units, coupons, history, details, and what is done about them."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from counterfoil.desk import formats
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.members import words, work
from counterfoil.desk.members.adjust import AdjustPanel
from counterfoil.desk.members.erase import ErasePanel
from counterfoil.desk.members.form import MemberForm
from counterfoil.desk.members.life import Life
from counterfoil.desk.members.work import Looked
from counterfoil.desk.parts.files import ask_to_save, file_name
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.parts.menu import Item, MenuButton
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, button, describe, set_icon
from counterfoil.domain.member import DEFAULT_WALLET, Member
from counterfoil.domain.store import LEAST_ROLE, Act, Role, may
from counterfoil.domain.units import ZERO
from counterfoil.ledger import wallets
from counterfoil.ledger.erase import Erased, erase_steps


class MemberPage(Page):
    """Opened about a member's id."""

    help_page = "members"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._looked: Looked | None = None
        self._id = ""
        self.dialog: QFileDialog | None = None
        self.life = Life(office)
        self.details = self.life.details
        self.adjust, self.erase, self.job = AdjustPanel(), ErasePanel(), JobBar()
        self.back, self.more = button("quiet"), MenuButton(self.items)
        self.head.add(self.back)
        self.head.add(self.more)
        self._views = Pages()
        for view in (self.life, self.adjust, self.erase):
            self._views.addWidget(view)
        self.body.addWidget(self.job)
        self.body.addWidget(self._views, 1)
        self._connect()
        self.retranslate()
        self.restyle()

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.office.go(Screen.MEMBERS, ""))
        self.details.saved.connect(self._save)
        self.details.opened.connect(lambda member_id: self.office.go(Screen.MEMBER, member_id))
        self.life.adjust_wanted.connect(lambda _code: self._ask_to_adjust())
        self.adjust.left.connect(self._show_life)
        self.erase.left.connect(self._show_life)
        self.adjust.agreed.connect(self._adjust)
        self.erase.agreed.connect(self._erase)

    def open(self, subject: str = "") -> None:
        if subject and subject != self._id:
            self._looked = None
            self.life.show_tab("wallet")
        self._id = subject or self._id
        self._show_life()
        allowed = may(self.office.staff(), Act.ADJUST_UNITS)
        self.life.adjust.setEnabled(allowed)
        self.life.adjust.setToolTip("" if allowed else self._ask_whom(Act.ADJUST_UNITS))
        self._look()

    def take_scan(self, scan: Scan) -> bool:
        ledger = self.office.ledger

        def found(member: Member | None) -> None:
            if member is None:
                self.office.go(Screen.MEMBERS, scan.texts[0])
            else:
                self.office.go(Screen.MEMBER, member.id)

        if scan.texts:
            self.office.read.submit(
                lambda: work.with_card(ledger, scan.texts), found, self.office.tell
            )
        return bool(scan.texts)

    def items(self) -> list[Item]:
        """Return what else is done about a member, and why it cannot be."""
        staff = self.office.staff()
        export = "" if may(staff, Act.EXPORT_MEMBER) else self._ask_whom(Act.EXPORT_MEMBER)
        erase = "" if may(staff, Act.ERASE_MEMBER) else self._ask_whom(Act.ERASE_MEMBER)
        return [
            Item(_("Export the personal data…"), self._ask_for_file, export),
            Item(_("Erase this person…"), self._ask_to_erase, erase),
        ]

    def retranslate(self) -> None:
        self.back.setText(_("All members"))
        describe(self.back, _("Back to the list of members"))
        self._say_title()

    def restyle(self) -> None:
        set_icon(self.back, "back")

    def export_to(self, path: Path) -> None:
        """Write everything that is kept of the member into a file."""
        ledger, member_id = self.office.ledger, self._id
        staff, now = self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.export(ledger, member_id, path, staff, now),
            lambda done: self.office.say(lambda: _("Written to {file}.").format(file=done)),
            self.office.tell,
        )

    def _ask_whom(self, act: Act) -> str:
        if LEAST_ROLE[act] is Role.MANAGER:
            return _("Ask a manager.")
        return _("Ask a supervisor.")

    def _look(self) -> None:
        ledger, member_id = self.office.ledger, self._id
        self.office.read.submit(lambda: work.look(ledger, member_id), self._show, self._not_found)

    def _show(self, looked: Looked) -> None:
        if looked.member.id != self._id:
            return
        self._looked = looked
        gone = looked.member.erased
        self.more.setEnabled(not gone)
        self.life.adjust.setVisible(not gone)
        self.details.setEnabled(not gone)
        self.life.show_member(looked)
        self._say_title()

    def _say_title(self) -> None:
        if self._looked is None:
            self.head.show(_("Member"))
            return
        member, tiers = self._looked.member, self._looked.groups.tiers
        units = formats.units(member.wallets.get(DEFAULT_WALLET, ZERO))
        if member.erased:
            self.head.show(words.name_of(member), _("Nothing is kept here that names them."))
            return
        card = _("Card {number}").format(number=member.loyalty_card_number)
        tier = tiers.get(member.tier, member.tier) if member.tier else ""
        inactive = "" if member.active else _("Inactive")
        self.head.show(member.name, " · ".join(filter(None, (card, tier, units, inactive))))

    def _not_found(self, error: Exception) -> None:
        self.office.tell(error)
        self.office.go(Screen.MEMBERS, "")

    def _save(self, before: MemberForm, after: MemberForm) -> None:
        ledger, member_id = self.office.ledger, self._id
        staff, now = self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.save(ledger, member_id, before, after, staff, now),
            self._saved,
            self.details.show_error,
        )

    def _saved(self, member: Member) -> None:
        self.details.forget()
        self.office.say(lambda: _("{name} was saved.").format(name=member.name))
        self._look()

    def _adjust(self, amount: Decimal, reason: str) -> None:
        ledger, member_id, code = self.office.ledger, self._id, self.life.wallet_code
        staff, now = self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: wallets.adjust(ledger, member_id, code, amount, reason, staff, now),
            lambda _after: self._adjusted(),
            self.adjust.show_error,
        )

    def _adjusted(self) -> None:
        self._show_life()
        self.office.say(lambda: _("The units were adjusted."))
        self._look()

    def _show_life(self) -> None:
        self._views.setCurrentWidget(self.life)

    def _ask_to_adjust(self) -> None:
        self._views.setCurrentWidget(self.adjust)
        self.adjust.ask()

    def _ask_for_file(self) -> None:
        if self._looked is None:
            return
        name = file_name(self._looked.member.loyalty_card_number, ".json")
        pattern = _("JSON files (*.json)")
        self.dialog = ask_to_save(self, _("Export the data"), pattern, name, self.export_to)
        self.dialog.setDefaultSuffix("json")

    def _ask_to_erase(self) -> None:
        if self._looked is not None:
            self._views.setCurrentWidget(self.erase)
            self.erase.ask(self._looked.member)

    def _erase(self, reason: str) -> None:
        ledger, member_id = self.office.ledger, self._id
        staff, now = self.office.staff(), self.office.clock()
        self._show_life()
        # It is done after its first step; what is left is to clean the file.
        self.job.stop.hide()
        self.job.start(
            self.office.write,
            erase_steps(ledger, member_id, reason, staff, now),
            lambda: _("Erasing, and cleaning the file"),
            self._erased,
            self._not_erased,
        )

    def _erased(self, done: Erased) -> None:
        if done.is_clean:
            self.office.say(lambda: _("The person was erased."))
        else:
            self.office.say(
                lambda: _(
                    "The person was erased, but old bytes are left in the file: there was no room"
                    " to clean it. The next erasure does."
                )
            )
        self._look()

    def _not_erased(self, error: Exception) -> None:
        self.office.tell(error)
        self._look()

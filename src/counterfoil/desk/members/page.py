"""The screen of members: searched for, created, imported; each opens a screen of its own."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.members import words, work
from counterfoil.desk.members.form import MemberForm
from counterfoil.desk.members.new import NewMember
from counterfoil.desk.members.report import Report
from counterfoil.desk.members.work import Groups
from counterfoil.desk.parts.empty import EmptyState
from counterfoil.desk.parts.files import ask_to_open
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.parts.paged import Cursor, PagedRows
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.parts.table import Row, Table
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Pages, Scroll, button, describe, frame, set_icon
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, may
from counterfoil.ledger.member_import import ImportedMembers, member_import_steps

PAUSE_MS = 180
SEARCH_KEY = "F3"
LIST, NOBODY, NONE_FOUND, NEW = range(4)


class MembersPage(Page):
    """The members, however many there are."""

    help_page = "members"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._groups = Groups()
        self.dialog: QFileDialog | None = None
        self.search = QLineEdit(maxLength=80)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.rows = PagedRows(words.MEMBERS, office.read)
        self.table = Table(self.rows)
        self.job, self.report, self.form = JobBar(), Report(), NewMember()
        self.new, self.import_ = button("primary"), button()
        self.nobody, self.none = EmptyState("member"), EmptyState("search")
        self._pages = Pages()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        for pressed in (self.import_, self.new):
            self.head.add(pressed)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.table)
        for view in (card, self.nobody, self.none, self.form):
            self._pages.addWidget(view)
        inner = Tall()
        for part in (self.search, self.job, self.report):
            inner.column.addWidget(part)
        inner.column.addWidget(self._pages, 1)
        self.body.addWidget(Scroll(inner), 1)
        QShortcut(QKeySequence(SEARCH_KEY), self, self.search.setFocus)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self._entered)
        self._pause.timeout.connect(self.reload)
        self.rows.failed.connect(self.office.tell)
        self.rows.counted.connect(self._show)
        self.table.opened.connect(lambda key: self.office.go(Screen.MEMBER, key))
        self.new.clicked.connect(self.begin)
        self.nobody.wanted.connect(self.begin)
        self.none.wanted.connect(self._clear)
        self.import_.clicked.connect(self._ask_for_file)
        self.form.saved.connect(self._create)
        self.form.left.connect(self._leave_form)

    def open(self, subject: str = "") -> None:
        if subject:
            self.search.setText(subject)
        ledger = self.office.ledger
        self.office.read.submit(lambda: work.groups(ledger), self._take, self.office.tell)
        allowed = may(self.office.staff(), Act.IMPORT_MEMBERS)
        self.import_.setEnabled(allowed and not self.job.busy)
        self.import_.setToolTip("" if allowed else _("Ask a manager to import members."))

    def take_scan(self, scan: Scan) -> bool:
        ledger = self.office.ledger

        def found(member: Member | None) -> None:
            if member is not None:
                self.office.go(Screen.MEMBER, member.id)
                return
            self.search.setText(scan.texts[0])
            self.reload()

        if scan.texts:
            self.office.read.submit(
                lambda: work.with_card(ledger, scan.texts), found, self.office.tell
            )
        return bool(scan.texts)

    def reload(self) -> None:
        """Read the list anew, as the search asks."""
        ledger, typed, tiers = self.office.ledger, self.search.text(), self._groups.tiers

        def load(cursor: Cursor) -> tuple[list[Row], Cursor]:
            found, more = work.page(ledger, typed, str(cursor or ""))
            return [words.member_row(member, tiers) for member in found], more

        self.rows.start(load)

    def begin(self) -> None:
        """Show the form of somebody new."""
        typed = self.search.text().strip()
        card = typed if typed.isdigit() else ""
        self.form.begin(MemberForm(card=card), self._groups)
        self._pages.setCurrentIndex(NEW)
        self.search.hide()

    def import_file(self, path: Path) -> None:
        """Import a file of members, in steps between which codes are redeemed."""
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.import_.setEnabled(False)
        self.report.hide()
        self.job.start(
            self.office.write,
            member_import_steps(ledger, path, staff, now),
            lambda: _("Importing {file}").format(file=path.name),
            lambda done: self._imported(done, path.name),
            self._not_imported,
        )

    def retranslate(self) -> None:
        self.new.setText(_("New member"))
        self.import_.setText(_("Import"))
        describe(self.search, _("Find a member by card, name, phone or e-mail"), SEARCH_KEY)
        self.search.setPlaceholderText(_("Card, name, phone or e-mail"))
        self.table.setAccessibleName(_("Members"))
        self.nobody.name(
            _("No members yet"),
            _("Members are found here by card, name, phone or e-mail. Import them, or add one."),
            _("New member"),
        )
        self.none.name(
            _("Nobody is found"),
            _("Type how a name, card, phone or e-mail begins."),
            _("Show all"),
        )
        self._say_count()
        if self.rows.rows:
            self.reload()

    def restyle(self) -> None:
        set_icon(self.new, "add", "on-accent")
        set_icon(self.import_, "import")

    def _take(self, groups: Groups) -> None:
        self._groups = groups
        self._say_count()
        self.reload()

    def _say_count(self) -> None:
        count = self._groups.count
        said = n_("{count} member", "{count} members", count).format(count=formats.number(count))
        self.head.show(_("Members"), said if count else "")

    def _show(self) -> None:
        if self._pages.currentIndex() == NEW:
            return
        view = LIST if self.rows.rows else NONE_FOUND if self.search.text().strip() else NOBODY
        self._pages.setCurrentIndex(view)
        self.search.setVisible(view != NOBODY)

    def _entered(self) -> None:
        """Open the only one that was found, or go to the list."""
        self._pause.stop()
        self.reload()
        if self.rows.complete and len(self.rows.rows) == 1:
            self.office.go(Screen.MEMBER, self.rows.rows[0].key)
        elif self.rows.rows:
            self.table.setFocus()
            self.table.selectRow(0)

    def _clear(self) -> None:
        self.search.clear()
        self.reload()

    def _leave_form(self) -> None:
        self._pages.setCurrentIndex(LIST)
        self._show()
        self.search.setFocus()

    def _create(self, form: MemberForm) -> None:
        ledger, staff, now = self.office.ledger, self.office.staff(), self.office.clock()
        self.office.write.submit(
            lambda: work.create(ledger, form, staff, now), self._created, self.form.show_error
        )

    def _created(self, member: Member) -> None:
        self._leave_form()
        self.office.say(lambda: _("{name} is a member now.").format(name=member.name))
        self.office.go(Screen.MEMBER, member.id)

    def _ask_for_file(self) -> None:
        self.dialog = ask_to_open(
            self, _("Import members"), _("CSV files (*.csv *.txt)"), self.import_file
        )

    def _imported(self, done: ImportedMembers, file: str) -> None:
        self.report.tell(done, file)
        self.open()

    def _not_imported(self, error: Exception) -> None:
        self.office.tell(error)
        self.open()

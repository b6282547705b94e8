"""The details of one member, changed in place; what was begun is saved or let go of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.members.fields import MemberFields
from counterfoil.desk.members.form import MemberForm, form_of, problems
from counterfoil.desk.members.work import Looked
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _, n_, p_
from counterfoil.desk.widgets import Live, Scroll, button, label, set_icon

SHOWN = 5


class Details(Live, QWidget):
    """`saved` gives the form before and after; `opened` the id of who is wanted instead."""

    saved = Signal(object, object)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._looked: Looked | None = None
        self._before = MemberForm()
        self.fields = MemberFields()
        self.save, self.discard, self.referrer = button("primary"), button(), button("quiet")
        self._referred, self._trouble = label("quiet", wrap=True), label("trouble", wrap=True)
        self.save.clicked.connect(self._submit)
        self.discard.clicked.connect(self._show)
        self.fields.edited.connect(self._edited)
        self.referrer.clicked.connect(self._open_referrer)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.fields)
        row = beside((self.referrer, 0))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._referred)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 6)
        outside.setSpacing(10)
        scrolled = Scroll(inner)
        # As high as there is room, not as all of its fields.
        ignored = QSizePolicy.Policy.Ignored
        scrolled.setSizePolicy(ignored, ignored)
        outside.addWidget(scrolled, 1)
        outside.addLayout(beside((self._trouble, 1), (self.discard, 0), (self.save, 0)))
        self.retranslate()
        self.restyle()

    @property
    def dirty(self) -> bool:
        """Whether something was changed and not saved."""
        return self._looked is not None and self.fields.form != self._before

    def show_member(self, looked: Looked) -> None:
        """Show a member."""
        self._looked = looked
        self._show()

    def forget(self) -> None:
        """Take what stands in the fields for saved; what is read next may replace it."""
        self._before = self.fields.form
        self._edited()

    def show_error(self, error: Exception) -> None:
        """Say why nothing was saved."""
        self._trouble.setText(formats.error(error))

    def retranslate(self) -> None:
        self.save.setText(_("Save changes"))
        self.discard.setText(_("Discard"))
        self._tell()

    def restyle(self) -> None:
        set_icon(self.referrer, "member")

    def _show(self) -> None:
        if self._looked is None:
            return
        self._before = form_of(self._looked.member, self._looked.referrer_card)
        self.fields.show_form(self._before, self._looked.groups)
        self._trouble.clear()
        self._tell()
        self._edited()

    def _tell(self) -> None:
        looked = self._looked
        if looked is None:
            return
        self.referrer.setVisible(looked.referrer is not None)
        if looked.referrer is not None:
            name = looked.referrer.name
            self.referrer.setText(_("Brought in by {member}").format(member=name))
        names = p_("list", ", ").join(member.name for member in looked.referred[:SHOWN])
        count = looked.count
        said = n_(
            "Has brought in {count} member: {names}",
            "Has brought in {count} members: {names}",
            count,
        ).format(count=formats.number(count), names=names)
        self._referred.setText(f"{said} …" if count > SHOWN else said)
        self._referred.setVisible(bool(count))

    def _edited(self) -> None:
        dirty = self.dirty
        self.save.setVisible(dirty)
        self.discard.setVisible(dirty)
        if not dirty:
            self._trouble.clear()

    def _open_referrer(self) -> None:
        if self._looked is not None and self._looked.referrer is not None:
            self.opened.emit(self._looked.referrer.id)

    def _submit(self) -> None:
        wrong = problems(self.fields.form)
        self.fields.show_problems(wrong)
        if not wrong:
            self.saved.emit(self._before, self.fields.form)

"""What stands in place of a form that came too late: both versions, and the choice between them."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.campaigns.compare import Comparison
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, Scroll, button, label
from counterfoil.domain.campaign import Campaign
from counterfoil.ledger.campaign_versions import Stale


@dataclass(frozen=True, slots=True)
class _Shown:
    mine: Campaign
    stale: Stale
    names: Names


class ConflictView(Live, QWidget):
    """Shown where a save was refused with `Stale`; nothing is lost, whatever is pressed.

    `keep_mine` means to save mine over theirs (made from version `found.version` now),
    `keep_theirs` to leave the campaign as it is, `back` to go on in the form with mine.
    """

    keep_mine = Signal()
    keep_theirs = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: _Shown | None = None
        self._title, self._lead = label("heading", wrap=True), label("quiet", wrap=True)
        self.comparison = Comparison()
        self.mine, self.theirs, self.editing = button("primary"), button(), button("quiet")
        self.mine.clicked.connect(self.keep_mine)
        self.theirs.clicked.connect(self.keep_theirs)
        self.editing.clicked.connect(self.back)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.editing)
        row.addStretch(1)
        row.addWidget(self.theirs)
        row.addWidget(self.mine)
        told = Tall()
        told.column.setSpacing(14)
        for part in (self._title, self._lead):
            told.column.addWidget(part)
        told.column.addWidget(self.comparison, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(Scroll(told), 1)
        column.addLayout(row)
        self.retranslate()

    def show_conflict(self, mine: Campaign, stale: Stale, names: Names) -> None:
        """Show what I made beside what somebody else saved meanwhile."""
        self._shown = _Shown(mine, stale, names)
        self.retranslate()
        self.editing.setFocus()

    @property
    def base_version(self) -> int:
        """The version that mine is made from when it is kept."""
        return self._shown.stale.found.version if self._shown else 0

    def retranslate(self) -> None:
        self.mine.setText(_("Keep mine"))
        self.theirs.setText(_("Keep theirs"))
        self.editing.setText(_("Back to editing"))
        if self._shown is None:
            return
        shown = self._shown
        self._title.setText(_("Somebody else saved this campaign meanwhile"))
        self._lead.setText(
            _(
                "Yours is not saved yet. “Keep mine” saves it as the next version, and theirs stays"
                " in the list of versions. “Keep theirs” leaves the campaign as it is now and drops"
                " yours."
            )
        )
        headings = (_("Mine, not saved yet"), _theirs(shown))
        self.comparison.show_both(shown.mine, shown.stale.found, headings, shown.names)


def _theirs(shown: _Shown) -> str:
    version = shown.stale.version
    if version is None:
        return _("Theirs, version {version}").format(version=shown.stale.found.version)
    return _("Theirs, version {version}: {name}, {when}").format(
        version=shown.stale.found.version,
        name=version.saved_by,
        when=formats.moment(version.saved_at, shown.names.zone),
    )

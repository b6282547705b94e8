"""An older version of a campaign held against the one now."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.campaigns import work
from counterfoil.desk.campaigns.compare import Comparison
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, describe, label, set_icon
from counterfoil.ledger.campaign_versions import Version


class Compared(Live, QFrame):
    """A card that is hidden until a version is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._chosen: tuple[Version, work.Shown] | None = None
        self._title = label("heading", wrap=True)
        self.comparison = Comparison()
        self.close_button = button("icon")
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 16)
        column.addLayout(row)
        column.addWidget(self.comparison)
        self.hide()
        self.retranslate()
        self.restyle()

    def compare(self, version: Version, shown: work.Shown) -> None:
        """Show a version beside the campaign as it is."""
        self._chosen = version, shown
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        describe(self.close_button, _("Close"))
        self._title.setText(_("What has changed since"))
        if self._chosen is None:
            return
        version, shown = self._chosen
        then = _("Version {version} · {name}, {when}").format(
            version=version.campaign.version,
            name=version.saved_by,
            when=formats.moment(version.saved_at, shown.names.zone),
        )
        now = _("Now, version {version}").format(version=shown.campaign.version)
        self.comparison.show_both(version.campaign, shown.campaign, (then, now), shown.names)

    def restyle(self) -> None:
        set_icon(self.close_button, "close")

"""What became of a campaign so far: its batches of codes, and its versions."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.campaigns import sentences, work
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.parts.scrolled import Low
from counterfoil.desk.translation import _, n_
from counterfoil.desk.widgets import Elided, Live, button, describe, label
from counterfoil.domain.campaign_change import differences
from counterfoil.ledger.campaign_versions import Version
from counterfoil.ledger.codes.batches import Batch, BatchKind

HEIGHT = 320


class Batches(Live, QFrame):
    """A card of batches, each with how many codes it has, when it was made and by whom."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._shown: work.Shown | None = None
        self._title = label("heading")
        self.lines = _Lines()
        _lay_out(self, self._title, self.lines)

    def show_batches(self, shown: work.Shown) -> None:
        """Show the batches of a campaign."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(_("Batches"))
        if self._shown is not None:
            told = [self._said(batch) for batch in self._shown.batches]
            self.lines.show_lines(told, _("There are no codes yet."))

    def _said(self, batch: Batch) -> tuple[str, str]:
        assert self._shown is not None  # noqa: S101 - shown first
        count = n_("{count} code", "{count} codes", batch.size).format(
            count=formats.number(batch.size)
        )
        when = _("{kind}, {when}, {name}").format(
            kind=_kind(batch.kind),
            when=formats.moment(batch.created_at, self._shown.names.zone),
            name=self._shown.staff.get(batch.created_by, batch.created_by),
        )
        labels = ", ".join(f"{label.key} = {label.value}" for label in batch.labels)
        return f"{batch.name} · {count}", f"{when} · {labels}" if labels else when


class Versions(Live, QFrame):
    """A card of versions, each with what it changed. `compared` gives one to hold against now."""

    compared = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._shown: work.Shown | None = None
        self._title = label("heading")
        self.lines = _Lines()
        self.buttons: list[QPushButton] = []
        _lay_out(self, self._title, self.lines)

    def show_versions(self, shown: work.Shown) -> None:
        """Show the versions of a campaign."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(_("Versions"))
        if self._shown is not None:
            versions = self._shown.versions
            told = [self._said(*pair) for pair in zip_longest(versions, versions[1:])]
            self.buttons = [self._button(version) for version in versions[1:]]
            nothing = _("Versions are kept from the next save on.")
            self.lines.show_lines(told, nothing, [None, *self.buttons])

    def _button(self, version: Version) -> QPushButton:
        made = button("quiet")
        made.setText(_("Compare"))
        describe(
            made,
            _("Compare version {version} with the one now").format(
                version=version.campaign.version
            ),
        )
        made.clicked.connect(lambda: self.compared.emit(version))
        return made

    def _said(self, version: Version, before: Version | None) -> tuple[str, str]:
        assert self._shown is not None  # noqa: S101 - shown first
        heading = _("Version {version} · {name}, {when}").format(
            version=version.campaign.version,
            name=version.saved_by,
            when=formats.moment(version.saved_at, self._shown.names.zone),
        )
        return heading, changed(version, before)


def changed(version: Version, before: Version | None) -> str:
    """Return what a version changed, by the names of the parts."""
    if before is None:
        return _("the first that is kept")
    parts = [sentences.title(each.part) for each in differences(before.campaign, version.campaign)]
    return ", ".join(parts) or _("nothing changed")


def _kind(kind: BatchKind) -> str:
    names = {"generated": _("generated"), "imported": _("imported"), "test": _("for testing")}
    return names[kind.value]


class _Lines(QWidget):
    """Lines of two texts, one below the other, some with a button beside them."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(0)
        self.texts: list[str] = []

    def show_lines(
        self,
        told: Sequence[tuple[str, str]],
        nothing: str,
        buttons: Sequence[QPushButton | None] = (),
    ) -> None:
        """Show lines, or that there is nothing."""
        empty(self._column)
        self.texts = [f"{above}\n{below}" for above, below in told]
        if not told:
            self._column.addWidget(_line(nothing, "", None, "quiet"))
        for (above, below), pressed in zip_longest(told, buttons):
            self._column.addWidget(_line(above, below, pressed))
        self._column.addStretch(1)


def _line(above: str, below: str, pressed: QPushButton | None, role: str = "strong") -> QWidget:
    first, second = Elided(role), label("soft", wrap=True)
    first.set_text(above)
    second.setText(below)
    second.setVisible(bool(below))
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 4, 0, 6)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(0, 1)
    grid.addWidget(first, 0, 0)
    grid.addWidget(second, 1, 0)
    if pressed is not None:
        grid.addWidget(pressed, 0, 1, 2, 1)
    return made


def _lay_out(card: QFrame, title: QWidget, lines: QWidget) -> None:
    scroll = Low(lines)
    scroll.setMaximumHeight(HEIGHT)
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 12, 14)
    column.setSpacing(8)
    column.addWidget(title)
    column.addWidget(scroll)

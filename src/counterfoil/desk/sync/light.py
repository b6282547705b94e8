"""The header's light of how the till stands with its hub: an icon with as many words as fit."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy

from counterfoil.desk import theme
from counterfoil.desk.sync.words import Light
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, describe, set_icon

ICON, EDGES = 22, 40


class SyncLight(Live, QPushButton):
    """Hidden where there is no hub."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "light")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._light: Light | None = None
        self._room = 0
        self.hide()

    def show_light(self, light: Light | None) -> None:
        """Show how it stands; None where there is nothing to show."""
        if light == self._light:
            return
        self._light = light
        self.setVisible(light is not None)
        self._fill()

    @property
    def least(self) -> int:
        """The room that the shortest words need."""
        if self._light is None:
            return 0
        edges = theme.current().px(ICON + EDGES)
        return self.fontMetrics().horizontalAdvance(self._light.texts[-1]) + edges

    def give_room(self, room: int) -> None:
        """Take the longest words that fit into so many pixels, or the shortest."""
        if room != self._room:
            self._room = room
            self._fill()

    def restyle(self) -> None:
        self._fill()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        now = theme.current()
        return QSize(words + now.px(ICON + EDGES), now.px(theme.TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _fill(self) -> None:
        light = self._light
        if light is None:
            return
        set_icon(self, light.icon, light.tone, ICON)
        edges, metrics = theme.current().px(ICON + EDGES), self.fontMetrics()
        fitting = (
            text for text in light.texts if metrics.horizontalAdvance(text) + edges <= self._room
        )
        self.setText(next(fitting, light.texts[-1]))
        describe(self, _("Sync: {state}").format(state=light.whole))
        self.updateGeometry()

"""The verdict card: one place, one answer. Colour, icon and word together, never colour alone."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from counterfoil.desk import icons, theme
from counterfoil.desk.counter.card_room import MUCH, line_icon, wrapped
from counterfoil.desk.counter.view import Line, Tone, VerdictView
from counterfoil.desk.flow import Flow
from counterfoil.desk.widgets import Live, button, describe, label, polish, set_icon

# The card takes a share of the height there is, more where the text is large, up to a bound.
SHARE, LARGE_SHARE, LARGE, HEIGHT = 0.47, 0.68, 1.4, 330
MARGIN, LEAST_MARGIN = 16, 8
RADIUS = 14
MOST_LINES = 4
ACTION_KEY, SLIP_KEY = "F6", "F7"
PLAIN = (Tone.READY, Tone.WORKING)
# The disc's size at each of the sizes that the text can take.
BADGE = (120, 104, 84, 64, 48, 0)
# The smallest size of text; after it the disc and the name of the campaign give way.
SMALLEST = 4
# From this size on, two buttons do not both have their names.
TIGHT = 3
PADDING, GAP, SPACING, LINE_GAP = 28, 28, 8, 2
LINE_SPACING, CHECK_EDGE = 10, 10


class Badge(QWidget):
    """The verdict's icon in a disc."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._ink, self._disc = "scan", "soft", "sunken"

    def show_as(self, icon: str, ink: str, disc: str, size: int) -> None:
        """Show an icon in theme colours, on a disc of `size`."""
        self._icon, self._ink, self._disc = icon, ink, disc
        side = theme.current().px(size)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour(self._disc))
        painter.drawEllipse(self.rect())
        inset = self.width() * 0.21
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        icons.draw(painter, self._icon, box, theme.current().colours[self._ink])


class VerdictCard(Live, QWidget):
    """Shows a `VerdictView`; `painted` follows the first paint of each.

    `action` and `slip_wanted` follow its buttons.
    """

    painted = Signal()
    action = Signal()
    slip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._view = VerdictView(Tone.READY, "scan", "")
        self._fresh = False
        self._fit = 0
        self._badge = Badge()
        self._word = label("verdict-word", wrap=True)
        self._of = label("verdict-of", wrap=True)
        self._sentence = label("verdict-sentence", wrap=True)
        self._next = label("verdict-next", wrap=True)
        self._check = label("check-only")
        self._action, self._slip = button("primary", ACTION_KEY), button("plain", SLIP_KEY)
        self._action.clicked.connect(self.action)
        self._slip.clicked.connect(self.slip_wanted)
        self._lines = [
            (QLabel(), label("verdict-given", wrap=True), label("verdict-detail", wrap=True))
            for _ in range(MOST_LINES)
        ]
        self._lay_out()
        self.restyle()

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(SPACING)
        text.addStretch(1)
        text.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeading)
        text.addWidget(self._word)
        text.addWidget(self._of)
        text.addWidget(self._sentence)
        grid = QGridLayout()
        grid.setHorizontalSpacing(LINE_SPACING)
        grid.setVerticalSpacing(LINE_GAP)
        grid.setColumnStretch(1, 1)
        for row, (icon, thing, detail) in enumerate(self._lines):
            grid.addWidget(icon, 2 * row, 0)
            grid.addWidget(thing, 2 * row, 1)
            grid.addWidget(detail, 2 * row + 1, 1)
        text.addLayout(grid)
        text.addWidget(self._next)
        self._buttons = Flow()
        for part in (self._action, self._slip):
            self._buttons.addWidget(part)
        text.addLayout(self._buttons)
        text.addStretch(1)
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(PADDING, MARGIN, PADDING, MARGIN)
        self._whole.setSpacing(GAP)
        self._whole.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._whole.addLayout(text, 1)

    @property
    def view(self) -> VerdictView:
        """What is shown."""
        return self._view

    def show_view(self, view: VerdictView) -> None:
        """Replace what is shown, and tell a screen reader."""
        if view == self._view:
            return
        self._view = view
        self._fresh = True
        self._fill()
        self.setAccessibleName(view.spoken)
        announcement = QAccessibleAnnouncementEvent(self, view.spoken)
        announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def restyle(self) -> None:
        set_icon(self._slip, "receipt")
        self._fill()

    def give_height(self, room: int, most: int = MUCH) -> None:
        """Take a share of the height of the window, within bounds; what is shown is made to fit.

        `most` is what the list below leaves of it.
        """
        now = theme.current()
        share = LARGE_SHARE if now.scale > LARGE else SHARE
        self.setFixedHeight(max(1, min(round(room * share), now.px(HEIGHT), most)))

    def _fill(self) -> None:
        view = self._view
        for part, text in (
            (self._word, view.word),
            (self._of, view.of),
            (self._sentence, view.sentence),
            (self._next, f"→ {view.next_step}" if view.next_step else ""),
            (self._check, view.check_only),
            (self._action, view.action),
            (self._slip, view.slip),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        for pressed, text, key in (
            (self._action, view.action, ACTION_KEY),
            (self._slip, view.slip, SLIP_KEY),
        ):
            if text:
                describe(pressed, text, key)
                pressed.setShortcut(key)
        for index, cells in enumerate(self._lines):
            self._fill_line(cells, view.lines[index] if index < len(view.lines) else None)
        self._settle()

    def _fill_line(self, cells: tuple[QLabel, QLabel, QLabel], line: Line | None) -> None:
        for cell in cells:
            cell.setVisible(line is not None)
        if line is None:
            return
        side = line_icon()
        cells[0].setPixmap(icons.pixmap(line.icon, self._ink, side, self.devicePixelRatioF()))
        cells[1].setText(line.text)
        cells[2].setText(line.detail)
        cells[2].setVisible(bool(line.detail))

    @property
    def _solid(self) -> bool:
        return self._view.tone not in PLAIN and not self._view.check_only

    @property
    def _ink(self) -> str:
        """The theme colour of the card's text and icons."""
        if self._solid:
            return "on-verdict"
        return "soft" if self._view.tone in PLAIN else f"{self._view.tone}-text"

    def _settle(self) -> None:
        """Take the largest of the sizes in which everything fits."""
        on = "solid" if self._solid else "" if self._view.tone in PLAIN else str(self._view.tone)
        for fit in range(len(BADGE)):
            self._set_fit(fit, on)
            if self.fits():
                break
        self.update()

    def fits(self) -> bool:
        """Tell whether every text that is shown has its room, wrapped but not cut."""
        disc = self._badge.width() + GAP if self._badge.isVisibleTo(self) else 0
        width = self.width() - 2 * PADDING - disc
        texts = [
            part
            for part in (self._word, self._of, self._sentence, self._next)
            if part.isVisibleTo(self)
        ]
        heights = [wrapped(part, width) for part in texts]
        for _icon, thing, detail in self._lines:
            cells = [cell for cell in (thing, detail) if cell.isVisibleTo(self)]
            if cells:
                room = width - line_icon() - LINE_SPACING
                heights.append(sum(wrapped(cell, room) + LINE_GAP for cell in cells))
        if self._check.isVisibleTo(self):
            edges = theme.current().px(CHECK_EDGE)
            heights.append(wrapped(self._check, width - 2 * edges) + edges)
        if not self._buttons.isEmpty():
            heights.append(self._buttons.heightForWidth(width))
        margin = self._whole.contentsMargins().top()
        return sum(heights) + SPACING * len(heights) <= self.height() - 2 * margin

    def _set_fit(self, fit: int, on: str) -> None:
        self._fit = fit
        polish(self._check, fit=str(min(fit, SMALLEST)))
        parts = [self._word, self._of, self._sentence, self._next]
        parts += [cell for cells in self._lines for cell in cells[1:]]
        for part in parts:
            polish(part, fit=str(min(fit, SMALLEST)), on=on)
        # In the accent's colour it would not stand out from a verdict's.
        polish(self._action, kind="plain" if self._solid else "primary")
        self._shrink_slip(small=fit >= TIGHT and bool(self._view.action))
        self._badge.setVisible(fit <= SMALLEST)
        self._of.setVisible(bool(self._view.of) and fit <= SMALLEST)
        # The button beside it says what to do, too.
        gives_way = fit > SMALLEST and bool(self._view.action)
        self._next.setVisible(bool(self._view.next_step) and not gives_way)
        if self._solid:
            self._badge.show_as(self._view.icon, str(self._view.tone), "on-verdict", BADGE[fit])
        elif self._view.tone in PLAIN:
            self._badge.show_as(self._view.icon, "soft", "sunken", BADGE[fit])
        else:
            tone = self._view.tone
            self._badge.show_as(self._view.icon, f"{tone}-text", f"{tone}-ground", BADGE[fit])
        margin = MARGIN if fit <= SMALLEST else LEAST_MARGIN
        self._whole.setContentsMargins(PADDING, margin, PADDING, margin)

    def _shrink_slip(self, *, small: bool) -> None:
        """Leave the button its icon alone where another one needs the room beside it."""
        if self._view.slip:
            self._slip.setText("" if small else self._view.slip)
            # A button's text takes its shortcut away.
            self._slip.setShortcut(SLIP_KEY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, tone = theme.current(), self._view.tone
        path = QPainterPath()
        if self._solid:
            path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            painter.fillPath(path, now.colour(str(tone)))
        else:
            path.addRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)
            painter.fillPath(path, now.colour("surface"))
        if tone is Tone.PROVISIONAL:
            self._hatch(painter, path)
        if not self._solid:
            edge = "line" if tone in PLAIN else f"{tone}-text"
            painter.setPen(QPen(now.colour(edge), 1 if tone in PLAIN else 3))
            painter.drawPath(path)
        if self._fresh:
            self._fresh = False
            self.painted.emit()

    def _hatch(self, painter: QPainter, path: QPainterPath) -> None:
        """Draw the slanted bars that set a provisional verdict apart from a final one."""
        painter.save()
        painter.setClipPath(path)
        painter.setPen(QPen(QColor(0, 0, 0, 46), 13))
        height = self.height()
        for x in range(-height, self.width(), 34):
            painter.drawLine(QPointF(x, height + 10), QPointF(x + height + 20, -10))
        painter.restore()

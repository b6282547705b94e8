"""Inputs for days and times, on the store's clock."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QDateTime, QPointF, Qt, QTimeZone, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QTimeEdit

from counterfoil.desk import theme

# Unlike 5/6, nobody reads it the other way round; and figures are all it takes to type.
DAY, TIME = "yyyy-MM-dd", "HH:mm"


def moment_of(kept: str, zone: tzinfo) -> datetime | None:
    """Return the moment that ISO text names, in `zone` where it has none; None for other text."""
    try:
        read = datetime.fromisoformat(kept)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone)


class MomentInput(QDateTimeEdit):
    """A day, with a time of day or without; the value is ISO text on the store's clock.

    The clock shown is the store's wherever this machine stands, so Qt is told that it is UTC.
    """

    edited = Signal(object)

    def __init__(self, zone: Callable[[], tzinfo], *, timed: bool) -> None:
        super().__init__()
        self._zone, self._timed = zone, timed
        self._shown: object = None
        self.setTimeZone(QTimeZone(QTimeZone.Initialization.UTC))
        self.setDisplayFormat(f"{DAY}  {TIME}" if timed else DAY)
        self.setCalendarPopup(True)
        self.setMinimumDateTime(_to_qt(datetime(1970, 1, 2)))  # noqa: DTZ001 - a clock's reading
        self.setMaximumDateTime(_to_qt(datetime(9998, 12, 30)))  # noqa: DTZ001 - the same
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.dateTimeChanged.connect(self._changed)

    def show_value(self, value: object) -> None:
        """Show a moment that the form keeps; what is none leaves what is shown."""
        if value == self._shown:
            return
        self._shown = value
        read = moment_of(str(value or ""), self._zone())
        if read is None:
            return
        local = read.astimezone(self._zone()).replace(tzinfo=None)
        self.blockSignals(True)
        self.setDateTime(_to_qt(local))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the day."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)

    def _changed(self, moment: QDateTime) -> None:
        text = moment.toString("yyyy-MM-ddTHH:mm" if self._timed else "yyyy-MM-dd")
        self._shown = text
        self.edited.emit(text)


class TimeInput(QTimeEdit):
    """A time of day; the value is "HH:MM"."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat(TIME)
        # The style sheet leaves the line without room at its ends, and without room at all where
        # there are to be no buttons.
        self.lineEdit().setTextMargins(14, 0, 14, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.timeChanged.connect(lambda time: self.edited.emit(time.toString("HH:mm")))

    def show_value(self, value: object) -> None:
        """Show a time of day."""
        text = str(value or "")
        if self.time().toString("HH:mm") == text[:5]:
            return
        self.blockSignals(True)
        self.setTime(self.time().fromString(text[:5], "HH:mm"))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the time."""
        event.ignore()


def has_time(value: object) -> bool:
    """Say whether a text is a day with a time."""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return bool(value)
    return False


def paint_arrow(widget: QDateTimeEdit) -> None:
    """Paint the arrow that says there is a calendar."""
    now = theme.current()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.colour("soft"), 2))
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x, y = (20.0 if rtl else widget.width() - 20.0), widget.height() / 2
    points = [QPointF(x - 6, y - 3), QPointF(x, y + 3), QPointF(x + 6, y - 3)]
    painter.drawPolyline(QPolygonF(points))


def _to_qt(local: datetime) -> QDateTime:
    utc = QTimeZone(QTimeZone.Initialization.UTC)
    made = QDateTime.fromString(local.strftime("%Y-%m-%dT%H:%M"), "yyyy-MM-ddTHH:mm")
    made.setTimeZone(utc)
    return made

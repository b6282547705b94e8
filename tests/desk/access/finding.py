"""What a look at a screen found wrong."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget

FROM = "counterfoil.desk."


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a part of a screen."""

    kind: str
    part: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.part}: {self.what}"


def name(widget: QWidget) -> str:
    """Say which widget: its class, what it says, and the classes of ours it stands in."""
    said = widget.accessibleName() or (
        widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    )
    around: list[str] = []
    above: QWidget | None = widget
    while above is not None and len(around) < 3:
        module = type(above).__module__
        if module.startswith(FROM):
            around.append(f"{module.removeprefix(FROM)}.{type(above).__name__}")
        above = above.parentWidget()
    return f"{type(widget).__name__} {said[:40]!r} in {' < '.join(around)}"


def windows() -> list[QWidget]:
    """Return what stands on the screen: windows, menus and lists that dropped down."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def seen(widget: QWidget) -> QRect:
    """Return the part of a widget that is not cut off, in its window's pixels; empty for none."""
    window = widget.window()
    box = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    above = widget.parentWidget()
    while above is not None and not widget.isWindow():
        box &= QRect(above.mapTo(window, above.rect().topLeft()), above.size())
        above = None if above is window else above.parentWidget()
    return box if box.isEmpty() or _on_top(widget, box) else QRect()


def parts(window: QWidget) -> list[QWidget]:
    """Return all widgets that are seen in a window."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and not seen(each).isEmpty()
    ]


def disabled(widget: QWidget) -> bool:
    return not widget.isEnabled()


def viewport(widget: QWidget) -> QWidget:
    """Return what a widget draws its content on."""
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def inside(part: QWidget | None, kinds: tuple[type, ...]) -> bool:
    """Say whether a part is of one of some kinds, or stands in such a part."""
    while part is not None:
        if isinstance(part, kinds):
            return True
        part = part.parentWidget()
    return False


def _on_top(widget: QWidget, box: QRect) -> bool:
    """Say whether the middle of what is seen belongs to the widget, not to what lies over it."""
    window = widget.window()
    at = window.childAt(box.center()) or window
    passes = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    while widget.testAttribute(passes) and (above := widget.parentWidget()) is not None:
        widget = above
    return at is widget or widget.isAncestorOf(at)

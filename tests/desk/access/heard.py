"""What a screen reader hears: every event that Qt would send to it, taken down by a recorder.

PySide6 does not offer `QAccessible::installUpdateHandler`, so it is called in Qt's own library.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import PySide6
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from shiboken6 import wrapInstance

INSTALL = "_ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE"
HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
POLITE = QAccessible.AnnouncementPoliteness


@dataclass(frozen=True, slots=True)
class Heard:
    """An event, the class of what it is about, and what is announced."""

    kind: QAccessible.Event
    of: str
    said: str = ""
    assertive: bool = False


@contextmanager
def recorder() -> Iterator[list[Heard]]:
    """Have Qt believe that a screen reader is there, and give what it hears."""
    heard: list[Heard] = []

    def hear(address: int) -> None:
        event = cast("QAccessibleEvent", wrapInstance(address, QAccessibleEvent))
        of = type(event.object()).__name__
        if event.type() is not QAccessible.Event.Announcement:
            heard.append(Heard(event.type(), of))
            return
        announced = wrapInstance(address, QAccessibleAnnouncementEvent)
        said = cast("QAccessibleAnnouncementEvent", announced)
        urgent = said.politeness() is POLITE.Assertive
        heard.append(Heard(event.type(), of, said.message(), urgent))

    handler = HANDLER(hear)
    install = getattr(_gui(), INSTALL)
    install.restype, install.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    active = QAccessible.isActive()
    before = install(ctypes.cast(handler, ctypes.c_void_p))
    QAccessible.setActive(True)
    try:
        yield heard
    finally:
        QAccessible.setActive(active)
        install(before)


def _gui() -> ctypes.CDLL:
    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libQt6Gui.so*"))
    return ctypes.CDLL(str(library))

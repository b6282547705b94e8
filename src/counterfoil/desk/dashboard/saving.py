"""Asking where to save a picture or a table, by the system's own dialog, which holds nothing up."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from counterfoil.desk.translation import _

_UNFIT: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_SHARP: Final = 2.0


def ask(
    parent: QWidget, title: str, name: str, ending: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file with this ending, `csv` or `png`; `chosen` gets it."""
    dialog = QFileDialog(parent, title)
    kinds = {"csv": _("Tables (*.csv)"), "png": _("Pictures (*.png)")}
    dialog.setNameFilter(kinds[ending])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(f"{_UNFIT.sub(' ', name).strip()[:80]}.{ending}")
    dialog.setModal(False)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()
    return dialog


def picture(widget: QWidget) -> bytes:
    """Return a part of the screen as a PNG, at twice its size."""
    drawn = QPixmap(widget.size() * _SHARP)
    drawn.setDevicePixelRatio(_SHARP)
    widget.render(drawn)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")
    return bytes(buffer.data().data())

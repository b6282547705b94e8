"""Asking for a file by the system's own dialog, which holds nothing up while it is open."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

_UNFIT: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST: Final = 80

Chosen = Callable[[Path], object]


def ask_to_open(parent: QWidget, title: str, pattern: str, chosen: Chosen) -> QFileDialog:
    """Ask for a file that is there; `chosen` gets it."""
    dialog = _dialog(parent, title, pattern, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.show()
    return dialog


def ask_to_save(
    parent: QWidget, title: str, pattern: str, name: str, chosen: Chosen, *, suffix: str = "csv"
) -> QFileDialog:
    """Ask where to save a file: `name` is the suggestion, `suffix` added where none is typed."""
    dialog = _dialog(parent, title, pattern, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.show()
    return dialog


def file_name(text: str, ending: str) -> str:
    """Return a name of a file that any system takes, from a text of any kind."""
    stem = " ".join(_UNFIT.sub(" ", text).split()).strip(" .")[:_LONGEST].strip(" .")
    return f"{stem or 'campaign'}{ending}"


def _dialog(parent: QWidget, title: str, pattern: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilter(pattern)
    dialog.setModal(False)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog

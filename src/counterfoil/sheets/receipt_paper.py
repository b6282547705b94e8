"""What is put on receipt paper, as ESC/POS by python-escpos.

The library is an optional part, so it is brought in when it is wanted, and kept from making a mess.
"""

import logging
import shutil
import tempfile
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType

from counterfoil.domain.errors import InvalidInput

INSTALL = "pip install 'counterfoil[receipts]'"
_QR_LEVEL_M = 1  # escpos.constants.QR_ECLEVEL_M
_SUBSTITUTE = "?"


class Paper:
    """A strip of paper, written from above; everything stands in the middle.

    Raises `InvalidInput` where the library is not installed.
    """

    def __init__(self) -> None:
        self._printer = _library().Dummy()
        self._printer.hw("INIT")
        self.style()

    def style(self, *, bold: bool = False, large: bool = False) -> None:
        """Write what follows so; large letters are twice as wide and high."""
        size = {"double_width": True, "double_height": True} if large else {"normal_textsize": True}
        # In one call, for the command for the size ends bold letters unless it comes first.
        self._printer.set(align="center", bold=bold, **size)

    def line(self, text: str = "") -> None:
        """Write a line of text that `sayable` gave."""
        self._printer.textln(text)

    def qr(self, text: str, module: int) -> None:
        """Have the printer draw a QR symbol of level M, `module` dots to a module."""
        self._printer.qr(text, ec=_QR_LEVEL_M, size=module, native=True)

    def command(self, data: bytes) -> None:
        """Send the printer a command as it is."""
        self._printer._raw(data)  # noqa: SLF001 - what its own commands go through

    def cut(self) -> bytes:
        """Cut the paper, and return all that is sent to the printer."""
        self._printer.cut()
        return bytes(self._printer.output)

    def sayable(self, text: str) -> str:
        """Return `text` with what no code page of printers has without accents, or as `?`."""
        return "".join(self._said(letter) for letter in unicodedata.normalize("NFC", text))

    def _said(self, letter: str) -> str:
        if letter.isspace() or self._has(letter):
            return letter
        bare = "".join(
            each
            for each in unicodedata.normalize("NFKD", letter)
            if not unicodedata.combining(each) and self._has(each)
        )
        return bare or _SUBSTITUTE

    def _has(self, letter: str) -> bool:
        return letter.isprintable() and bool(
            self._printer.magic.encoder.find_suitable_encoding(letter)
        )


def not_installed() -> InvalidInput:
    """Return what to say where the optional part is missing."""
    return InvalidInput(
        "Receipt printers need a part that is not installed; install it with {command}.",
        command=INSTALL,
    )


@cache
def _library() -> ModuleType:
    handlers = list(logging.root.handlers)
    try:
        from escpos import capabilities, printer  # noqa: PLC0415 - an optional part
    except ImportError:
        raise not_installed() from None
    # On import it sets up the program's logging, and leaves a copy of its tables behind.
    for handler in [each for each in logging.root.handlers if each not in handlers]:
        logging.root.removeHandler(handler)
    if Path(capabilities.pickle_dir).parent == Path(tempfile.gettempdir()):
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    module: ModuleType = printer
    return module

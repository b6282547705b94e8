"""A code as a slip of paper, for receipt printers that speak ESC/POS (Epson's, and most others).

The printer draws the symbol itself, so that its dots fall on the printer's own. The bytes are made
by python-escpos, an optional part of the package: `pip install 'counterfoil[receipts]'`.
"""

import textwrap
from dataclasses import dataclass

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.code_text import code_lines
from counterfoil.sheets.design import Symbology
from counterfoil.sheets.receipt_paper import Paper
from counterfoil.sheets.symbol import CODE128_QUIET, QR_QUIET, qr_modules

COLUMNS = {80: 48, 58: 32}
"""Characters in a line of the printer's font A, by the width of the paper in millimetres."""
# Dots: font A is 12 wide, and a head has 8 to the millimetre (Epson, TM-T88 and TM-T20 families).
_DOTS = 12
_LARGEST_MODULE = 8
# Three eighths of a millimetre; phones and cheap scanners read that, and seldom less.
_SMALLEST_MODULE = 3
_BAR_HEIGHT = 80
_BAR_MODULES = (3, 2)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is on a slip, from above: `title` large, the symbol, the code in groups, `lines`.

    `content` is what a QR symbol carries where that is not the code, such as an address with the
    code in it. `group` is how many characters of the code stand together at most, 0 for all.
    `footer` is the store. `symbology` may be both: the QR symbol above the bars.
    """

    title: str
    code: str
    lines: tuple[str, ...] = ()
    footer: str = ""
    content: str = ""
    symbology: Symbology = Symbology.QR
    group: int = 4


def slip_bytes(slip: Slip, columns: int = COLUMNS[80]) -> bytes:
    """Return what a printer with this many characters in a line is sent to print `slip`.

    Letters that no code page of the printer has lose their accents, or come out as a question mark.

    Raises:
        InvalidInput: python-escpos is not installed, or the code does not fit on the paper.
    """
    paper = Paper()
    paper.style(bold=True, large=True)
    _write(paper, slip.title, columns // 2)
    paper.style()
    paper.line()
    if slip.symbology is not Symbology.CODE_128:
        _draw_qr(paper, slip.content or slip.code, columns)
    if slip.symbology is not Symbology.QR:
        _draw_bars(paper, slip.code, columns)
    _write_code(paper, slip, columns)
    for line in slip.lines:
        _write(paper, line, columns)
    if slip.footer:
        paper.line()
        _write(paper, slip.footer, columns)
    return paper.cut()


def _write(paper: Paper, text: str, columns: int) -> None:
    for line in textwrap.wrap(paper.sayable(text), columns):
        paper.line(line)


def _write_code(paper: Paper, slip: Slip, columns: int) -> None:
    (code,) = code_lines(slip.code, slip.group)
    large = len(code) <= columns // 2
    paper.style(bold=True, large=large)
    _write(paper, code, columns // 2 if large else columns)
    paper.style()


def _draw_qr(paper: Paper, text: str, columns: int) -> None:
    room = columns * _DOTS // (len(qr_modules(text)) + 2 * QR_QUIET)
    if room < _SMALLEST_MODULE:
        raise InvalidInput(
            "The QR code of {count} characters is too wide for the paper; print the code alone.",
            count=len(text),
        )
    paper.qr(text, min(room, _LARGEST_MODULE))
    paper.line()


def _draw_bars(paper: Paper, code: str, columns: int) -> None:
    """Draw Code 128 in its code set B (Epson's ESC/POS reference, GS h, w, H and k)."""
    if not code.isascii() or not code.isprintable():
        raise InvalidInput("A Code 128 symbol holds plain ASCII letters, digits and signs only.")
    # Start, check character and the code are 11 modules each, the stop 13 (ISO/IEC 15417).
    modules = 11 * (len(code) + 2) + 13 + 2 * CODE128_QUIET
    module = next((each for each in _BAR_MODULES if modules * each <= columns * _DOTS), None)
    if module is None:
        raise InvalidInput(
            "The code of {count} characters is too long for bars on this paper; print a QR code.",
            count=len(code),
        )
    content = b"{B" + code.replace("{", "{{").encode("ascii")
    size = b"\x1dh" + bytes([_BAR_HEIGHT]) + b"\x1dw" + bytes([module])
    paper.command(size + b"\x1dH\x00" + b"\x1dk\x49" + bytes([len(content)]) + content)
    paper.line()

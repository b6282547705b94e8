"""zxing-cpp and ZBar behind one shape: a grey picture in, symbols out.

Both are given the wanted symbologies only. ZBar left to its defaults also reads GS1 DataBar, sees
it in noise, and prints assertions of its C code to standard error.
"""

from collections.abc import Iterator

import zxingcpp

from counterfoil.scanning.pixels import Grey
from counterfoil.scanning.symbol import (
    CODE_39,
    CODE_128,
    ITF,
    LINEAR,
    MATRIX,
    QR,
    ZXING_NAMES,
    Corners,
    Symbol,
)

try:
    from pyzbar import pyzbar
except ImportError:  # libzbar0 is not installed; zxing-cpp alone reads nearly as much
    pyzbar = None

ZBAR_AVAILABLE = pyzbar is not None
ZBAR_NAMES = {QR: "QRCODE", CODE_128: "CODE128", CODE_39: "CODE39"}
# In how many scan lines ZBar must have seen the same bars. It reads noise as Code 39 in one or two.
ZBAR_LINES = 8
# Without a check character, a symbol this short is as likely a pattern in a shirt.
SHORTEST_UNCHECKED = 4

_OUR_NAMES = {getattr(zxingcpp.BarcodeFormat, theirs): ours for ours, theirs in ZXING_NAMES.items()}
_OUR_NAMES[zxingcpp.BarcodeFormat.UPCA] = "EAN-13"


def zxing(
    picture: Grey, formats: frozenset[str], *, thorough: bool = True, upright: bool = False
) -> list[Symbol]:
    """Return what zxing-cpp reads.

    `thorough` also looks for inverted and for large or blurred matrix symbols; `upright` spares
    looking along columns, for bars that stand.
    """
    if thorough and formats & LINEAR and formats & MATRIX:
        matrix = zxing(picture, formats & MATRIX)
        return matrix + zxing(picture, formats & LINEAR, upright=upright)
    wanted = [getattr(zxingcpp.BarcodeFormat, ZXING_NAMES[name]) for name in sorted(formats)]
    if not wanted:
        return []
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(wanted),
        try_invert=thorough,
        # Scaled down, a flawless Code 128 may read as another one with a good check character.
        try_downscale=thorough and not formats & LINEAR,
        try_rotate=not upright,
        text_mode=zxingcpp.TextMode.Plain,
    )
    read = (_from_zxing(barcode) for barcode in found)
    return [symbol for symbol in read if _plausible(symbol)]


def zbar(picture: Grey, formats: frozenset[str]) -> list[Symbol]:
    """Return what ZBar reads of QR Code, Code 128 and Code 39; nothing where it is not installed.

    It is not asked for EAN: of a blurred one it makes another with a good check digit.
    """
    wanted = [name for name in ZBAR_NAMES if name in formats]
    if pyzbar is None or not wanted:
        return []
    names = [pyzbar.ZBarSymbol[ZBAR_NAMES[name]] for name in wanted]
    return list(_from_zbar(picture, names))


def _from_zxing(barcode: zxingcpp.Barcode) -> Symbol:
    at = barcode.position
    points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    one, two, three, four = ((float(p.x), float(p.y)) for p in points)
    name = _OUR_NAMES.get(barcode.format, str(barcode.format))
    return Symbol(barcode.text, name, (one, two, three, four), barcode.symbology_identifier or None)


def _from_zbar(picture: Grey, names: list[object]) -> Iterator[Symbol]:
    ours = {theirs: name for name, theirs in ZBAR_NAMES.items()}
    for found in pyzbar.decode(picture, symbols=names):
        name = ours.get(found.type)
        if name is None or (name in LINEAR and found.quality < ZBAR_LINES):
            continue
        x, y, w, h = (float(n) for n in found.rect)
        box: Corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        symbol = Symbol(found.data.decode("utf-8", "replace"), name, box)
        if _plausible(symbol):
            yield symbol


def _plausible(symbol: Symbol) -> bool:
    unchecked = symbol.format in {CODE_39, ITF, "Codabar"}
    return len(symbol.text) >= (SHORTEST_UNCHECKED if unchecked else 1)

"""GS1 element strings and Digital Link URIs: which of their elements may carry a code. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote

GS = "\x1d"

# Application identifiers, GS1 General Specifications section 3. Those of predefined length need no
# separator (figure 7.8.5-2): by their first two digits, the length with the identifier.
PREDEFINED = {
    "00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "11": 8, "12": 8, "13": 8, "14": 8, "15": 8,
    "16": 8, "17": 8, "18": 8, "19": 8, "20": 4, "31": 10, "32": 10, "33": 10, "34": 10, "35": 10,
    "36": 10, "41": 16,
}  # fmt: skip
# Identifiers longer than two digits, by how they begin: the length of the identifier.
LONG = {
    "23": 3, "24": 3, "25": 3, "31": 4, "32": 4, "33": 4, "34": 4, "35": 4, "36": 4, "39": 4,
    "40": 3, "41": 3, "42": 3, "43": 4, "70": 4, "71": 3, "72": 4, "80": 4, "81": 4, "82": 4,
}  # fmt: skip
# What may carry a redemption code, the likeliest first: serial number, coupon number (GCN, its
# serial after 13 digits), consumer product variant, third-party and additional serials, coupon code
# of North America (8110, 8112), additional item identification, mutually agreed and internal use.
CARRIERS = (
    "21", "255", "235", "250", "8112", "8110", "22", "240", "10", *(str(n) for n in range(90, 100))
)  # fmt: skip
GCN_FIXED = 13
MOST_ELEMENTS = 64


def element_string(text: str) -> list[str]:
    """Return the values in `text`, with GS (0x1D) between elements, that may be a code."""
    if text.startswith("("):
        values = dict(re.findall(r"\(([0-9]{2,4})\)([^(\x1d]*)", text))
    else:
        values = dict(_elements(text))
    return list(_carried(values))


def digital_link(url: SplitResult) -> list[str]:
    """Return the values in `url` that may be a code, or nothing where it is no Digital Link URI.

    Such a URI has a primary key, an identifier and its value, in its path (GS1 Digital Link URI
    Syntax, section 4): /01/09521234543213/21/SERIAL.
    """
    parts = [unquote(part) for part in url.path.split("/") if part]
    start = next((i for i, part in enumerate(parts) if _primary(parts, i, part)), None)
    if start is None:
        return []
    path = parts[start:]
    pairs = dict(zip(path[::2], path[1::2], strict=False))
    try:
        more = parse_qsl(url.query, max_num_fields=MOST_ELEMENTS)
    except ValueError:
        more = []
    return list(_carried({**dict(more), **pairs}))


def _primary(parts: list[str], i: int, part: str) -> bool:
    lengths = {"01": (8, 12, 13, 14), "255": range(14, 26), "253": range(14, 31), "8006": (18,)}
    if part not in lengths or i + 1 >= len(parts):
        return False
    return parts[i + 1].isdigit() and len(parts[i + 1]) in lengths[part]


def _elements(text: str) -> Iterator[tuple[str, str]]:
    rest = text.lstrip(GS)
    for _ in range(MOST_ELEMENTS):
        width = LONG.get(rest[:2], 2)
        identifier = rest[:width]
        if not (len(identifier) == width and identifier.isascii() and identifier.isdigit()):
            return
        fixed = PREDEFINED.get(rest[:2])
        end = rest.find(GS) if fixed is None else fixed
        end = len(rest) if end < 0 else end
        yield identifier, rest[width:end].strip(GS)
        rest = rest[end:].lstrip(GS)


def _carried(values: dict[str, str]) -> Iterator[str]:
    for carrier in CARRIERS:
        value = values.get(carrier, "").strip()
        if not value:
            continue
        if carrier == "255" and len(value) > GCN_FIXED:
            yield value[GCN_FIXED:]
        yield value

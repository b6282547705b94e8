"""Looking for codes in files, in each form that one may stand in, and for what looks random."""

import base64
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

DRAWN: Final = 8
"""Characters of a code behind its prefix, which is no secret."""

PAGE: Final = 4096
_WINDOW: Final = 8


def standing(texts: Iterable[str], contents: Sequence[bytes]) -> set[str]:
    """Return which of the codes stand in any of the contents, in any form."""
    owners = {form: text for text in texts for form in forms(text)}
    starts: dict[int, list[bytes]] = {}
    for form in owners:
        starts.setdefault(int.from_bytes(form[:_WINDOW], "little"), []).append(form)
    wanted = np.array(sorted(starts), dtype="<u8")
    found = set()
    for content in contents:
        for at in _places(content, wanted):
            start = int.from_bytes(content[at : at + _WINDOW], "little")
            found |= {owners[form] for form in starts[start] if content.startswith(form, at)}
    return found


def _places(content: bytes, wanted: NDArray[np.uint64]) -> Iterator[int]:
    """Yield where eight bytes stand that one of the forms begins with."""
    for shift in range(_WINDOW):
        count = (len(content) - shift) // _WINDOW
        if count > 0:
            windows = np.frombuffer(content, "<u8", count, shift)
            yield from (
                shift + _WINDOW * int(at) for at in np.flatnonzero(np.isin(windows, wanted))
            )


def forms(text: str) -> list[bytes]:
    """Return the ways in which a code may stand in a file; each has eight bytes or more."""
    drawn = text[-DRAWN:]
    groups = [f"{drawn[:4]}{gap}{drawn[4:]}" for gap in ("-", " ")]
    plain = [form for each in (drawn, *groups) for form in (each, each.lower())]
    encoded = [form.encode(how) for form in plain for how in ("ascii", "utf-16-le", "utf-16-be")]
    digits = drawn.encode().hex()
    return [*encoded, digits.encode(), digits.upper().encode(), *_in_base64(drawn.encode())]


def _in_base64(drawn: bytes) -> list[bytes]:
    """Return what stays the same in base64 wherever it begins: at any of three places."""
    return [
        base64.b64encode(bytes(gap) + drawn)[first : first + 10]
        for gap, first in enumerate((0, 2, 3))
    ]


def pages(path: Path) -> Iterator[bytes]:
    """Yield the pages of a database, or of its log."""
    content = path.read_bytes()
    # A log has a header, and one before each page.
    at, gap = (32, 24) if path.name.endswith("-wal") else (0, 0)
    while at + gap + PAGE <= len(content):
        yield content[at + gap : at + gap + PAGE]
        at += gap + PAGE


def entropy(page: bytes) -> float:
    """Return the bits that a byte of the page tells."""
    counts = Counter(page).values()
    return -sum(count / len(page) * math.log2(count / len(page)) for count in counts)

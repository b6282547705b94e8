"""Stock of one's own, by its measures: from a form, or in one word on the command line.

    custom:page=210x297,label=60x40,grid=3x7,at=10x12,pitch=63x40

All in millimetres, across before down. `page` is A4 unless given, by measures or by name. `grid`
is one label; `pitch` leads from one label to the next and is the label's own size where they
touch; without `at` the labels lie in the middle of the page. `corner=2` rounds the corners,
`shape=ellipse` is for round labels, and `roll` for one label to a page on a roll.
"""

import math
from dataclasses import replace

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.measures import bottom_edge, check_stock, right_edge, said
from counterfoil.sheets.stock import Shape, Stock

MAKER = "Custom"
PREFIX = "custom:"
EXAMPLE = "custom:page=210x297,label=60x40,grid=3x7,at=10x12,pitch=63x40"
PAGES = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "letter": (215.9, 279.4),
}
"""ISO 216 and ANSI/ASME Y14.1, in millimetres."""

_KEYS = ("page", "label", "grid", "at", "pitch", "corner", "shape", "roll")


def custom_stock(
    *,
    label: tuple[float, float],
    page: tuple[float, float] = PAGES["a4"],
    grid: tuple[int, int] = (1, 1),
    at: tuple[float, float] | None = None,
    pitch: tuple[float, float] | None = None,
    corner: float = 0.0,
    shape: Shape = Shape.RECTANGLE,
    roll: bool = False,
) -> Stock:
    """Return the stock with these measures, in millimetres, across before down.

    `at` is where the first label begins, by default such that all lie in the middle; `pitch`
    leads from one label to the next, by default its own size. Its id can be given to `find_stock`.

    Raises:
        InvalidInput: a measure does not fit; the sentence says which, and what would.
    """
    across, down = pitch or label
    stock = Stock(
        id="",
        maker=MAKER,
        parts=(),
        description="",
        page_width=page[0],
        page_height=page[1],
        label_width=label[0],
        label_height=label[1],
        columns=grid[0],
        rows=grid[1],
        pitch_x=across if grid[0] > 1 else 0.0,
        pitch_y=down if grid[1] > 1 else 0.0,
        corner=corner,
        shape=shape,
        roll=roll,
        source="as measured",
    )
    placed = _placed(stock, at)
    check_stock(placed)
    return replace(placed, id=_spelled(placed), parts=(_size(placed),), description=_said(placed))


def parse_custom(text: str) -> Stock:
    """Return the stock that `custom:…` describes.

    Raises:
        InvalidInput: it is misspelt, or a measure does not fit.
    """
    given = _pairs(text)
    if "label" not in given:
        raise _misspelt("label")
    return custom_stock(
        label=_pair("label", given["label"]),
        page=_page(given.get("page", "a4")),
        grid=_grid(given.get("grid", "1x1")),
        at=_pair("at", given["at"]) if "at" in given else None,
        pitch=_pair("pitch", given["pitch"]) if "pitch" in given else None,
        corner=_number("corner", given.get("corner", "0")),
        shape=_shape(given.get("shape", Shape.RECTANGLE)),
        roll="roll" in given,
    )


def _placed(stock: Stock, at: tuple[float, float] | None) -> Stock:
    if at is None:
        across = (stock.page_width - right_edge(stock)) / 2
        down = (stock.page_height - bottom_edge(stock)) / 2
        # Labels too large for the page are told so, not that they begin outside it.
        at = (max(0.0, across), max(0.0, down))
    return replace(stock, left=at[0], top=at[1])


def _spelled(stock: Stock) -> str:
    words = [
        f"page={_exact(stock.page_width, stock.page_height)}",
        f"label={_exact(stock.label_width, stock.label_height)}",
        f"grid={stock.columns}x{stock.rows}",
        f"at={_exact(stock.left, stock.top)}",
    ]
    if stock.per_page > 1:
        words.append(f"pitch={_exact(stock.pitch_x, stock.pitch_y)}")
    if stock.corner:
        words.append(f"corner={stock.corner!r}")
    if stock.shape is not Shape.RECTANGLE:
        words.append(f"shape={stock.shape}")
    if stock.roll:
        words.append("roll")
    return PREFIX + ",".join(words)


def _exact(across: float, down: float) -> str:
    return "x".join(repr(round(each, 6)).removesuffix(".0") for each in (across, down))


def _size(stock: Stock) -> str:
    return f"{said(stock.label_width)} × {said(stock.label_height)} mm"


def _said(stock: Stock) -> str:
    page = f"{said(stock.page_width)} × {said(stock.page_height)} mm"
    return f"{_size(stock)}, {stock.columns} × {stock.rows} on {page}"


def _pairs(text: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for word in text.strip()[len(PREFIX) :].split(","):
        key, _, value = word.partition("=")
        key = key.strip().lower()
        if key not in _KEYS or key in given:
            raise _misspelt(word)
        given[key] = value.strip().lower()
    return given


def _page(text: str) -> tuple[float, float]:
    return PAGES[text] if text in PAGES else _pair("page", text)


def _pair(key: str, text: str) -> tuple[float, float]:
    across, cross, down = text.replace("×", "x").partition("x")
    if not cross:
        raise _misspelt(f"{key}={text}")
    return _number(key, across), _number(key, down)


def _grid(text: str) -> tuple[int, int]:
    columns, rows = _pair("grid", text)
    if columns % 1 or rows % 1:
        raise _misspelt(f"grid={text}")
    return int(columns), int(rows)


def _number(key: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise _misspelt(f"{key}={text}") from None
    if not math.isfinite(number):
        raise _misspelt(f"{key}={text}")
    return number


def _shape(text: str) -> Shape:
    try:
        return Shape(text)
    except ValueError:
        raise _misspelt(f"shape={text}") from None


def _misspelt(word: str) -> InvalidInput:
    return InvalidInput(
        "The stock is not understood at {word}; write it like {example}, in millimetres.",
        word=word.strip()[:40] or "its end",
        example=EXAMPLE,
    )

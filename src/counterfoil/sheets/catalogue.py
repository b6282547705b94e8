"""The stock that is known: read from `resources/stock`, found by part number in any spelling."""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.resources import resource
from counterfoil.sheets.custom import MAKER, PREFIX, custom_stock, parse_custom
from counterfoil.sheets.measures import check_stock
from counterfoil.sheets.stock import Shape, Stock

__all__ = [
    "all_stock",
    "custom_stock",
    "find_stock",
    "spellings",
    "stock_from_json",
    "stock_name",
    "stock_to_json",
]

FOLDER = "stock"
PLAIN = "Plain"
"""The maker of what has none: paper, cards to be cut, rolls."""
_NEAR = 3
_LONGEST_NAME = 40


@cache
def all_stock() -> tuple[Stock, ...]:
    """Return all stock, by maker and in the order of its files."""
    files = sorted(resource(FOLDER).glob("*.toml"))
    return tuple(stock for file in files for stock in _read(file))


def find_stock(text: str) -> Stock:
    """Return the stock with this id, or this part with or without its maker, or of these measures.

    Neither capitals nor spaces and signs count: `Avery L7160`, `l7160` and `avery-l7160` are one;
    so is `L7160-100`, a pack of it. Measures are written `custom:…`, see `sheets.custom`.

    Raises:
        InvalidInput: the measures are wrong.
        NotFound: there is none; the sentence names what is spelt like it.
    """
    if text.strip().lower().startswith(PREFIX):
        return parse_custom(text)
    names = _names()
    pack, dash, _ = text.rpartition("-")
    found = names.get(_key(text)) or (names.get(_key(pack)) if dash else None)
    if found is None:
        raise _unknown(text)
    return found


def stock_name(stock: Stock) -> str:
    """Return what a stock is called: by maker and part, or by what it is where it has no maker."""
    named = stock.maker not in {PLAIN, MAKER}
    return f"{stock.maker} {stock.parts[0]}" if named else stock.description


def stock_to_json(stock: Stock) -> str:
    """Return `stock` as JSON, to be kept with what was printed on it."""
    return _adapter().dump_json(stock).decode()


def stock_from_json(text: str) -> Stock:
    """Return the stock that was kept as JSON.

    Raises:
        InvalidInput: it is no stock, or its measures cannot be.
    """
    try:
        stock = _adapter().validate_json(text)
    except ValidationError as error:
        raise InvalidInput("What was kept of the label stock cannot be read.") from error
    check_stock(stock)
    return stock


def _read(file: Path) -> Iterator[Stock]:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    for entry in content["stock"]:
        yield _stock(content["maker"], content["page"], entry)


def _stock(maker: str, page: list[float], entry: Mapping[str, Any]) -> Stock:
    parts = tuple(entry["parts"])
    width, height = entry.get("page", page)
    label_width, label_height = entry["label"]
    columns, rows = entry.get("grid", (1, 1))
    left, top = entry.get("at", (0, 0))
    pitch_x, pitch_y = entry.get("pitch", (0, 0))
    return Stock(
        id=entry.get("id") or _id(maker, parts[0]),
        maker=maker,
        parts=parts,
        description=entry["name"],
        page_width=float(width),
        page_height=float(height),
        label_width=float(label_width),
        label_height=float(label_height),
        columns=columns,
        rows=rows,
        left=float(left),
        top=float(top),
        pitch_x=float(pitch_x),
        pitch_y=float(pitch_y),
        corner=float(entry.get("corner", 0)),
        shape=Shape(entry.get("shape", Shape.RECTANGLE)),
        roll=entry.get("roll", False),
        source=entry["source"],
    )


def _id(maker: str, part: str) -> str:
    return f"{maker}-{part}".lower().replace(" ", "-")


@cache
def _names() -> dict[str, Stock]:
    return {_key(name): stock for stock in all_stock() for name in spellings(stock)}


def spellings(stock: Stock) -> Iterator[str]:
    """Yield what `stock` is called: its id, its parts, and these with the maker; none is shared."""
    yield stock.id
    for part in stock.parts:
        yield part
        yield stock.maker + part
        # "Avery Zweckform 3474" is "Zweckform 3474" to many.
        yield stock.maker.rpartition(" ")[2] + part


def _key(text: str) -> str:
    return "".join(each for each in text.casefold().replace("×", "x") if each.isalnum())


def _unknown(text: str) -> NotFound:
    name = text.strip()[:_LONGEST_NAME]
    known = {each.lower(): each for stock in all_stock() for each in (stock.id, *stock.parts)}
    near = [known[each] for each in get_close_matches(name.lower(), known, _NEAR)]
    if near:
        return NotFound(
            "There is no label stock {name}; near it are {near}.", name=name, near=", ".join(near)
        )
    return NotFound(
        "There is no label stock {name}; look for it in the list of stock, or give its measures.",
        name=name,
    )


@cache
def _adapter() -> TypeAdapter[Stock]:
    return TypeAdapter(Stock)

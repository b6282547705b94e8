"""Label stock in words: what it is called, how large its labels are, and how many a page has."""

from decimal import Decimal

from counterfoil.desk import formats
from counterfoil.desk.translation import _, n_
from counterfoil.sheets.catalogue import stock_name
from counterfoil.sheets.stock import Stock

INCH = 25.4
A4, LETTER = (210.0, 297.0), (215.9, 279.4)


def name(stock: Stock) -> str:
    """Return the maker and the usual part number."""
    return stock_name(stock)


def size(stock: Stock) -> str:
    """Return the size of a label, and how many stand on which page."""
    label = _("{width} × {height} mm").format(
        width=length(stock.label_width), height=length(stock.label_height)
    )
    if page_size(stock) == LETTER:
        inches = _("{width} × {height} in").format(
            width=length(stock.label_width / INCH), height=length(stock.label_height / INCH)
        )
        label = f"{label} ({inches})"
    return f"{label} · {_on_page(stock)}"


def length(amount: float) -> str:
    """Return a length with at most two decimals."""
    return formats.number(round(Decimal(str(amount)), 2))


def page_size(stock: Stock) -> tuple[float, float]:
    """Return the page's width and height in millimetres, to a tenth."""
    return round(stock.page_width, 1), round(stock.page_height, 1)


def sought(stock: Stock) -> str:
    """Return what a stock is found by: maker, parts, what it is and its size, plainly spelt."""
    return _plain(" ".join((stock.maker, *stock.parts, stock.description, stock.id, size(stock))))


def matches(hay: str, typed: str) -> bool:
    """Say whether what a stock is found by has every word that was typed, in any spelling."""
    return all(_plain(word) in hay for word in typed.split())


def _on_page(stock: Stock) -> str:
    if stock.roll:
        return _("roll")
    pages = {A4: _("A4"), LETTER: _("US Letter")}
    page = pages.get(page_size(stock)) or _("a page of {width} × {height} mm").format(
        width=length(stock.page_width), height=length(stock.page_height)
    )
    count = n_("{count} on {page}", "{count} on {page}", stock.per_page)
    return count.format(count=formats.number(stock.per_page), page=page)


def _plain(text: str) -> str:
    return "".join(
        each for each in text.casefold().replace(",", ".") if each.isalnum() or each == "."
    )

"""Whether the measures of a stock can be true: labels on the page, apart, and large enough."""

from collections.abc import Iterator

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.stock import Shape, Stock

SMALLEST_LABEL = 5.0
"""Millimetres: below this not even the smallest QR symbol can be read."""
SMALLEST_PAGE = 20.0
LARGEST_PAGE = 2000.0
"""Millimetres; a PDF page ends at 14,400 points, which is 5,080 mm (ISO 32000-1, annex C.2)."""
MOST_LABELS = 2000
# Makers round to a tenth or a hundredth of a millimetre.
_TOLERANCE = 0.02


def check_stock(stock: Stock) -> None:
    """Raise `InvalidInput` for the first measure of `stock` that cannot be, and say what would."""
    for problem in _problems(stock):
        raise problem


def _problems(stock: Stock) -> Iterator[InvalidInput]:
    yield from _page_problems(stock)
    yield from _label_problems(stock)
    yield from _grid_problems(stock)
    yield from _edge_problems(stock)


def _page_problems(stock: Stock) -> Iterator[InvalidInput]:
    # Here and below: asked so that what is no number fails too.
    sides = (stock.page_width, stock.page_height)
    if not all(SMALLEST_PAGE <= side <= LARGEST_PAGE for side in sides):
        yield InvalidInput(
            "A page is {least} to {most} mm wide and high, not {width} × {height} mm.",
            least=said(SMALLEST_PAGE),
            most=said(LARGEST_PAGE),
            width=said(stock.page_width),
            height=said(stock.page_height),
        )


def _label_problems(stock: Stock) -> Iterator[InvalidInput]:
    if not min(stock.label_width, stock.label_height) >= SMALLEST_LABEL:
        yield InvalidInput(
            "A label is at least {least} mm wide and high, not {width} × {height} mm.",
            least=said(SMALLEST_LABEL),
            width=said(stock.label_width),
            height=said(stock.label_height),
        )
    if not 0 <= stock.corner <= min(stock.label_width, stock.label_height) / 2:
        yield InvalidInput(
            "The corners of the labels are rounded by 0 to {most} mm, half of the shorter side.",
            most=said(min(stock.label_width, stock.label_height) / 2),
        )
    if stock.shape is Shape.ELLIPSE and stock.corner:
        yield InvalidInput("A round label has no corners; leave their rounding at 0.")


def _grid_problems(stock: Stock) -> Iterator[InvalidInput]:
    if stock.columns < 1 or stock.rows < 1 or stock.per_page > MOST_LABELS:
        yield InvalidInput(
            "A page has 1 to {most} labels, in at least one column and one row.", most=MOST_LABELS
        )
    if stock.columns > 1 and not stock.pitch_x >= stock.label_width - _TOLERANCE:
        yield InvalidInput(
            "The labels beside each other overlap: from one to the next it is {pitch} mm, but they"
            " are {width} mm wide; give at least that.",
            pitch=said(stock.pitch_x),
            width=said(stock.label_width),
        )
    if stock.rows > 1 and not stock.pitch_y >= stock.label_height - _TOLERANCE:
        yield InvalidInput(
            "The labels above each other overlap: from one to the next it is {pitch} mm, but they"
            " are {height} mm high; give at least that.",
            pitch=said(stock.pitch_y),
            height=said(stock.label_height),
        )
    if stock.roll and stock.per_page > 1:
        yield InvalidInput("A roll has one label to a page; choose sheets, or one label.")


def _edge_problems(stock: Stock) -> Iterator[InvalidInput]:
    if not min(stock.left, stock.top) >= 0:
        yield InvalidInput(
            "The first label begins outside the page; measure its place from the page's top left."
        )
    over = right_edge(stock) - stock.page_width
    if not over <= _TOLERANCE:
        yield InvalidInput(
            "The labels reach {over} mm over the right edge of the page; make them narrower or"
            " fewer, or begin further to the left.",
            over=said(over),
        )
    over = bottom_edge(stock) - stock.page_height
    if not over <= _TOLERANCE:
        yield InvalidInput(
            "The labels reach {over} mm over the lower edge of the page; make them lower or fewer,"
            " or begin further up.",
            over=said(over),
        )


def right_edge(stock: Stock) -> float:
    """Return where the rightmost labels end, in millimetres from the left of the page."""
    return stock.left + (stock.columns - 1) * stock.pitch_x + stock.label_width


def bottom_edge(stock: Stock) -> float:
    """Return where the lowest labels end, in millimetres from the top of the page."""
    return stock.top + (stock.rows - 1) * stock.pitch_y + stock.label_height


def said(measure: float) -> str:
    """Return a measure as it is read: `63.5`, `38`."""
    return f"{measure:.2f}".rstrip("0").rstrip(".") or "0"

"""Label stock: the sheets, cards and rolls that shops buy, by maker and part number."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """The outline of a label."""

    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"


@dataclass(frozen=True, slots=True)
class Stock:
    """A page of labels, all measures in millimetres from its top left as it is fed.

    `id` is the maker and the part as typed on the command line (`avery-l7160`); `parts` are all
    part numbers with these measures, the first one the usual. `left` and `top` place the first
    label, `pitch_x` and `pitch_y` lead from one to the next. `corner` is the radius of the corners.
    A roll has one label to a page. `source` says where the measures were read.
    """

    id: str
    maker: str
    parts: tuple[str, ...]
    description: str
    page_width: float
    page_height: float
    label_width: float
    label_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    pitch_x: float = 0.0
    pitch_y: float = 0.0
    corner: float = 0.0
    shape: Shape = Shape.RECTANGLE
    roll: bool = False
    source: str = ""

    @property
    def per_page(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres, from the top left of the page or label it lies on."""

    x: float
    y: float
    width: float
    height: float


def place_box(stock: Stock, place: int) -> Box:
    """Return where a label lies on its page; places count from 1, along the rows."""
    row, column = divmod(place - 1, stock.columns)
    return Box(
        stock.left + column * stock.pitch_x,
        stock.top + row * stock.pitch_y,
        stock.label_width,
        stock.label_height,
    )

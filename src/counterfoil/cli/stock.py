"""`stock`: the label stock that is known, and a page to calibrate a printer with."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from counterfoil.cli.adjust import adjusted, adjustment
from counterfoil.cli.options import json_option
from counterfoil.cli.output import Column, say, show_facts, show_json, show_records
from counterfoil.sheets.catalogue import all_stock, find_stock, stock_name
from counterfoil.sheets.custom import EXAMPLE
from counterfoil.sheets.measures import said
from counterfoil.sheets.stock import Shape, Stock

COLUMNS = (
    Column("Name", "id"),
    Column("What", "description"),
    Column("Label (mm)", "labelSize"),
    Column("Grid", "gridSize"),
    Column("Page (mm)", "pageSize"),
    Column("Parts", "parts"),
)
# No moment is shown, so none is shown on a clock.
_ZONE = ZoneInfo(str(UTC))

stock_argument = click.argument("name", metavar="NAME")


@click.group()
def stock() -> None:
    r"""Label stock, by maker and part number, or by its measures.

    \b
    NAME is a name of the list, a part number as it is on the box, or measures:
    custom:page=210x297,label=60x40,grid=3x7,at=10x12,pitch=63x40
    All in millimetres, across before down; `page` may be a4, a5, a6 or letter, `grid` is one
    label, without `at` they lie in the middle, `pitch` leads from one to the next. Besides:
    corner=2 for rounded corners, shape=ellipse for round labels, roll for a roll.
    """


@stock.command("list")
@click.argument("text", required=False, default="")
@json_option
def list_command(text: str, *, as_json: bool) -> None:
    """List the stock that is known, or that whose name, parts or use hold TEXT."""
    wanted = text.casefold()
    rows = (_row(each, as_json=as_json) for each in all_stock() if wanted in _words(each))
    none = f"No stock has {text} in its name; measures do as well, such as {EXAMPLE}."
    show_records(rows, COLUMNS, as_json=as_json, zone=_ZONE, none=none)


@stock.command("show")
@stock_argument
@json_option
def show_command(name: str, *, as_json: bool) -> None:
    """Show the measures of the stock NAME, and where they come from."""
    found = find_stock(name)
    if as_json:
        show_json(stock_record(found))
        return
    say(stock_name(found))
    show_facts(_facts(found), _ZONE)


@stock.command("calibrate")
@stock_argument
@click.option(
    "-o",
    "output",
    metavar="FILE.pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where the page goes.",
)
@adjusted
def calibrate_command(name: str, output: Path, offset: str | None, scale: str | None) -> None:
    """Make a page to print on plain paper and hold over the stock NAME.

    It tells which --offset and --scale put the labels in their places.
    """
    from counterfoil.sheets.calibration import write_calibration

    write_calibration(output, find_stock(name), adjustment(offset, scale))
    say(f"The calibration page is in {output}; print it on plain paper in its actual size.")


def stock_record(each: Stock) -> dict[str, object]:
    """Return a stock as a record, all measures in millimetres."""
    return {
        "id": each.id,
        "maker": each.maker,
        "parts": each.parts,
        "description": each.description,
        "page": [each.page_width, each.page_height],
        "label": [each.label_width, each.label_height],
        "grid": [each.columns, each.rows],
        "at": [each.left, each.top],
        "pitch": [each.pitch_x, each.pitch_y],
        "corner": each.corner,
        "shape": each.shape.value,
        "roll": each.roll,
        "perPage": each.per_page,
        "source": each.source,
    }


def _row(each: Stock, *, as_json: bool) -> dict[str, object]:
    if as_json:
        return stock_record(each)
    return {
        "id": each.id,
        "description": each.description,
        "parts": each.parts,
        "labelSize": _size(each.label_width, each.label_height),
        "gridSize": f"{each.columns} × {each.rows}",
        "pageSize": _size(each.page_width, each.page_height),
    }


def _words(each: Stock) -> str:
    return " ".join((each.id, each.maker, each.description, *each.parts)).casefold()


def _facts(each: Stock) -> Iterator[tuple[str, object]]:
    yield "Name", each.id
    yield "Parts", each.parts
    yield "What", each.description
    yield "Page", f"{_size(each.page_width, each.page_height)} mm"
    yield "Label", f"{_size(each.label_width, each.label_height)} mm"
    yield "Grid", f"{each.columns} × {each.rows}, {each.per_page} to a page"
    yield "First at", f"{_size(each.left, each.top)} mm"
    if each.per_page > 1:
        yield "Next after", f"{_size(each.pitch_x, each.pitch_y)} mm"
    if each.corner:
        yield "Corners", f"{said(each.corner)} mm"
    if each.shape is Shape.ELLIPSE:
        yield "Shape", "round"
    yield "Source", each.source


def _size(across: float, down: float) -> str:
    return f"{said(across)} × {said(down)}"

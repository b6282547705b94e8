"""How a sheet printer is out, as options: what its calibration page says to set."""

from collections.abc import Callable
from typing import TypeVar

import click

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.design import Adjustment

F = TypeVar("F", bound=Callable[..., object])

MOST_OFFSET, MOST_STRETCH = 30.0, 5.0
"""Millimetres, and percent: a printer that is out by more is to be mended."""

_offset = click.option(
    "--offset", metavar="X,Y", help="Move the print: millimetres to the right, and down."
)
_scale = click.option(
    "--scale", metavar="X,Y", help="Stretch the print: percent across, and down; 100,100 is as is."
)


def adjusted(command: F) -> F:
    """Give a command its `--offset` and `--scale`, which `adjustment` reads."""
    return _offset(_scale(command))


def adjustment(offset: str | None, scale: str | None) -> Adjustment:
    """Return what the options ask for. Raises InvalidInput."""
    right, down = _pair("offset", offset or "0,0", 0.0, MOST_OFFSET, "1.5,-0.5")
    across, along = _pair("scale", scale or "100,100", 100.0, MOST_STRETCH, "100.3,99.8")
    return Adjustment(right, down, across / 100, along / 100)


def _pair(name: str, text: str, middle: float, most: float, example: str) -> tuple[float, float]:
    try:
        first, second = (float(each) for each in text.split(","))
    except ValueError:
        raise _refusal(name, middle, most, example) from None
    if not all(abs(each - middle) <= most for each in (first, second)):
        raise _refusal(name, middle, most, example)
    return first, second


def _refusal(name: str, middle: float, most: float, example: str) -> InvalidInput:
    return InvalidInput(
        "--{name} takes two numbers from {least:g} to {most:g}, such as {example}.",
        name=name,
        least=middle - most,
        most=middle + most,
        example=example,
    )

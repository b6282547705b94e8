"""What is printed: records as aligned tables or JSON lines, moments on the store's clock."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, islice
from zoneinfo import ZoneInfo

import click

from counterfoil.domain.text import printable
from counterfoil.domain.units import plain

Record = Mapping[str, object]

# Rows that are looked at before the columns' widths are settled; later ones may be wider.
_SETTLED_BY = 200
_WIDEST_CELL = 60
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the record's `key` under `title`.

    A number that `is_name` is one to be typed again, so its thousands are not set apart.
    """

    title: str
    key: str
    right: bool = False
    is_name: bool = False

    def text(self, record: Record, zone: ZoneInfo) -> str:
        """Return the cell of a record."""
        value = record.get(self.key)
        return str(value) if self.is_name and value is not None else cell(value, zone)


def show_records(
    records: Iterable[Record],
    columns: Sequence[Column],
    *,
    as_json: bool,
    zone: ZoneInfo,
    none: str,
) -> None:
    """Print records one a line: all of each as JSON, or its columns in a table; `none` for none."""
    if as_json:
        for record in records:
            show_json(record)
        return
    rows = ([column.text(record, zone) for column in columns] for record in records)
    first = list(islice(rows, _SETTLED_BY))
    if not first:
        say(none)
        return
    titles = [column.title for column in columns]
    widths = [max(map(_width, cells)) for cells in zip(titles, *first, strict=True)]
    click.echo(click.style(_line(titles, widths, columns), bold=True))
    for row in chain(first, rows):
        click.echo(_line(row, widths, columns))


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows of text as lines with aligned columns, the last one as long as it is."""
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (_padded(text, width) for text, width in zip(row[:-1], widths, strict=False))
        yield printable(_GAP.join([*cells, row[-1]]))


def show_json(record: Record) -> None:
    """Print one record as a line of JSON; in ASCII where the output has no UTF-8."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(record, ensure_ascii=not utf8, default=_as_json))


def show_facts(facts: Iterable[tuple[str, object]], zone: ZoneInfo, indent: str = "  ") -> None:
    """Print named facts under one another, those that are empty left out."""
    shown = [(name, text) for name, value in facts if (text := cell(value, zone))]
    width = max((_width(name) for name, _ in shown), default=0)
    for name, text in shown:
        click.echo(f"{indent}{_padded(name, width)}{_GAP}{text}")


def say(sentence: str) -> None:
    """Print a sentence."""
    click.echo(printable(sentence))


def counted(count: int, noun: str) -> str:
    """Return how many there are: 1 code, 2 codes."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def when(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment on the store's clock, the month in words so that none is taken for a day."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y, %H:%M}"


def cell(value: object, zone: ZoneInfo) -> str:
    """Return a value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return when(value, zone)
    if isinstance(value, Decimal):
        return f"{plain(value):,}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={each}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(cell(each, zone) for each in value)
    return printable(str(value))


def iso(moment: datetime) -> str:
    """Return a moment as records give it: ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat()


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Decimal):
        return plain(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    padded = (
        _padded(text, min(width, _WIDEST_CELL), right=column.right)
        for text, width, column in zip(cells, widths, columns, strict=True)
    )
    return _GAP.join(padded).rstrip()


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(bool(unicodedata.combining(sign)) for sign in text)

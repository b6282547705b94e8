"""The rows of a CSV file of codes: its delimiter and columns found, its cells taken out."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, TypeAlias

from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.codes.csv_file import CsvFile, delimiter_of, parsing

Row: TypeAlias = list[str]

_SAMPLE: Final = 20
_CODE_NAMES: Final = frozenset(
    {
        *("code", "codes", "codetext", "uniquecode", "serial", "serialnumber"),
        *("promocode", "promotioncode", "promotionalcode", "discountcode", "giftcode"),
        *("voucher", "vouchercode", "vouchernumber", "coupon", "couponcode"),
        *("redemptioncode", "redeemcode"),
        *("kod", "kody", "kodpromocyjny", "kodrabatowy", "kodkuponu", "kupon"),
    }
)
_STATUS_NAMES: Final = frozenset({"status", "codestatus", "state", "stan"})
_BATCH_NAMES: Final = frozenset({"batch", "batchname", "partia", "seria"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the cells stand, from 0; None where there is no such column."""

    code: int
    status: int | None = None
    batch: int | None = None
    has_heading: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of some rows by column, and the lines the rows end on; "" where there is none."""

    lines: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    batches: list[str] = field(default_factory=list)


class CsvRows:
    """The rows of a file, with where their cells stand."""

    def __init__(self, file: CsvFile, lines: Iterator[str], column: str | None = None) -> None:
        """Find delimiter and columns in the first rows; `column` names the one with the codes.

        Raises InvalidInput where there is no such column, or what is there is no CSV.
        """
        self._file = file
        self._reader = csv.reader(())
        with self._readable():
            first = list(islice(lines, _SAMPLE))
        self._reader = csv.reader(chain(first, lines), delimiter=delimiter_of(first), strict=True)
        with self._readable():
            self._sample = [pair for pair in self._numbered(_SAMPLE // 2) if any(pair[1])]
        self.columns = _columns([row for _, row in self._sample], column, file.name)

    def chunks(self, size: int) -> Iterator[Cells]:
        """Give the cells of at most `size` rows at a time, without blank rows.

        Raises InvalidInput for what is no CSV.
        """
        yield self._cut(self._sample[self.columns.has_heading :])
        before = -1
        while before < self._reader.line_num:
            before = self._reader.line_num
            with self._readable():
                cells = self._cut(self._numbered(size))
            yield cells

    def _numbered(self, count: int) -> Iterator[tuple[int, Row]]:
        reader = self._reader
        return ((reader.line_num, row) for row in islice(reader, count))

    def _cut(self, numbered: Iterable[tuple[int, Row]]) -> Cells:
        # Rows are let go of at once: keeping them costs the garbage collector a third of the time.
        cells, columns = Cells(), self.columns
        for line, row in numbered:
            if any(row):
                cells.lines.append(line)
                cells.codes.append(_cell(row, columns.code))
                cells.statuses.append(_cell(row, columns.status))
                cells.batches.append(_cell(row, columns.batch))
        return cells

    def _readable(self) -> AbstractContextManager[None]:
        return parsing(self._file, lambda: self._reader.line_num)


def _cell(row: Row, place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _columns(sample: Sequence[Row], column: str | None, file_name: str) -> Columns:
    heading = [_name(cell) for cell in sample[0]] if sample else []
    names = _CODE_NAMES if column is None else frozenset({_name(column)})
    code = _place(heading, names)
    if code is not None:
        return Columns(
            code, _place(heading, _STATUS_NAMES), _place(heading, _BATCH_NAMES), has_heading=True
        )
    is_heading = _looks_like_heading(sample)
    if column is None and (len(heading) < 2 or not is_heading):
        return Columns(0, has_heading=is_heading)
    raise InvalidInput(
        "The file {name} has no column {wanted}, only {columns}; name the column of the codes so.",
        name=file_name,
        wanted=column or "code",
        columns=", ".join(cell.strip()[:40] for cell in sample[0][:20]) if sample else "",
    )


def _looks_like_heading(sample: Sequence[Row]) -> bool:
    """Say whether the first cell is a heading: it has no digit, and everything below it has."""
    cells = [row[0] for row in sample]
    return len(cells) > 1 and not _has_digit(cells[0]) and all(map(_has_digit, cells[1:]))


def _has_digit(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell)


def _name(cell: str) -> str:
    return "".join(sign for sign in cell.casefold() if sign.isalnum())


def _place(heading: Sequence[str], names: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(heading) if name in names), None)

"""A CSV file whose first row names its columns, read in chunks of numbered rows."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import chain, islice
from typing import Final, TypeAlias

from counterfoil.ledger.codes.csv_file import CsvFile, delimiter_of, parsing

Row: TypeAlias = list[str]
NumberedRow: TypeAlias = tuple[int, Row]
"""The line of the file on which a row ends, and its cells."""

_BLANK_BEFORE: Final = 100
"""Lines in which the heading must come."""


class CsvTable:
    """The rows of a file below its `heading`; `lines` are those of the opened file."""

    def __init__(self, file: CsvFile, lines: Iterable[str]) -> None:
        """Find the delimiter and the heading. Raises InvalidInput for what is no CSV."""
        self._file = file
        self._reader = csv.reader(())
        source = iter(lines)
        with self._readable():
            first = list(islice(source, _BLANK_BEFORE))
        self._reader = csv.reader(chain(first, source), delimiter=delimiter_of(first), strict=True)
        with self._readable():
            self.heading: Row = next((row for row in self._reader if any(row)), [])

    def chunks(self, size: int) -> Iterator[list[NumberedRow]]:
        """Give the rows in lists of at most `size`, without blank ones.

        Raises InvalidInput for what is no CSV.
        """
        while True:
            with self._readable():
                rows = list(islice(self._numbered(), size))
            if not rows:
                return
            yield rows

    def _numbered(self) -> Iterator[NumberedRow]:
        return ((self._reader.line_num, row) for row in self._reader if any(row))

    def _readable(self) -> AbstractContextManager[None]:
        return parsing(self._file, lambda: self._reader.line_num)

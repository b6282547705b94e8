"""A CSV file looked over before it is read: is it text, in which encoding, of how many lines.

One quick pass over the bytes refuses what no import can use, so that reading row by row afterwards
is bounded: no line is longer than the limit, and no more rows come than were counted.
"""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

import numpy as np
from numpy.typing import NDArray

from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.domain.text import printable

LONGEST_LINE: Final = 64 * 1024
"""Bytes of a line. A row of codes has some hundred; a million columns are none."""

_CHUNK: Final = 1 << 20
_DELIMITERS: Final = ",;\t|"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark this one begins with.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT: Final = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
)
"""How workbooks (new and old), PDFs, pictures and compressed files begin."""
_GUESS: Final = "cp1250"
"""What a file that is not UTF-8 is taken for: Excel's, from Warsaw to Zagreb. Codes and headings
of letters A to Z and digits read alike in all its relatives; others are not taken on a guess."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A text file ready to be read row by row.

    `most_rows` is an upper bound. `guessed` says that the encoding is not certain beyond ASCII.
    """

    path: Path
    encoding: str
    most_rows: int
    guessed: bool = False

    @property
    def name(self) -> str:
        """The file's name as messages give it."""
        return self.path.name

    @property
    def title(self) -> str:
        """What is called after the file; of characters that can be shown."""
        return printable(self.path.stem)

    def open(self) -> TextIO:
        """Open it for reading; MachineError where that fails. A guess may replace characters."""
        errors = "replace" if self.guessed else "strict"
        with _readable(self.path):
            return self.path.open(encoding=self.encoding, errors=errors, newline="")


def delimiter_of(lines: Iterable[str]) -> str:
    """Return what divides the cells: the sign of those in use that the first line has most of."""
    first = next((line for line in lines if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


@contextmanager
def parsing(file: CsvFile, line: Callable[[], int]) -> Iterator[None]:
    """Raise InvalidInput for what is no CSV, naming the `line` that was read last."""
    try:
        yield
    except csv.Error as error:
        raise InvalidInput(
            "Line {line} of {name} cannot be read ({reason}); a cell in quotes may not be closed."
            " Mend it and import the file again.",
            line=line(),
            name=file.name,
            reason=str(error),
        ) from None
    except UnicodeError:
        raise InvalidInput(
            "The file {name} is damaged after line {line}, or not in {encoding}; save it as CSV in"
            " UTF-8 and import it again.",
            name=file.name,
            line=line(),
            encoding=file.encoding.upper(),
        ) from None


def look_over(path: Path) -> CsvFile:
    """Return the encoding and size of a CSV file.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is empty, not text, or has a line longer than `LONGEST_LINE`.
        MachineError: it cannot be read.
    """
    with _readable(path):
        return _look_over(path)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotFound("There is no file {name}; check the path.", name=str(path)) from None
    except IsADirectoryError:
        raise InvalidInput("{name} is a folder; give a CSV file.", name=str(path)) from None
    except OSError as error:
        raise MachineError(
            "The file {name} cannot be read ({reason}); check who owns it.",
            name=str(path),
            reason=error.strerror,
        ) from error


def _look_over(path: Path) -> CsvFile:
    if path.exists() and not path.is_file() and not path.is_dir():
        # It is read more than once, which a pipe cannot be.
        raise InvalidInput("{name} is not a file; save it as one and import that.", name=str(path))
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    if not head.strip(b'\0\r\n\t ,;"\xef\xbb\xbf\xff\xfe'):
        raise InvalidInput("The file {name} is empty; give another one.", name=path.name)
    if head.startswith(_NO_TEXT):
        raise _not_text(path)
    line_end = b"\n" if b"\n" in head else b"\r"
    encoding = _marked(head) or _unmarked_utf16(head)
    if encoding and "8" not in encoding:
        return CsvFile(path, encoding, _count(path, line_end, has_nul=True))
    most_rows = _count(path, line_end, has_nul=False)
    if _is_utf8(path):
        return CsvFile(path, encoding or "utf-8", most_rows)
    return CsvFile(path, _GUESS, most_rows, guessed=True)


def _marked(head: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: in text of few languages, every other byte is 0."""
    sample = np.frombuffer(head[: len(head) & ~1], np.uint8).reshape(-1, 2)
    low, high = (sample == 0).mean(axis=0) if len(sample) else (0.0, 0.0)
    if high > 0.7 and low < 0.1:
        return "utf-16-le"
    return "utf-16-be" if low > 0.7 and high < 0.1 else None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _count(path: Path, line_end: bytes, *, has_nul: bool) -> int:
    """Return how many rows there are at most; refuse long lines, and NUL bytes unless expected."""
    line, open_line, most_rows = 1, 0, 1
    for chunk in _chunks(path):
        signs = np.frombuffer(chunk, np.uint8)
        ends = np.flatnonzero(signs == line_end[0])
        if not has_nul and b"\0" in chunk:
            raise InvalidInput(
                "The file {name} has NUL bytes, the first in line {line}; save it as CSV in UTF-8"
                " and import it again.",
                name=path.name,
                line=line + chunk.count(line_end, 0, chunk.index(b"\0")),
            )
        _refuse_long(path, ends, open_line, len(signs), line)
        open_line = len(signs) - int(ends[-1]) - 1 if len(ends) else open_line + len(signs)
        line += len(ends)
        most_rows += chunk.count(b"\n") + chunk.count(b"\r")
    return most_rows


def _refuse_long(path: Path, ends: NDArray[np.intp], open_line: int, size: int, line: int) -> None:
    lengths = np.diff(np.concatenate([[-1 - open_line], ends, [size]])) - 1
    longest = int(np.argmax(lengths))
    if lengths[longest] > LONGEST_LINE:
        raise InvalidInput(
            "Line {line} of {name} has more than {most:,} characters; put each row on one line.",
            line=line + longest,
            name=path.name,
            most=LONGEST_LINE,
        )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _not_text(path: Path) -> InvalidInput:
    return InvalidInput(
        "{name} is not a CSV file; open it in its own program, save it as CSV in UTF-8 and import"
        " that.",
        name=path.name,
    )

"""Rows of a CSV file turned into codes to add, and those that cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Final

from counterfoil.domain.code import fold_any
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.codes.cell import without_guard
from counterfoil.ledger.codes.csv_file import CsvFile
from counterfoil.ledger.codes.csv_rows import Cells
from counterfoil.ledger.tables.codes import UNUSED, USED, VOID

_STATUSES: Final = {
    **dict.fromkeys(("", "unused", "new", "active", "valid", "available"), UNUSED),
    **dict.fromkeys(("used", "redeemed", "spent"), USED),
    **dict.fromkeys(("void", "voided", "cancelled", "canceled", "blocked", "inactive"), VOID),
}
_SHOWN: Final = 40

NO_CODE: Final = "there is no code in this row"
NOT_A_CODE: Final = "this cannot be a code: it is too long, or has only spaces and dashes"
NO_STATUS: Final = "the status is none of unused, used and void"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not imported: its line in the file, why, and what stands there.

    `template` and `values` say why, as those of a `UserError` do.
    """

    line: int
    template: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Why it was not, in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """Codes in the order of the file: as given, canonical, status digit and batch name.

    `bad` holds the rows among them that were none.
    """

    texts: Sequence[str]
    canonical: Sequence[str]
    statuses: bytes
    names: Sequence[str]
    bad: Sequence[BadRow] = ()


def read_codes(cells: Cells, file: CsvFile) -> ReadCodes:
    """Take the codes out of some rows, column by column.

    Raises InvalidInput where the file's encoding is not known and the codes depend on it.
    """
    texts = _clean(cells.codes)
    canonical = [fold_any(text) for text in texts]
    statuses = [_STATUSES.get(cell.lower()) for cell in cells.statuses]
    if file.guessed:
        _refuse_guess(cells.lines, texts, file)
    sound = [
        text is not None and status is not None
        for text, status in zip(canonical, statuses, strict=True)
    ]
    bad = [
        _bad(cells.lines[place], texts[place], canonical[place])
        for place, is_sound in enumerate(sound)
        if not is_sound
    ]
    return ReadCodes(
        texts=list(compress(texts, sound)),
        canonical=[text for text in compress(canonical, sound) if text],
        statuses=bytes(48 + status for status in compress(statuses, sound) if status is not None),
        names=list(compress(cells.batches, sound)),
        bad=bad,
    )


def _clean(texts: list[str]) -> list[str]:
    together = "".join(texts)
    if together.isprintable() and "'" not in together:
        return texts
    # Control and direction signs are in no code; they would spoil screens and sheets.
    return ["".join(filter(str.isprintable, without_guard(text))).strip() for text in texts]


def _bad(line: int, text: str, canonical: str | None) -> BadRow:
    if canonical is not None:
        return BadRow(line, NO_STATUS, text[:_SHOWN])
    return BadRow(line, NOT_A_CODE if text else NO_CODE, text[:_SHOWN])


def _refuse_guess(lines: Sequence[int], texts: Sequence[str], file: CsvFile) -> None:
    for line, text in zip(lines, texts, strict=True):
        if not text.isascii():
            raise _encoding_matters(line, file)


def _encoding_matters(line: int, file: CsvFile) -> InvalidInput:
    return InvalidInput(
        "The code in line {line} of {name} has letters that can be read in several ways, because"
        " the file is not in UTF-8; save it as CSV in UTF-8 and import it again.",
        line=line,
        name=file.name,
    )

"""Importing members from a CSV file in short steps: those with a known card are changed.

Each member saved has an entry in the journal, as if saved by hand; a row that changes nothing has
none, so the same file can be imported again.
"""

import codecs
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.errors import InvalidInput, MachineError, UserError
from counterfoil.domain.member import Member
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.codes.csv_file import CsvFile, look_over
from counterfoil.ledger.codes.import_rows import BadRow
from counterfoil.ledger.codes.steps import (
    Cancelled,
    Progress,
    Report,
    Steps,
    Stopped,
    finish,
    never,
    unheard,
    until,
)
from counterfoil.ledger.csv_table import CsvTable, NumberedRow
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_csv import MemberRow, member_of, read_heading, read_row
from counterfoil.ledger.member_put import put_member
from counterfoil.ledger.member_rows import read_card
from counterfoil.ledger.members import new_member_id
from counterfoil.ledger.staff import require

CHUNK: Final = 50
"""Members saved in one transaction: some 50 ms, which a customer at the counter may wait."""

MOST_BAD_ROWS: Final = 100
"""Bad rows that are listed; the rest are only counted."""

_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class ImportedMembers:
    """What came of a file.

    `bad` lists the first hundred of `bad_count` rows that are wrong; its `text` is the card.
    `is_stopped` says that somebody cancelled it; what was saved until then stays.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: tuple[BadRow, ...] = ()
    bad_count: int = 0
    is_stopped: bool = False


@dataclass(slots=True)
class _Import:
    """An import under way; `lines` has the line of each card that was read."""

    ledger: Ledger
    file: CsvFile
    staff: Staff
    now: datetime
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    bad_count: int = 0
    lines: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: int, error: UserError, card: str) -> None:
        """Note a row that is wrong."""
        self.bad_count += 1
        if len(self.bad) < MOST_BAD_ROWS:
            self.bad.append(BadRow(line, error.template, card[:_SHOWN], error.values))

    def result(self, *, is_stopped: bool = False) -> ImportedMembers:
        """Return what has come of it so far."""
        bad = tuple(sorted(self.bad, key=lambda row: row.line))
        return ImportedMembers(
            self.added, self.changed, self.unchanged, bad, self.bad_count, is_stopped
        )


def import_members(
    ledger: Ledger,
    path: Path,
    staff: Staff,
    now: datetime,
    *,
    all_or_nothing: bool = False,
    encoding: str | None = None,
    progress: Report = unheard,
    cancelled: Cancelled = never,
) -> ImportedMembers:
    """Import a file of members. See `member_import_steps`."""
    steps = member_import_steps(
        ledger,
        path,
        staff,
        now,
        all_or_nothing=all_or_nothing,
        encoding=encoding,
        cancelled=cancelled,
    )
    return finish(steps, progress)


def member_import_steps(
    ledger: Ledger,
    path: Path,
    staff: Staff,
    now: datetime,
    *,
    all_or_nothing: bool = False,
    encoding: str | None = None,
    cancelled: Cancelled = never,
) -> Steps[ImportedMembers]:
    """Import members from a CSV file in short steps.

    The first row names the columns (`member_csv`). Bad rows are left out and listed; with
    `all_or_nothing` one of them keeps the whole file out, and the last step saves all members in
    one transaction. `encoding` names that of a file which is not UTF-8.

    Raises:
        Forbidden: `staff` is no manager.
        NotFound: there is no such file.
        InvalidInput: the file is no CSV, has wrong columns, or is in an unknown encoding.
        MachineError: the file cannot be read, or the disk is full or failed; members saved by the
            steps before stay, and the file can be imported again.
    """
    require(staff, Act.IMPORT_MEMBERS)
    work = _Import(ledger, _looked_over(path, encoding), staff, now)
    steps = _all_saved(work) if all_or_nothing else _saved(work)
    try:
        yield from until(cancelled, steps)
    except Stopped:
        return work.result(is_stopped=True)
    return work.result()


def _looked_over(path: Path, encoding: str | None) -> CsvFile:
    file = look_over(path)
    if encoding is not None:
        try:
            return replace(file, encoding=codecs.lookup(encoding).name, guessed=False)
        except LookupError:
            raise InvalidInput(
                "{encoding} is no encoding; give one such as utf-8 or cp1250.",
                encoding=encoding[:40],
            ) from None
    if file.guessed:
        # Every name in it may be one of several, and nobody would notice.
        raise InvalidInput(
            "The file {name} is not in UTF-8, so its letters can be read in several ways; save it"
            " as CSV in UTF-8, or name its encoding.",
            name=file.name,
        )
    return file


def _saved(work: _Import) -> Steps[None]:
    for chunk in _chunks(work):
        with work.ledger.write() as conn:
            for row in chunk:
                with _noting(work, row):
                    _save(work, conn, row)
        yield _progress(work, work.rows)


def _all_saved(work: _Import) -> Steps[None]:
    """Try every row; if none is bad, save all in one transaction."""
    good: list[MemberRow] = []
    for chunk in _chunks(work):
        with work.ledger.read() as conn:
            for row in chunk:
                with _noting(work, row):
                    _made(work, conn, row, is_trial=True)
        good += chunk
        yield _progress(work, work.rows // 2)
    if not work.bad_count:
        with work.ledger.write() as conn:
            for row in good:
                _save(work, conn, row)
        yield _progress(work, work.rows)


def _chunks(work: _Import) -> Iterator[list[MemberRow]]:
    """Give the rows of the file, those that cannot be read left out and noted."""
    with work.file.open() as lines:
        table = CsvTable(work.file, lines)
        columns = read_heading(table.heading, work.file)
        for chunk in table.chunks(CHUNK):
            work.rows += len(chunk)
            yield list(_read(work, columns, chunk))


def _read(
    work: _Import, columns: tuple[str, ...], chunk: Sequence[NumberedRow]
) -> Iterator[MemberRow]:
    for line, cells in chunk:
        card = ""
        try:
            row = read_row(columns, line, cells)
            card = row.card
            if card in work.lines:
                raise InvalidInput(
                    "the card {card} stands in line {line} already",
                    card=card[:_SHOWN],
                    line=work.lines[card],
                )
        except InvalidInput as error:
            work.refuse(line, error, card)
        else:
            work.lines[card] = line
            yield row


@contextmanager
def _noting(work: _Import, row: MemberRow) -> Iterator[None]:
    try:
        yield
    except MachineError:
        raise
    except UserError as error:
        work.refuse(row.line, error, row.card)


def _save(work: _Import, conn: Connection, row: MemberRow) -> None:
    before, after = _made(work, conn, row, is_trial=False)
    if before is not None and after == replace(before, wallets={}):
        work.unchanged += 1
        return
    put_member(work.ledger, conn, after, work.staff, work.now)
    if before is None:
        work.added += 1
    else:
        work.changed += 1


def _made(
    work: _Import, conn: Connection, row: MemberRow, *, is_trial: bool
) -> tuple[Member | None, Member]:
    """Return the member as it is, and as the row makes it. Raises UserError where it cannot be."""
    before = read_card(conn, row.card)
    after = member_of(
        row,
        before,
        _referrer_id(work, conn, row, is_trial=is_trial),
        new_id=new_member_id(),
        now=work.now,
        zone=work.ledger.store.zone,
    )
    return before, after


def _referrer_id(work: _Import, conn: Connection, row: MemberRow, *, is_trial: bool) -> str | None:
    card = row.fields.get("referrer", "")
    if not card:
        return None
    if card == row.card:
        raise InvalidInput("a member cannot be referred by themselves")
    referrer = read_card(conn, card)
    if referrer is not None:
        return referrer.id
    if is_trial and work.lines.get(card, row.line) < row.line:
        # It will be there by then; nobody keeps this id.
        return new_member_id()
    raise InvalidInput("no member has the card {card} of the referrer", card=card[:_SHOWN])


def _progress(work: _Import, done: int) -> Progress:
    return Progress(min(done, work.file.most_rows), work.file.most_rows)

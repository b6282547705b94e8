"""The state of an import: its batches, how far it has come, and what was left out."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from sqlalchemy import Connection, Integer, delete, func, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.text import check_text
from counterfoil.ledger.codes.batches import (
    Batch,
    Counts,
    NewBatch,
    add_counts,
    batch_entry,
    begin,
    begin_at,
    make_ready,
)
from counterfoil.ledger.codes.bulk import Clash, insert_texts
from counterfoil.ledger.codes.csv_file import CsvFile
from counterfoil.ledger.codes.import_rows import BadRow, ReadCodes
from counterfoil.ledger.journal import append
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import USED, VOID, batches, codes

MOST_BAD_ROWS: Final = 100
"""Bad rows that are listed; the rest are only counted."""

MOST_BATCHES: Final = 1000


@dataclass(frozen=True, slots=True)
class _Tally:
    """What a batch came to hold."""

    first_id: int
    last_id: int
    counts: Counts


class Importing:
    """An import under way. Its ids lie between `first_id` and `end_id`, the next is `next_id`."""

    def __init__(
        self, ledger: Ledger, conn: Connection, new: NewBatch, file: CsvFile, *, strict: bool
    ) -> None:
        """Begin in the transaction of `conn`; `strict` refuses the file for one row left out."""
        self.ledger = ledger
        self.key = ledger.digest_key
        self.rows = self.bad_count = self.twice = self.known = 0
        self.bad: list[BadRow] = []
        self._new = new
        self._file = file
        self._strict = strict
        self._lengths: set[int] = set()
        named = replace(new, name=new.name or file.title)
        self._batches = [begin(conn, named, file.most_rows)]
        self.first_id = self.next_id = self._batches[0].first_id
        self.end_id = self._batches[0].last_id

    @property
    def is_refused(self) -> bool:
        """Say whether a row left out keeps out the whole file."""
        return self._strict and bool(self.bad_count or self.twice or self.known)

    def note(self, read: ReadCodes) -> None:
        """Count what was read, and keep the first bad rows."""
        self.rows += len(read.texts) + len(read.bad)
        self.bad_count += len(read.bad)
        self.bad.extend(read.bad[: MOST_BAD_ROWS - len(self.bad)])

    def append(self, read: ReadCodes) -> None:
        """Write the codes that were read, in one transaction."""
        self._lengths.update(map(len, read.canonical))
        with self.ledger.write() as conn:
            start = 0
            for name, group in groupby(read.names):
                end = start + sum(1 for _ in group)
                self._go_on_in(conn, name)
                insert_texts(
                    conn,
                    self.next_id,
                    self._batches[-1].id,
                    read.texts[start:end],
                    bytes(read.statuses[start:end]),
                )
                self.next_id += end - start
                start = end

    def take_out(self, conn: Connection, clashes: list[Clash]) -> None:
        """Remove codes that were there already."""
        twice = sum(self.first_id <= clash.holder_id <= self.end_id for clash in clashes)
        self.twice += twice
        self.known += len(clashes) - twice
        conn.execute(delete(codes).where(codes.c.id.in_([clash.code_id for clash in clashes])))

    def open(self) -> tuple[Batch, ...]:
        """Open the batches that have codes for use, count and record them; drop the others."""
        tallies = self._tallies()
        with self.ledger.write() as conn:
            empty = [batch.id for batch in self._batches if batch.id not in tallies]
            conn.execute(delete(batches).where(batches.c.id.in_(empty)))
            return tuple(
                self._open(conn, batch, tallies[batch.id])
                for batch in self._batches
                if batch.id in tallies
            )

    def _go_on_in(self, conn: Connection, name: str) -> None:
        """Make the last batch the one called `name`; codes of one batch have ids in a row."""
        name = self._new.name or name or self._file.title
        last = self._batches[-1]
        if name == last.name:
            return
        check_text(name)
        if self.next_id == last.first_id:
            self._batches[-1] = replace(last, name=name)
            return
        if len(self._batches) == MOST_BATCHES:
            raise InvalidInput(
                "The rows of {file} change their batch more than {most} times; sort it by batch.",
                file=self._file.name,
                most=MOST_BATCHES,
            )
        new = replace(self._new, name=name)
        self._batches.append(begin_at(conn, new, self.next_id, self.end_id))

    def _tallies(self) -> dict[int, _Tally]:
        """Nobody else knows these codes, so they may be counted outside of the transaction."""
        used, void = (func.sum((codes.c.status == status).cast(Integer)) for status in (USED, VOID))
        ids = codes.c.id
        with self.ledger.read() as conn:
            rows = conn.execute(
                select(codes.c.batch_id, func.min(ids), func.max(ids), func.count(), used, void)
                .where(ids.between(self.first_id, self.end_id))
                .group_by(codes.c.batch_id)
            ).all()
        return {row[0]: _Tally(row[1], row[2], Counts(*map(int, row[3:]))) for row in rows}

    def _open(self, conn: Connection, batch: Batch, tally: _Tally) -> Batch:
        sized = replace(
            batch, size=tally.counts.codes, first_id=tally.first_id, last_id=tally.last_id
        )
        ready = make_ready(conn, sized, self._lengths)
        add_counts(conn, batch.campaign_id, tally.counts)
        body = batch_entry(ready) | {"used": tally.counts.used, "void": tally.counts.void}
        append(self.ledger, conn, Kind.BATCH_IMPORTED, body, self._new.created_at)
        return ready

"""CSV files of codes and members, on a real ledger: bad rows are told, nothing is half imported,
and what is exported holds no formula and comes back as it was.

The first byte of an input says how the file is imported; the rest is the file.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from random import Random
from typing import Final

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import UserError
from counterfoil.ledger.codes.csv_file import look_over
from counterfoil.ledger.codes.csv_rows import CsvRows
from counterfoil.ledger.codes.export_csv import export_file
from counterfoil.ledger.codes.import_csv import CHUNK, import_codes
from counterfoil.ledger.codes.import_rows import read_codes
from counterfoil.ledger.member_import import import_members
from tests.domain.build import NOW
from tests.fuzz.engine import Run, Target, corpus, texts, told
from tests.fuzz.ledgers import KNOWN, Books, folder, shop
from tests.fuzz.mutation import TOKENS, mutated
from tests.ledger.shop import MANAGER, Shop, assert_well

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
ENCODINGS: Final = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1250",
)
CODES: Final = texts(
    "code,status,batch\r\nAAA111,unused,One\r\nBBB222,used,Two\r\nCCC333,,One\r\n",
    "Kod\nŻÓŁĆ-12\nabc def 7\n'=1+1\n",
    'code;note\n"X;1";"a ""quoted""\nnote"\nY2;\n',
    f"{KNOWN[0]}\n{KNOWN[0]}\nnew-code-1\n",
    "promo code\tstatus\nT1-9\tvoided\nT2-9\twhat\n",
)
MEMBERS: Final = texts(
    "loyaltyCardNumber,firstName,lastName,email,phone,tier,segments\r\n"
    "5001,Ada,Nowak,ada@example.com,+48123456001,gold,coffee;newsletter\r\n1001,Anna,Zając,,,,\r\n",
    "card;registered_at;attr.shoe Size;referrer\n5002;2024-03-01;38;1001\n5003;2024-13-01;;5002\n",
    'Card,First Name\n"5004","Zoë ""Z"""\n5004,twice\n,nobody\n5005,a,b,c\n5006,x\n',
)
WORDS: Final = (
    *TOKENS,
    *texts(
        "\r\n", "\n", "\r", ",", ";", "\t", "|", '"', '""', "'", "=cmd|' /C calc'!A0", "+1", "@x"
    ),
    *texts(
        "code",
        "status",
        "used",
        "void",
        "batch",
        "A" * 65,
        "A" * 300,
        "x" * 70_000,
        ",,,,",
        "\n\n\n",
    ),
    *texts(
        "loyaltyCardNumber",
        "attr.",
        "attr.x",
        "1001",
        "referrer",
        "a@b",
        "9999-99-99",
        "PK\x03\x04",
    ),
)


def _file(rng: Random, seeds: tuple[bytes, ...]) -> bytes:
    made = mutated(rng, rng.choice(seeds), WORDS, seeds)
    encoding = rng.choice(ENCODINGS)
    if encoding != "utf-8" and rng.random() < 0.8:
        made = made.decode("utf-8", "replace").encode(encoding, "replace")
    if rng.random() < 0.02:
        made *= rng.choice((2, 40))
    return bytes([rng.randrange(8)]) + made


def make_codes(rng: Random) -> bytes:
    """A file of codes, changed, in any encoding."""
    return _file(rng, CODES + corpus("codes csv"))


def make_members(rng: Random) -> bytes:
    """A file of members, changed, in any encoding."""
    return _file(rng, MEMBERS + corpus("members csv"))


@contextmanager
def reading() -> Iterator[Run]:
    """Give what reads files of codes, without a ledger."""
    with folder() as base:
        path = base / "codes.csv"

        def run(data: bytes) -> bool:
            path.write_bytes(data[1:])
            try:
                return _rows(path) > 0
            except UserError as refused:
                return told(refused)

        yield run


def _rows(path: Path) -> int:
    file, total = look_over(path), 0
    with file.open() as lines:
        for cells in CsvRows(file, lines).chunks(CHUNK):
            read = read_codes(cells, file)
            kept = len(read.texts)
            assert kept == len(read.canonical) == len(read.statuses) == len(read.names), read
            assert kept + len(read.bad) == len(cells.codes), read
            assert "".join(read.texts).isprintable(), read.texts
            total += len(cells.codes)
    assert total <= file.most_rows, (total, file.most_rows)
    return total


class Imports:
    """Imports files into a ledger and counts what is there before and after."""

    def __init__(self, shop: Shop, base: Path) -> None:
        self.shop = shop
        self.books = Books(shop.ledger)
        self.path = base / "file.csv"
        self.exported = base / "exported.csv"
        self._campaign = self._new()
        self._tried = 0

    def codes(self, data: bytes) -> bool:
        """Import codes; every twentieth time export all, and import that."""
        strict = bool(data[:1]) and data[0] % 4 == 0
        before = self._codes()
        self.path.write_bytes(data[1:])
        try:
            got = import_codes(
                self.shop.ledger, self._campaign.id, self.path, MANAGER, NOW, all_or_nothing=strict
            )
        except UserError as refused:
            told(refused)
            assert self._codes() == before, "half imported"
            return False
        assert got is not None
        codes, batches, digests = (
            now - was for now, was in zip(self._codes(), before, strict=True)
        )
        assert (codes, batches) == (got.codes, len(got.batches)), (got, codes, batches)
        assert digests == codes, (digests, codes)
        assert len(got.bad) == min(got.bad_count, 100), got
        assert all(bad.why for bad in got.bad), got.bad
        if strict:
            assert not got.codes or not (got.bad_count or got.twice or got.known), got
        self._tried += 1
        if self._tried % 20 == 0:
            self._there_and_back()
        return got.codes > 0

    def members(self, data: bytes) -> bool:
        """Import members."""
        strict = bool(data[:1]) and data[0] % 4 == 0
        before = self._people()
        self.path.write_bytes(data[1:])
        encoding = "cp1250" if data[:1] == b"\1" else None
        try:
            got = import_members(
                self.shop.ledger, self.path, MANAGER, NOW, all_or_nothing=strict, encoding=encoding
            )
        except UserError as refused:
            told(refused)
            # What was saved before stays, as it says, but for a file that is whole or not.
            assert not strict or self._people() == before, "half imported"
            return False
        people, entries = (now - was for now, was in zip(self._people(), before, strict=True))
        assert (people, entries) == (got.added, got.added + got.changed), (got, people, entries)
        assert not strict or not got.bad_count or not entries, got
        assert all(bad.why for bad in got.bad), got.bad
        return people > 0

    def close(self) -> None:
        """Let go of the books, and have the ledger looked over."""
        self.books.close()
        assert_well(self.shop.ledger)

    def _new(self) -> Campaign:
        return self.shop.campaign(0, id=f"fuzz{self.books.count('campaigns')}", code_format=None)[0]

    def _codes(self) -> tuple[int, int, int]:
        return tuple(map(self.books.count, ("codes", "batches", "code_digests")))  # type: ignore[return-value]

    def _people(self) -> tuple[int, int]:
        return self.books.count("members"), self.books.entries("member_saved")

    def _there_and_back(self) -> None:
        """Export all codes: no cell is a formula, and imported again there is nothing new."""
        written = export_file(self.shop.ledger, self._campaign.id, self.exported)
        text = self.exported.read_text("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert written == len(rows) - 1, (written, len(rows))
        for row in rows:
            assert not any(cell.startswith(FORMULA) for cell in row), row
        before = self._codes()
        if rows[1:]:
            again = import_codes(self.shop.ledger, self._campaign.id, self.exported, MANAGER, NOW)
            assert again is not None
            assert (again.known, again.bad_count) == (len(rows) - 1, 0), again
            assert self._codes() == before, "came back as new ones"
        self._campaign = self._new()


def _importing(what: Callable[[Imports], Run]) -> Callable[[], AbstractContextManager[Run]]:
    @contextmanager
    def opened() -> Iterator[Run]:
        with folder() as base, shop() as made, closing(Imports(made, base)) as imports:
            yield what(imports)

    return opened


TARGETS: Final = (
    Target("codes csv", 20_000, make_codes, reading, block=10_000),
    Target("codes import", 3_000, make_codes, _importing(lambda it: it.codes), block=1_000),
    Target("members csv", 4_000, make_members, _importing(lambda it: it.members), block=1_000),
)

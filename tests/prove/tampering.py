"""A journal that somebody with the file changed: each change is found, and an untouched one is not.

Journals are of real days, random ones, of two devices each. They are changed in the database with
its triggers dropped, and as an export, at random places; then the program's own check is asked.
Beside the journal, rows are changed that are worth something, and `doctor` is asked. A joined till
whose journal was cut is found by its hub. Last, checks that leave something out are shown to miss
what this one finds: so the tries can fail.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from counterfoil.domain.chain import flaws, is_signed
from counterfoil.domain.entry import Flaw, SignedEntry, link_flaw
from counterfoil.domain.errors import UserError
from counterfoil.domain.problem import Problem
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.wire.journal_file import check_lines, read_lines
from tests.domain.build import NOW, store
from tests.helpers.forgery import FORGERIES, SEEN_AGAINST_NOTES, Forgery, Row, read
from tests.ledger.shop import fill
from tests.prove.report import Proof
from tests.prove.runner import tries
from tests.prove.tampering_parts import (
    HARM,
    Bench,
    bench,
    cut_till,
    lived_days,
    opened_copy,
    with_rows_changed,
)
from tests.sync.brand import Brand

JOURNALS = 6
OF_EACH = 300
BITS = 1500
ROWS = 300
WEAK = 30
CUTS = 40
SEED = 20261126

Check = Callable[[Sequence[SignedEntry], bytes], Iterable[Flaw]]


def prove(effort: float) -> list[Proof]:
    """Tamper thousands of times."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        days = lived_days(folder / "days", max(1, round(JOURNALS * min(1.0, effort))), SEED)
        with ExitStack() as stack:
            benches = [stack.enter_context(bench(day)) for day in days]
            found = [
                *in_database(benches, tries(OF_EACH, effort)),
                *in_export(benches, tries(OF_EACH, effort)),
                bits(benches, tries(BITS, effort)),
            ]
            weak = weak_checks(benches, tries(WEAK, effort))
        rows = rows_beside(days, folder / "rows", tries(ROWS, effort))
        return [*found, rows, cut_tills(folder / "brand", tries(CUTS, effort)), weak]


def in_database(benches: Sequence[Bench], times: int) -> Iterator[Proof]:
    """Each way in the database: found, and found no more once it is undone."""
    whole = missed = 0
    for name, forgery, noted in _ways():
        lost = made = crashes = 0
        for random, at in _turns(benches, times, name):
            changed = forgery(random, at.rows)
            if changed is None or changed == at.rows:
                continue
            made += 1
            try:
                lost += not at.flaws_of(changed, noted=noted)
            except Exception:  # noqa: BLE001 - counted
                crashes += 1
            whole += 1
            missed += bool(at.flaws_of(at.rows, noted=True))
        yield Proof(f"journal in the database: {name}", made, losses=lost, crashes=crashes)
    yield Proof("journal untouched: said to be whole", whole, crashes=missed)


def in_export(benches: Sequence[Bench], times: int) -> Iterator[Proof]:
    """Each way in an exported file."""
    for name, forgery, noted in _ways():
        lost = made = crashes = 0
        for random, at in _turns(benches, times, f"export {name}"):
            changed = forgery(random, at.rows)
            if changed is None or sorted(at.lines(changed)) == sorted(at.lines(at.rows)):
                # A space more in a body: in an export, that is written anew.
                continue
            made += 1
            try:
                lost += check_lines(at.lines(changed), ends=at.noted if noted else {}).is_whole
            except UserError:
                pass
            except Exception:  # noqa: BLE001 - counted
                crashes += 1
        yield Proof(f"journal exported: {name}", made, losses=lost, crashes=crashes)


def bits(benches: Sequence[Bench], times: int) -> Proof:
    """Single characters of an export changed; some changes mean nothing, as of a digit's case."""
    lost = made = crashes = 0
    for random, at in _turns(benches, times, "bits"):
        lines = list(at.lines(at.rows))
        place = random.randrange(len(lines))
        line = lines[place]
        character = random.randrange(len(line) - 1)
        other = chr(random.randrange(32, 127))
        lines[place] = line[:character] + other + line[character + 1 :]
        try:
            checked = check_lines(lines, ends=at.noted)
            if checked.is_whole and list(read_lines(lines)) == at.entries:
                continue
            lost += checked.is_whole
        except UserError:
            pass
        except Exception:  # noqa: BLE001 - counted
            crashes += 1
        made += 1
    return Proof("journal exported: a character changed", made, losses=lost, crashes=crashes)


def rows_beside(days: Sequence[Path], folder: Path, times: int) -> Proof:
    """Rows changed beside the journal, each way in turn: `doctor` finds every one."""
    lost = crashes = 0
    for turn in range(times):
        name = list(HARM)[turn % len(HARM)]
        random = Random(f"{SEED} rows {turn}")
        try:
            lost += not with_rows_changed(days[turn % len(days)], folder, HARM[name], random)
        except Exception:  # noqa: BLE001 - counted
            crashes += 1
    return Proof("rows beside the journal: found by doctor", times, losses=lost, crashes=crashes)


def cut_tills(folder: Path, times: int) -> Proof:
    """A joined till whose journal was cut at the end: frozen at the next push, nothing lost."""
    lost = crashes = 0
    folder.mkdir()
    with opened_copy(folder / "hub", fill, store()) as ledger, ExitStack() as opened:
        brand = Brand(become_hub(ledger, NOW), folder, opened)
        for turn in range(times):
            random = Random(f"{SEED} cut {turn}")
            try:
                lost += not cut_till(brand, f"till-{turn}", random)
            except Exception:  # noqa: BLE001 - counted
                crashes += 1
    return Proof("joined till's journal cut: found at the next push", times, lost, crashes=crashes)


def weak_checks(benches: Sequence[Bench], times: int) -> Proof:
    """Checks that leave something out: each must be seen to miss something."""
    unseen = 0
    for check in (without_signatures, without_links, without_content):
        missed = 0
        for name, forgery, _noted in _ways(FORGERIES):
            for random, at in _turns(benches, times, f"weak {name}"):
                changed = forgery(random, at.rows)
                if changed is not None and changed != at.rows:
                    missed += not _found_by(check, at, changed)
        unseen += not missed
    return Proof("weak checks planted: each is caught", 3, crashes=unseen)


def without_signatures(chain: Sequence[SignedEntry], _key: bytes) -> Iterable[Flaw]:
    """Look at content and order only."""
    for before, signed in zip((None, *chain), chain, strict=False):
        if (why := link_flaw(before, signed)) is not None:
            yield Flaw(signed.entry.device, signed.entry.n, why)


def without_links(chain: Sequence[SignedEntry], key: bytes) -> Iterable[Flaw]:
    """Look at each entry on its own."""
    for signed in chain:
        found = list(flaws(None, signed, key))
        yield from (flaw for flaw in found if "before" not in flaw.sentence)


def without_content(chain: Sequence[SignedEntry], key: bytes) -> Iterable[Flaw]:
    """Trust the hashes that are there."""
    for signed in chain:
        if not is_signed(key, signed.hash, signed.signature):
            yield Flaw(signed.entry.device, signed.entry.n, Problem("signature"))


def _found_by(check: Check, at: Bench, rows: Sequence[Row]) -> bool:
    changed = [read(row) for row in sorted(rows, key=lambda row: row["n"])]
    for device, key in at.keys.items():
        chain = [signed for signed in changed if signed.entry.device == device]
        if any(check(chain, key)):
            return True
    return False


def _ways(only: object = None) -> list[tuple[str, Forgery, bool]]:
    alone = [(name, forgery, False) for name, forgery in FORGERIES.items()]
    if only is not None:
        return alone
    return alone + [(name, forgery, True) for name, forgery in SEEN_AGAINST_NOTES.items()]


def _turns(benches: Sequence[Bench], times: int, what: str) -> Iterator[tuple[Random, Bench]]:
    for turn in range(times):
        yield Random(f"{SEED} {what} {turn}"), benches[turn % len(benches)]

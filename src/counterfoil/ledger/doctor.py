"""A ledger's check-up: is the database whole, and does it agree with itself?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, String, Table, cast, func, literal, select, union_all

from counterfoil.domain.entry import Flaw, Kind
from counterfoil.domain.exchange import JOINED
from counterfoil.domain.problem import Problem
from counterfoil.ledger.caches import differing_counts, differing_usage
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.journal import verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.codes import UNUSED, USED, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tables.sync import conflicts, quarantine
from counterfoil.ledger.tallies import differing_tallies
from counterfoil.ledger.told import differing_from_journal
from counterfoil.ledger.wallets import differing_balances

MOST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what is wrong with it; nothing where it is well."""

    check: str
    faults: tuple[Problem, ...]

    @property
    def is_well(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.faults


def examine(ledger: Ledger) -> Iterator[Finding]:
    """Yield the finding of each check, in order; the ledger may be in use meanwhile.

    At most `MOST_SHOWN` faults are given for each.
    """
    for name, check in _CHECKS:
        with ledger.read() as conn:
            yield Finding(name, _first(check(ledger, conn)))
    yield Finding("journal", _first(map(_as_fault, verify(ledger))))


def in_own_words(said: str) -> Problem:
    """Return as a fault what SQLite says itself, which no language has but its own."""
    return Problem("{said}", {"said": said})


def _first(faults: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(fault for fault, _ in zip(faults, range(MOST_SHOWN), strict=False))


def _file(ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    if ledger.database.dialect == SQLITE:
        for (said,) in conn.exec_driver_sql(f"PRAGMA integrity_check({MOST_SHOWN})"):
            if said != "ok":
                yield in_own_words(said)


def _references(ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    # PostgreSQL never lets one go wrong.
    if ledger.database.dialect == SQLITE:
        for row in conn.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Problem(
                "a row of {table} names one of {other} that is not there",
                {"table": row[0], "other": row[2]},
            )


def _balances(_ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    for member_id, wallet in differing_balances(conn):
        yield Problem(
            "the wallet {wallet} of member {member} is not the sum of its transfers",
            {"wallet": wallet, "member": member_id},
        )


def _limits(ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    if ledger.standing in JOINED:
        # What limits have counted comes from the hub, of all tills.
        return
    for campaign_id in differing_usage(ledger, conn):
        yield Problem(
            "the limits of campaign {campaign} count something else than its redemptions",
            {"campaign": campaign_id},
        )


def _counts(_ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    for campaign_id in differing_counts(conn):
        yield Problem(
            "the number of codes of campaign {campaign} is not what there are",
            {"campaign": campaign_id},
        )


def _figures(_ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    for campaign_id in differing_tallies(conn):
        if campaign_id:
            yield Problem(
                "the figures of campaign {campaign} are not what the redemptions and refusals"
                " come to",
                {"campaign": campaign_id},
            )
        else:
            yield Problem(
                "the figures of codes of no campaign are not what the redemptions and refusals"
                " come to"
            )


def _one_use(ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    live = redemptions.c.reversed_at.is_(None)
    twice = (
        select(redemptions.c.code_id)
        .where(live)
        .group_by(redemptions.c.code_id)
        .having(func.count() > 1)
    )
    for code_id in conn.scalars(twice):
        yield Problem("code number {code} was redeemed twice", {"code": code_id})
    unmarked = select(redemptions.c.id).outerjoin(codes, codes.c.id == redemptions.c.code_id)
    unmarked = unmarked.where(live, func.coalesce(codes.c.status, UNUSED) != USED)
    if ledger.standing in JOINED:
        unmarked = unmarked.where(codes.c.id.is_not(None))
    for redemption_id in conn.scalars(unmarked):
        yield Problem(
            "the code of redemption {redemption} is not marked as used",
            {"redemption": redemption_id},
        )


def _journalled(_ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    yield from _told(conn, redemptions, Kind.REDEEM, "redemption")
    yield from _told(conn, refusals, Kind.SCAN_REFUSED, "attempt")


def _told(conn: Connection, table: Table, kind: Kind, said: str) -> Iterator[Problem]:
    """Compare what became of attempts with the entries of a kind, which name it as `said`.

    A hub writes an entry of its own about what a device asked, so that the row has the number of
    the device's. What came second, or could not be read, is kept elsewhere.
    """
    named = journal.c.device + literal("-") + cast(journal.c.n, String)
    asked = journal.c.kind.in_((kind.value, Kind.ONLINE_INTENT.value, Kind.ONLINE_ANSWER.value))
    # What other devices did came without their entries.
    here = select(table.c.id).where(table.c.till.in_(select(journal.c.device)))
    untold = set(conn.scalars(here.except_(select(named).where(asked))))
    others = [select(quarantine.c.device + literal("-") + cast(quarantine.c.n, String))]
    if table is redemptions:
        others.append(select(conflicts.c.id))
    kept = union_all(select(table.c.id), *others).subquery()
    query = select(named.label("id"), journal.c.body).where(
        journal.c.kind == kind.value, named.not_in(select(kept.c[0]))
    )
    for row in conn.execute(query):
        about = _about(row.body, said)
        untold.discard(about)
        if about == row.id or conn.scalar(select(table.c.id).where(table.c.id == about)) is None:
            yield Problem("the journal has {entry}, and the ledger does not", {"entry": row.id})
    for found in sorted(untold):
        yield Problem("the journal has no entry of {entry}", {"entry": found})


def _about(body: str, name: str) -> str:
    try:
        return str(load(body)[name])
    except (ValueError, TypeError, KeyError):
        return ""


def _as_fault(flaw: Flaw) -> Problem:
    return Problem(
        "entry {n} of {device}: {why}", {"n": flaw.n, "device": flaw.device, "why": flaw.why}
    )


Check = Callable[[Ledger, Connection], Iterable[Problem]]

_CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("database file", _file),
    ("references", _references),
    ("balances", _balances),
    ("limits", _limits),
    ("numbers of codes", _counts),
    ("figures", _figures),
    ("one use of a code", _one_use),
    ("redemptions and journal", _journalled),
    ("what was given and journal", differing_from_journal),
)

"""A ledger's check-up: is the database whole, and does it agree with itself?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, String, cast, func, literal, select

from counterfoil.domain.entry import Kind
from counterfoil.ledger.caches import differing_counts, differing_usage
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.journal import verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.codes import UNUSED, USED, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import redemptions, refusals
from counterfoil.ledger.tallies import differing_tallies
from counterfoil.ledger.wallets import differing_balances

MOST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what is wrong with it; nothing where it is well."""

    check: str
    faults: tuple[str, ...]

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
    yield Finding(
        "journal",
        _first(f"entry {each.n} of {each.device}: {each.sentence}" for each in verify(ledger)),
    )


def _first(faults: Iterable[str]) -> tuple[str, ...]:
    return tuple(fault for fault, _ in zip(faults, range(MOST_SHOWN), strict=False))


def _file(ledger: Ledger, conn: Connection) -> Iterator[str]:
    if ledger.database.dialect == SQLITE:
        for (said,) in conn.exec_driver_sql(f"PRAGMA integrity_check({MOST_SHOWN})"):
            if said != "ok":
                yield said


def _references(ledger: Ledger, conn: Connection) -> Iterator[str]:
    # PostgreSQL never lets one go wrong.
    if ledger.database.dialect == SQLITE:
        for row in conn.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"a row of {row[0]} names one of {row[2]} that is not there"


def _balances(_ledger: Ledger, conn: Connection) -> Iterator[str]:
    for member_id, wallet in differing_balances(conn):
        yield f"the wallet {wallet} of member {member_id} is not the sum of its transfers"


def _limits(ledger: Ledger, conn: Connection) -> Iterator[str]:
    for campaign_id in differing_usage(ledger, conn):
        yield f"the limits of campaign {campaign_id} count something else than its redemptions"


def _counts(_ledger: Ledger, conn: Connection) -> Iterator[str]:
    for campaign_id in differing_counts(conn):
        yield f"the number of codes of campaign {campaign_id} is not what there are"


def _figures(_ledger: Ledger, conn: Connection) -> Iterator[str]:
    for campaign_id in differing_tallies(conn):
        whose = f"campaign {campaign_id}" if campaign_id else "codes of no campaign"
        yield f"the figures of {whose} are not what the redemptions and refusals come to"


def _one_use(_ledger: Ledger, conn: Connection) -> Iterator[str]:
    live = redemptions.c.reversed_at.is_(None)
    twice = (
        select(redemptions.c.code_id)
        .where(live)
        .group_by(redemptions.c.code_id)
        .having(func.count() > 1)
    )
    for code_id in conn.scalars(twice):
        yield f"code number {code_id} was redeemed twice"
    unmarked = select(redemptions.c.id).outerjoin(codes, codes.c.id == redemptions.c.code_id)
    unmarked = unmarked.where(live, func.coalesce(codes.c.status, UNUSED) != USED)
    for redemption_id in conn.scalars(unmarked):
        yield f"the code of redemption {redemption_id} is not marked as used"


def _journalled(_ledger: Ledger, conn: Connection) -> Iterator[str]:
    for table, kind in ((redemptions, Kind.REDEEM), (refusals, Kind.SCAN_REFUSED)):
        named = journal.c.device + literal("-") + cast(journal.c.n, String)
        entries = select(named.label("id")).where(journal.c.kind == kind.value)
        for found in conn.scalars(select(table.c.id).except_(entries)):
            yield f"the journal has no entry of {found}"
        for found in conn.scalars(entries.except_(select(table.c.id))):
            yield f"the journal has {found}, and the ledger does not"


Check = Callable[[Ledger, Connection], Iterable[str]]

_CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("database file", _file),
    ("references", _references),
    ("balances", _balances),
    ("limits", _limits),
    ("numbers of codes", _counts),
    ("figures", _figures),
    ("one use of a code", _one_use),
    ("redemptions and journal", _journalled),
)

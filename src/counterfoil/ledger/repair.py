"""Mending what is derived, and nothing else: balances, counters of limits, numbers, figures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.entry import Kind
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.caches import (
    differing_counts,
    differing_usage,
    rebuild_balances,
    rebuild_counts,
    rebuild_usage,
)
from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.joined import refuse_repair
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.tallies import differing_tallies, rebuild_tallies
from counterfoil.ledger.wallets import differing_balances

_LOCK: Final = (
    "LOCK TABLE devices, campaigns, members, wallet_balances, usage, campaign_counts,"
    " redemption_tallies, refusal_tallies IN EXCLUSIVE MODE"
)
_MOST_NAMED: Final = 100


@dataclass(frozen=True, slots=True)
class Repaired:
    """What differed and was made anew: wallets (member, wallet code), and campaigns by id.

    In `tallies`, "" stands for the codes of no campaign.
    """

    balances: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    counts: tuple[str, ...]
    tallies: tuple[str, ...] = ()

    @property
    def is_anything(self) -> bool:
        """Say whether anything differed."""
        return bool(self.balances or self.limits or self.counts or self.tallies)


def repair(ledger: Ledger, by: Staff, now: datetime) -> Repaired:
    """Make derived figures anew where they differ from their rows, in one transaction.

    Transfers, redemptions, codes and the journal are taken as they stand; what is wrong with those
    is for `doctor` to say and for a backup to mend. An entry in the journal says what was mended.
    It reads every code and redemption, and nobody redeems meanwhile.

    Raises:
        Forbidden: `by` is no manager.
        Conflict: the ledger has joined a hub.
    """
    require(by, Act.REPAIR)
    refuse_repair(ledger)
    with ledger.write() as conn:
        if conn.dialect.name != SQLITE:
            # Whoever is at work finishes first; nobody changes a figure between count and write.
            conn.exec_driver_sql(_LOCK)
        found = Repaired(
            tuple(sorted(differing_balances(conn))),
            tuple(differing_usage(ledger, conn)),
            tuple(differing_counts(conn)),
            tuple(differing_tallies(conn)),
        )
        if found.is_anything:
            _rebuild(ledger, conn, found)
            journal.append(ledger, conn, Kind.REPAIRED, _body(found, by), now)
    return found


def _rebuild(ledger: Ledger, conn: Connection, found: Repaired) -> None:
    if found.balances:
        rebuild_balances(conn)
    rebuild_usage(ledger, conn, found.limits)
    if found.counts:
        rebuild_counts(conn)
    if found.tallies:
        rebuild_tallies(conn)


def _body(found: Repaired, by: Staff) -> dict[str, object]:
    return {
        "balances": [list(wallet) for wallet in found.balances[:_MOST_NAMED]],
        "balance_count": len(found.balances),
        "limits": list(found.limits),
        "counts": list(found.counts),
        "tallies": list(found.tallies),
        "staff": by.id,
    }

"""Prefixes that could be taken for one another, and one to take instead."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from counterfoil.domain.code import CodeFormat
from counterfoil.domain.prefix import overlapping_prefixes, suggest_prefix
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.campaigns import campaigns


@dataclass(frozen=True, slots=True)
class PrefixWarning:
    """Another campaign's prefix begins like this one, or this one like it."""

    campaign_id: str
    campaign: str
    prefix: str


@dataclass(frozen=True, slots=True)
class PrefixAdvice:
    """What the prefix clashes with, and one that clashes with nothing, where there is one."""

    warnings: tuple[PrefixWarning, ...] = ()
    suggestion: str | None = None


def prefix_warnings(
    ledger: Ledger, code_format: CodeFormat, now: datetime, *, campaign_id: str | None = None
) -> PrefixAdvice:
    """Compare a format's prefix with those of all other campaigns, put away or not.

    `campaign_id` is the campaign it is for, left out of the comparison.
    """
    query = select(campaigns.c.id, campaigns.c.name, campaigns.c.prefix).order_by(
        campaigns.c.name, campaigns.c.id
    )
    with ledger.read() as conn:
        others = [
            PrefixWarning(*row)
            for row in conn.execute(query.where(campaigns.c.prefix != ""))
            if row.id != campaign_id
        ]
    taken = [other.prefix for other in others]
    clashing = set(overlapping_prefixes(code_format.prefix, taken))
    if not clashing:
        return PrefixAdvice()
    warnings = tuple(other for other in others if other.prefix in clashing)
    return PrefixAdvice(warnings, suggest_prefix(code_format.prefix, taken, now))

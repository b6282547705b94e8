"""Very many members, written as the ledger writes them, but without a journal entry for each."""

from datetime import datetime
from typing import Final

from sqlalchemy import insert

from counterfoil.domain.member import Member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import columns
from counterfoil.ledger.search_terms import terms
from counterfoil.ledger.tables.members import member_terms, members

AT_ONCE: Final = 20_000


def card(number: int) -> str:
    """Return the card of the member of this number."""
    return f"9{number:09}"


def add_members(ledger: Ledger, count: int, now: datetime) -> None:
    """Add so many members, whose cards are `card(0)` and on."""
    for first in range(0, count, AT_ONCE):
        some = [_member(number, now) for number in range(first, min(first + AT_ONCE, count))]
        words = [
            {"term": term, "member_id": each.id} for each in some for term in sorted(terms(each))
        ]
        with ledger.write() as conn:
            conn.execute(insert(members), [columns(each) for each in some])
            conn.execute(insert(member_terms), words)


def _member(number: int, now: datetime) -> Member:
    return Member(
        f"many-{number}",
        card(number),
        now,
        first_name=f"Name{number % 1_009}",
        last_name=f"Family{number % 10_007}",
        email=f"m{number}@example.org",
        phone=f"+48600{number:07}",
    )

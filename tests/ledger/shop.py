"""A ledger with something in it to redeem, and somebody to redeem it for."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.sql.expression import FromClause

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.entry import SignedEntry
from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger import wallets
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.doctor import examine
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.rewards import save_reward
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import save_staff
from counterfoil.ledger.tables.codes import batches, codes
from counterfoil.ledger.verdict import Attempt, Verdict
from tests.domain.build import NOW, campaign, member, referrer, reward, schema

MANAGER = Staff("manager", "Manager", Role.MANAGER)
SUPERVISOR = Staff("ewa", "Ewa", Role.SUPERVISOR)
CASHIER = Staff("jan", "Jan", Role.CASHIER)
ANNA = "1001"
PIOTR = "1002"
FORMAT = CodeFormat(CharacterSet.ALPHANUM, 8, "SUM")


@dataclass(frozen=True, slots=True)
class Shop:
    """The ledger, and short ways to do what tests do over and over."""

    ledger: Ledger

    def campaign(self, quantity: int = 5, **over: Any) -> tuple[Campaign, list[str]]:
        """Save a campaign and make its codes."""
        saved = save_campaign(
            self.ledger, campaign(**{"code_format": FORMAT, **over}), MANAGER, NOW
        )
        if quantity:
            generate(self.ledger, saved.id, quantity, MANAGER, NOW)
        return saved, self.codes(saved.id)

    def codes(self, campaign_id: str) -> list[str]:
        """Return a campaign's codes in the order they were made."""
        query = (
            select(codes.c.text)
            .join(batches, batches.c.id == codes.c.batch_id)
            .where(batches.c.campaign_id == campaign_id)
            .order_by(codes.c.id)
        )
        with self.ledger.read() as conn:
            return [str(text) for text in conn.scalars(query)]

    def redeem(
        self,
        code: str | Sequence[str],
        now: datetime = NOW,
        *,
        check_only: bool = False,
        **over: Any,
    ) -> Verdict:
        """Redeem a code for Anna by the cashier."""
        texts = (code,) if isinstance(code, str) else tuple(code)
        attempt = replace(Attempt(texts, CASHIER, ANNA), **over)
        return redeem(self.ledger, attempt, now, check_only=check_only)

    def credit(self, units: int, member_id: str = "m1") -> None:
        """Give a member units to spend."""
        wallets.adjust(
            self.ledger, member_id, DEFAULT_WALLET, Decimal(units), "opening", MANAGER, NOW
        )

    def rows(self, table: FromClause) -> list[dict[str, Any]]:
        """Return every row of a table."""
        with self.ledger.read() as conn:
            return [dict(row) for row in conn.execute(select(table)).mappings()]

    def count(self, table: FromClause) -> int:
        """Return how many rows a table has."""
        with self.ledger.read() as conn:
            return int(conn.scalar(select(func.count()).select_from(table)) or 0)

    def last_entry(self) -> SignedEntry:
        """Return the end of the journal."""
        return list(entries(self.ledger))[-1]


def fill(ledger: Ledger) -> None:
    """Fill a new ledger: a schema, a reward, staff, and Anna whom Piotr brought in."""
    for person in (SUPERVISOR, CASHIER):
        save_staff(ledger, person, MANAGER, NOW)
    save_schema(ledger, schema(), MANAGER, NOW)
    save_reward(ledger, reward(), MANAGER, NOW)
    save_member(ledger, referrer(wallets={}), MANAGER, NOW)
    save_member(ledger, member(wallets={}, referrer_id="m2"), MANAGER, NOW)


def assert_well(ledger: Ledger) -> None:
    """Fail where the ledger does not agree with itself."""
    faults = [finding for finding in examine(ledger) if not finding.is_well]
    assert faults == []

"""Campaigns with formats that tests choose, and short ways to see what became of their codes."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from sqlalchemy import func, select

from counterfoil.domain.campaign import Activity, Campaign, Rule, Translation
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.batches import Counts, counts
from counterfoil.ledger.codes.filters import ALL, CodeFilter
from counterfoil.ledger.codes.listing import CodeLine, list_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.tables.codes import batches, code_digests, code_spaces, codes
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import NOW
from tests.ledger.shop import ANNA, MANAGER

EIGHT = CodeFormat(CharacterSet.ALPHANUM, 8)

_NUMBERS = count(1)


def new_campaign(
    ledger: Ledger, code_format: CodeFormat | None = EIGHT, name: str = "Spring"
) -> Campaign:
    """Save an active campaign that gives 10 units for each code of the format."""
    schema = EventSchema("purchase", "Purchase", (Field(FieldType.TEXT, "promo_code"),))
    save_schema(ledger, schema, MANAGER, NOW)
    campaign = Campaign(
        id=f"campaign-{next(_NUMBERS)}",
        translations={"en": Translation(name)},
        activity=Activity(NOW),
        event="purchase",
        event_code_attribute="promo_code",
        rules=(Rule("points", (GivePoints("10"),)),),
        code_format=code_format,
        active=True,
        reuse_after_reversal=True,
    )
    return save_campaign(ledger, campaign, MANAGER, NOW)


def use(ledger: Ledger, *texts: str, at: datetime = NOW) -> list[Verdict]:
    """Redeem each of the codes for the member."""
    attempts = [Attempt((text,), MANAGER, card=ANNA) for text in texts]
    return [redeem(ledger, attempt, at) for attempt in attempts]


def all_codes(
    ledger: Ledger, campaign: Campaign, wanted: CodeFilter = ALL, page_size: int = 7
) -> list[CodeLine]:
    """Return all codes, page by page."""
    found: list[CodeLine] = []
    after: int | None = None
    while True:
        page = list_codes(ledger, campaign.id, after=after, limit=page_size, wanted=wanted)
        found += page.codes
        if page.more is None:
            return found
        after = page.more


def texts_of(lines: Sequence[CodeLine]) -> list[str]:
    """Return the codes' texts."""
    return [line.text for line in lines]


def counted(ledger: Ledger, campaign: Campaign) -> Counts:
    """Return the counts that are kept of a campaign."""
    with ledger.read() as conn:
        return counts(conn, campaign.id)


def rows(ledger: Ledger) -> dict[str, int]:
    """Return how much stands in the tables of codes, and how far the counters are."""
    with ledger.read() as conn:
        found = {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (batches, codes, code_digests)
        }
        total = select(func.coalesce(func.sum(code_spaces.c.next_counter), 0))
        return {**found, "counters": int(conn.execute(total).scalar_one())}

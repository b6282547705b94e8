"""What the screen for trying out has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.campaigns.work import names_of
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.member import Member
from counterfoil.domain.store import Staff
from counterfoil.ledger.campaigns import Summary, list_campaigns
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import find_by_card, search_members
from counterfoil.sheets.symbol import Grey, qr_picture

MOST_FOUND = 6
PIXELS_A_MODULE = 8


@dataclass(frozen=True, slots=True)
class Looked:
    """The campaigns that are not put away, and what rewards, tiers and segments are called."""

    campaigns: tuple[Summary, ...]
    names: Names

    def campaign(self, campaign_id: str) -> Summary | None:
        """Return one of the campaigns."""
        return next((each for each in self.campaigns if each.id == campaign_id), None)


@dataclass(frozen=True, slots=True)
class TestCode:
    """A test code that is unused, and the picture of its QR symbol."""

    text: str
    picture: Grey


@dataclass(frozen=True, slots=True)
class Tests:
    """The newest test batch of a campaign that has unused codes; None where there is none."""

    batch_id: int | None = None
    codes: tuple[TestCode, ...] = ()


def look(ledger: Ledger) -> Looked:
    """Return what there is to choose from."""
    return Looked(list_campaigns(ledger), names_of(ledger))


def find(ledger: Ledger, typed: str) -> tuple[Member, ...]:
    """Return members that a card, a name, an e-mail or a phone number begins."""
    return search_members(ledger, typed, MOST_FOUND)


def holder(ledger: Ledger, texts: tuple[str, ...]) -> Member | None:
    """Return the member whose card was scanned, None where it was something else."""
    return next(filter(None, (find_by_card(ledger, text) for text in texts)), None)


def tests(ledger: Ledger, campaign_id: str) -> Tests:
    """Return the test codes that can be used, the newest ones."""
    with ledger.read() as conn:
        made = [batch for batch in batches_of(conn, campaign_id) if batch.is_test]
    for batch in reversed(made):
        wanted = CodeFilter(status=CodeStatus.UNUSED, batch_id=batch.id)
        lines = list_codes(ledger, campaign_id, wanted=wanted).codes
        if lines:
            codes = tuple(
                TestCode(line.text, qr_picture(line.text, PIXELS_A_MODULE))
                for line in lines
                # A till that has joined a hub cannot read the codes it knows.
                if line.text
            )
            return Tests(batch.id, codes)
    return Tests()


def discard(
    ledger: Ledger, campaign_id: str, batch_id: int, reason: str, staff: Staff, now: datetime
) -> Tests:
    """Make a test batch void, and return those that are left."""
    void_codes(ledger, campaign_id, staff, now, reason=reason, batch_id=batch_id)
    return tests(ledger, campaign_id)

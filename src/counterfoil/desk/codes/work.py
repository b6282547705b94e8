"""What the screen of codes has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from counterfoil.ledger.campaigns import Summary, list_campaigns
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.history import CodeEvent, code_history
from counterfoil.ledger.codes.listing import CodeLine, Page, list_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import sheet_of_code
from counterfoil.ledger.sheets.model import PrintedAt

PAGE = 200
END = 2**62
"""An id behind every code's."""
_CODE = "#"


class Used(StrEnum):
    """When a code was used, as it is chosen."""

    ANY = ""
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Looked:
    """The campaigns to choose from, and of the chosen one its batches."""

    campaigns: tuple[Summary, ...] = ()
    campaign: Summary | None = None
    batches: tuple[Batch, ...] = ()

    def batch(self, batch_id: int | None) -> Batch | None:
        """Return one of the batches."""
        return next((each for each in self.batches if each.id == batch_id), None)


@dataclass(frozen=True, slots=True)
class About:
    """One code and what happened to it, the oldest first; `printed` is where it stands on paper."""

    line: CodeLine
    events: tuple[CodeEvent, ...]
    printed: PrintedAt | None = None


def subject_of(campaign_id: str, code: str) -> str:
    """Return what the screen is opened about to show one code of a campaign."""
    return f"{campaign_id}{_CODE}{code}"


def read_subject(subject: str) -> tuple[str, str]:
    """Return the campaign's id and the code that the screen is opened about, "" for none."""
    campaign_id, _, code = subject.partition(_CODE)
    return campaign_id, code


def look(ledger: Ledger, campaign_id: str) -> Looked:
    """Return what there is to choose from; without a campaign, or an unknown one, the first."""
    lines = list_campaigns(ledger, archived=True)
    known = [each for each in lines if each.id == campaign_id or not each.archived]
    chosen = next((each for each in lines if each.id == campaign_id), known[0] if known else None)
    if chosen is None:
        return Looked()
    with ledger.read() as conn:
        return Looked(tuple(known), chosen, batches_of(conn, chosen.id))


def page(
    ledger: Ledger,
    campaign_id: str,
    wanted: CodeFilter,
    after: int | None = None,
    before: int | None = None,
) -> Page:
    """Return a page of codes, after an id or before one."""
    return list_codes(ledger, campaign_id, after=after, before=before, limit=PAGE, wanted=wanted)


def about(ledger: Ledger, line: CodeLine) -> About:
    """Return what happened to a code."""
    return About(line, code_history(ledger, line.id), sheet_of_code(ledger, line.id))


def span(
    used: Used, first: datetime, last: datetime, now: datetime, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """Return the bounds of the time of use, the second one excluded; of days from first to last."""
    today = datetime.combine(now.astimezone(zone).date(), time(), zone)
    tomorrow = _days_on(today, 1)
    match used:
        case Used.ANY:
            return None, None
        case Used.TODAY:
            return today, tomorrow
        case Used.YESTERDAY:
            return _days_on(today, -1), today
        case Used.WEEK:
            return _days_on(today, -6), tomorrow
        case Used.MONTH:
            return _days_on(today, -29), tomorrow
        case Used.DAYS:
            return min(first, last), _days_on(max(first, last), 1)


def _days_on(midnight: datetime, days: int) -> datetime:
    """Return the midnight so many days on; days are not all of 24 hours."""
    moved = midnight.date() + timedelta(days=days)
    return datetime.combine(moved, time(), midnight.tzinfo)

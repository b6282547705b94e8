"""Short texts of the list of campaigns: status, dates, figures, drafts."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from counterfoil.desk import formats
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.translation import _, p_
from counterfoil.domain.campaign_status import Status
from counterfoil.domain.units import ZERO
from counterfoil.ledger.campaigns import Summary
from counterfoil.ledger.codes.batches import Counts
from counterfoil.ledger.drafts import DraftLine

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Look:
    """How a status is shown: its icon, its colour and its word."""

    icon: str
    tone: str
    word: str


def look(status: Status) -> Look:
    """Return how a status is shown."""
    return {
        Status.ACTIVE: Look("play", "accepted-text", p_("campaign", "Active")),
        Status.SCHEDULED: Look("history", "provisional-text", p_("campaign", "Scheduled")),
        Status.INACTIVE: Look("pause", "soft", p_("campaign", "Inactive")),
        Status.ENDED: Look("used", "used-text", p_("campaign", "Ended")),
        Status.ARCHIVED: Look("lock", "soft", p_("campaign", "Archived")),
    }[status]


def shortened(name: str) -> str:
    """Return a name as it stands in a sentence, cut where it would push the rest away."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()}…"


def span(summary: Summary, zone: ZoneInfo) -> tuple[str, str]:
    """Return the day it starts, and the day it ends."""
    starts = _("from {day}").format(day=short_day(summary.starts_at, zone))
    if summary.ends_at is None:
        return starts, _("no end")
    return starts, _("until {day}").format(day=short_day(summary.ends_at, zone))


def short_day(at: datetime, zone: ZoneInfo) -> str:
    """Return a day with the month in short."""
    return format_date(at.astimezone(zone), "d MMM y", locale=formats.locale())


def redeemed(counts: Counts) -> str:
    """Return how many codes are redeemed and how many remain."""
    return _("{used} redeemed, {remaining} left").format(
        used=formats.number(counts.used), remaining=formats.number(counts.remaining)
    )


def share(counts: Counts) -> float:
    """Return which part of the codes that are not void is redeemed."""
    usable = counts.codes - counts.void
    return counts.used / usable if usable else 0.0


def cells(summary: Summary, zone: ZoneInfo, now: datetime) -> tuple[Cell, ...]:
    """Return the cells of a campaign's row."""
    shown = look(summary.status(now))
    starts, ends = span(summary, zone)
    counts = summary.counts
    if counts.codes:
        figures = Cell(redeemed(counts), share=share(counts))
    else:
        figures = Cell(_("no codes yet"), tone="soft")
    units = formats.number(summary.units) if summary.units != ZERO else "–"
    return (
        Cell(summary.name, under=summary.prefix or _("no prefix"), strong=True),
        Cell(shown.word, icon=shown.icon, tone=shown.tone),
        Cell(starts, under=ends),
        figures,
        Cell(units, end=True),
    )


def draft(line: DraftLine, zone: ZoneInfo, now: datetime) -> str:
    """Say when a draft was saved and by whom."""
    time = format_time(line.saved_at.astimezone(zone), "short", locale=formats.locale())
    days = (now.astimezone(zone).date() - line.saved_at.astimezone(zone).date()).days
    if days == 0:
        return _("saved today at {time} by {name}").format(time=time, name=line.saved_by)
    if days == 1:
        return _("saved yesterday at {time} by {name}").format(time=time, name=line.saved_by)
    when = formats.moment(line.saved_at, zone)
    return _("saved {when} by {name}").format(when=when, name=line.saved_by)


def matches(summary: Summary, text: str, status: str, now: datetime) -> bool:
    """Say whether a campaign is looked for: by its name or prefix, and by its status.

    Without a status, those put away are left out.
    """
    stands = summary.status(now)
    if status:
        if stands != status:
            return False
    elif stands is Status.ARCHIVED:
        return False
    wanted = text.casefold().split()
    found = f"{summary.name} {summary.prefix}".casefold()
    return all(word in found for word in wanted)

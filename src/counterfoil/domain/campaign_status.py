"""How a campaign stands at a moment: the one word for it."""

from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """Every way a campaign can stand; only in the first are its codes redeemed."""

    ACTIVE = "active"
    SCHEDULED = "scheduled"
    ENDED = "ended"
    INACTIVE = "inactive"
    ARCHIVED = "archived"


def status_of(
    starts_at: datetime, ends_at: datetime | None, now: datetime, *, active: bool, archived: bool
) -> Status:
    """Return how a campaign stands at `now`."""
    if archived:
        return Status.ARCHIVED
    if not active:
        return Status.INACTIVE
    if now < starts_at:
        return Status.SCHEDULED
    return Status.ENDED if ends_at is not None and now >= ends_at else Status.ACTIVE

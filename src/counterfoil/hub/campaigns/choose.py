"""Which campaigns a list shows, and in what order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import Depends, Query

from counterfoil.domain.campaign_status import Status
from counterfoil.ledger.campaigns import Summary


class Way(StrEnum):
    """Which end of an order comes first."""

    ASC = "asc"
    DESC = "desc"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; what is None does not matter. The first order weighs most."""

    name: str | None
    active: bool | None
    status: Status | None
    archived: bool
    orders: tuple[tuple[str, Way], ...]

    def of(self, found: Iterable[Summary], now: datetime) -> list[Summary]:
        """Return those that are asked for, in display order where no other is."""
        chosen = [each for each in found if self._wants(each, now)]
        for name, way in reversed(self.orders):
            chosen.sort(key=_KEYS[name], reverse=way is Way.DESC)
        return chosen

    def _wants(self, each: Summary, now: datetime) -> bool:
        return (
            (self.name or "").casefold() in each.name.casefold()
            and self.active in {None, each.active}
            and self.status in {None, each.status(now)}
        )


_LAST: Final = float("inf")
_KEYS: Final[dict[str, Callable[[Summary], Any]]] = {
    "name": lambda each: each.name.casefold(),
    "displayOrder": lambda each: each.display_order,
    "active": lambda each: each.active,
    "startsAt": lambda each: each.starts_at.timestamp(),
    "endsAt": lambda each: _LAST if each.ends_at is None else each.ends_at.timestamp(),
}

Name = Annotated[str | None, Query(max_length=255)]


def choice(
    name: Name = None,
    name_like: Annotated[str | None, Query(alias="name[like]", max_length=255)] = None,
    active: bool | None = None,
    status: Status | None = None,
    archived: bool = False,
    by_name: Annotated[Way | None, Query(alias="_orderBy[name]")] = None,
    by_order: Annotated[Way | None, Query(alias="_orderBy[displayOrder]")] = None,
    by_active: Annotated[Way | None, Query(alias="_orderBy[active]")] = None,
    by_start: Annotated[Way | None, Query(alias="_orderBy[startsAt]")] = None,
    by_end: Annotated[Way | None, Query(alias="_orderBy[endsAt]")] = None,
) -> Choice:
    """Return what the query asks for."""
    ways = zip(_KEYS, (by_name, by_order, by_active, by_start, by_end), strict=True)
    return Choice(
        name=name or name_like,
        active=active,
        status=status,
        archived=archived or status is Status.ARCHIVED,
        orders=tuple((key, way) for key, way in ways if way is not None),
    )


Chosen = Annotated[Choice, Depends(choice)]

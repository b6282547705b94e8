"""Long lists: by page while that is quick, by `_scroll` from any place on, as Open Loyalty has it.

A page says where the next one begins (`scroll.next`), to be given back as `_scroll`.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Query
from pydantic import BaseModel

from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.paging import Page, Paging

_LONGEST: Final = 1000
_LARGEST: Final = 2**63 - 1


class Total(BaseModel):
    """How many there are, and how many match; `estimated` where these are at least so many."""

    all: int
    filtered: int
    estimated: bool


class Next(BaseModel):
    """Where the list goes on; empty at its end."""

    next: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a long list is asked for: a page, or what follows a place in it."""

    page: Page
    scroll: str | None

    def after_number(self) -> int | None:
        """Return the number of the place to go on from, None where a page is asked for.

        Raises InvalidInput where it is no place in such a list.
        """
        if not self.scroll:
            return None
        place = _place(self.scroll)
        if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place <= _LARGEST:
            raise _leads_nowhere()
        return place

    def after_text(self) -> str | None:
        """Return the text of the place to go on from, None where a page is asked for.

        Raises InvalidInput where it is no place in such a list.
        """
        if not self.scroll:
            return None
        place = _place(self.scroll)
        if not isinstance(place, str) or not place.isprintable():
            raise _leads_nowhere()
        return place

    def answer(
        self,
        items: Sequence[object],
        *,
        every: int,
        filtered: int | None,
        more: str | int | None,
    ) -> dict[str, object]:
        """Answer with `items`, and the place of the last one where `more` follow.

        Where nobody knows how many match (`filtered` is None), those that were seen are told.
        """
        seen = self.page.start + len(items) + (more is not None)
        total = {
            "all": every,
            "filtered": seen if filtered is None else filtered,
            "estimated": filtered is None,
        }
        return {"items": list(items), "total": total, "scroll": _next(more)}


def _place(token: str) -> object:
    try:
        return json.loads(base64.urlsafe_b64decode(token))
    except (binascii.Error, ValueError, RecursionError):
        raise _leads_nowhere() from None


def _leads_nowhere() -> InvalidInput:
    return InvalidInput("This _scroll leads nowhere; begin again with an empty one.")


def _next(more: str | int | None) -> Mapping[str, str]:
    if more is None:
        return {}
    return {"next": base64.urlsafe_b64encode(json.dumps(more).encode()).decode()}


def part(
    page: Paging,
    scroll: Annotated[
        str | None,
        Query(
            alias="_scroll",
            max_length=_LONGEST,
            description="Empty to begin, then what scroll.next had; in place of _page.",
        ),
    ] = None,
) -> Part:
    """Return the part of a list that the query asks for, the first page by default."""
    return Part(page if scroll is None else Page(1, page.items), scroll)


Scrolling = Annotated[Part, Depends(part)]

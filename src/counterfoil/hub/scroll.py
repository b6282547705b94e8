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

    def after(self, kind: type[str | int]) -> str | int | None:
        """Return the place of the kind that the list has, None where a page is asked for.

        Raises InvalidInput where it is no place in such a list.
        """
        if not self.scroll:
            return None
        try:
            place = json.loads(base64.urlsafe_b64decode(self.scroll))
        except (binascii.Error, ValueError, RecursionError):
            place = None
        if type(place) is not kind:
            raise InvalidInput("This _scroll leads nowhere; begin again with an empty one.")
        found: str | int = place
        return found

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

"""Lists in pages as Open Loyalty has them: `_page` from 1 and `_itemsOnPage` in, `total` out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Query

DEFAULT_ITEMS: Final = 10
MOST_ITEMS: Final = 100
LAST_PAGE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    number: int
    items: int

    @property
    def start(self) -> int:
        """How many items come before it."""
        return (self.number - 1) * self.items

    def of(self, whole: Sequence[object]) -> dict[str, object]:
        """Answer with this page of a list that is at hand."""
        return self.answer(whole[self.start : self.start + self.items], len(whole))

    def answer(
        self, items: Sequence[object], filtered: int, every: int | None = None
    ) -> dict[str, object]:
        """Answer with `items`, of `filtered` that match the filters, of `every` that there are."""
        total = {
            "all": filtered if every is None else every,
            "filtered": filtered,
            "estimated": False,
        }
        return {"items": list(items), "total": total}


def page(
    number: Annotated[int, Query(alias="_page", ge=1, le=LAST_PAGE)] = 1,
    items: Annotated[int, Query(alias="_itemsOnPage", ge=1, le=MOST_ITEMS)] = DEFAULT_ITEMS,
) -> Page:
    """Return the page that the query asks for, the first by default."""
    return Page(number, items)


Paging = Annotated[Page, Depends(page)]

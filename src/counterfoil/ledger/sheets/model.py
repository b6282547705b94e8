"""Sheets, and runs of sheets printed together."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.domain.facts import CodeStatus


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codes are to be printed: unused ones that no sheet has, in the order they were made.

    `first_id` and `last_id` bound the codes' ids, both included. `quantity` is the most there are
    to be, None for all.
    """

    campaign_id: str
    batch_id: int | None = None
    first_id: int | None = None
    last_id: int | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A code on a sheet; `place` counts the labels of a page from 1, along the rows."""

    place: int
    id: int
    text: str
    status: CodeStatus = CodeStatus.UNUSED


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What one page is to carry: its number, the code of its header, its codes by place.

    `reprint` is 0 for the first print, 1 for the first reprint.
    """

    number: int
    header: str
    codes: tuple[SheetCode, ...]
    reprint: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Sheets printed together: `first_sheet` to `last_sheet`, `labels` codes in all.

    `stock` and `design` are the JSON documents they were made from; `proved` is how many labels
    the proof read, None where none was asked for. `printed_by` is a name. `batch_id` is the batch
    that was named, if any was; `start` the place of the first label on the first sheet.
    """

    id: int
    campaign_id: str
    stock: str
    design: str
    first_sheet: int
    last_sheet: int
    labels: int
    proved: int | None
    printed_at: datetime
    printed_by: str
    batch_id: int | None = None
    per_page: int = 1
    start: int = 1

    @property
    def sheets(self) -> int:
        """How many sheets there are."""
        return self.last_sheet - self.first_sheet + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed sheet, the `page`-th of its run. `reprints` counts how often it was printed again.

    `printed_by` and `voided_by` are names.
    """

    number: int
    header: str
    run_id: int
    campaign_id: str
    page: int
    first_place: int
    labels: int
    reprints: int
    printed_at: datetime
    printed_by: str
    voided_at: datetime | None = None
    void_reason: str = ""
    voided_by: str = ""


@dataclass(frozen=True, slots=True)
class PrintedAt:
    """Where a code stands in print: the place on a sheet, and what became of the sheet."""

    sheet: int
    place: int
    printed_at: datetime
    printed_by: str
    reprints: int = 0
    is_void: bool = False

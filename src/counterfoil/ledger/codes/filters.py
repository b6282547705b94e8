"""Which codes of a campaign are asked for, and the stretches of ids they lie in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from counterfoil.domain.code import fold_any
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.codes.batches import Batch, batches_of
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.codes import STATUSES, UNUSED, USED, codes
from counterfoil.ledger.tables.redemptions import redemptions


@dataclass(frozen=True, slots=True)
class CodeFilter:
    """Conditions that all have to hold; those left out always do.

    `text` is how the code begins. `used_from` and `used_to` bound the time of use, the second one
    excluded, and leave only used codes.
    """

    status: CodeStatus | None = None
    batch_id: int | None = None
    text: str = ""
    used_from: datetime | None = None
    used_to: datetime | None = None

    @property
    def wants_use(self) -> bool:
        """Say whether the time of use is asked for."""
        return self.used_from is not None or self.used_to is not None

    @property
    def scans(self) -> bool:
        """Say whether codes have to be looked at one by one, as no index has what is asked for."""
        return bool(self.text) or (self.status is CodeStatus.UNUSED and not self.wants_use)


ALL: Final = CodeFilter()
"""Every code."""


def stretches(batches: Iterable[Batch]) -> list[tuple[int, int]]:
    """First and last ids of the codes, ascending; batches made one after the other are one."""
    merged: list[tuple[int, int]] = []
    for batch in batches:
        if merged and merged[-1][1] + 1 == batch.first_id:
            merged[-1] = (merged[-1][0], batch.last_id)
        else:
            merged.append((batch.first_id, batch.last_id))
    return merged


def chosen_batches(conn: Connection, campaign_id: str, wanted: CodeFilter) -> tuple[Batch, ...]:
    """Return the batches that are asked for, in the order of their codes.

    Test codes are left out unless their batch is the one that is named.
    """
    found = batches_of(conn, campaign_id)
    if wanted.batch_id is None:
        return tuple(batch for batch in found if not batch.is_test)
    return tuple(batch for batch in found if batch.id == wanted.batch_id)


def conditions(campaign_id: str, wanted: CodeFilter) -> Sequence[ColumnElement[bool]]:
    """Return what a code's row has to fulfil beside its id."""
    found: list[ColumnElement[bool]] = []
    if wanted.wants_use:
        found += [codes.c.status == USED, codes.c.id.in_(_used(campaign_id, wanted))]
    if wanted.status is not None:
        number = STATUSES.index(wanted.status)
        found.append(codes.c.status == number)
        if number != UNUSED:
            # Said once more as the partial index says it.
            found.append(codes.c.status != UNUSED)
    if wanted.text:
        plain = func.replace(func.upper(codes.c.text), "-", "")
        found.append(plain.startswith(fold_any(wanted.text) or wanted.text, autoescape=True))
    return found


def _used(campaign_id: str, wanted: CodeFilter) -> Any:  # noqa: ANN401 - a select of one column
    query = select(redemptions.c.code_id).where(redemptions.c.campaign_id == campaign_id)
    if wanted.used_from is not None:
        query = query.where(redemptions.c.at >= to_micros(wanted.used_from))
    if wanted.used_to is not None:
        query = query.where(redemptions.c.at < to_micros(wanted.used_to))
    return query

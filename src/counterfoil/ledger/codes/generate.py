"""Generating codes: drawn, written and found unique in short steps, then opened for use at once.

The codes are appended first, while their digests are put in order on the side; then the digests are
written from left to right. A digest that is already there belongs to a code of another format or an
imported one: such a code is drawn again. The batch is unknown to everybody until the last step.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterfoil.domain.campaign import Label
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput
from counterfoil.domain.mint import digests, mint
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.codes.ahead import one_ahead
from counterfoil.ledger.codes.batches import (
    Batch,
    BatchKind,
    Counts,
    NewBatch,
    add_counts,
    batch_entry,
    begin,
    make_ready,
)
from counterfoil.ledger.codes.bulk import Clash, insert_drawn
from counterfoil.ledger.codes.campaign import taking_codes
from counterfoil.ledger.codes.digesting import digest_steps, spooled
from counterfoil.ledger.codes.redraw import draw_again
from counterfoil.ledger.codes.removal import removal_steps, remove_quietly
from counterfoil.ledger.codes.spaces import Reserved, identity, reserve
from counterfoil.ledger.codes.spool import DigestSpool
from counterfoil.ledger.codes.steps import (
    Cancelled,
    Progress,
    Report,
    Steps,
    Stopped,
    finish,
    never,
    unheard,
    until,
)
from counterfoil.ledger.journal import append
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require

MOST_AT_ONCE: Final = 100_000_000
MOST_TEST_CODES: Final = 100
USUAL_TEST_CODES: Final = 5
CHUNK: Final = 16_384
"""Codes drawn and written in one step: some 20 ms, which a customer at the counter may wait."""


_DrawnChunks: TypeAlias = Generator[tuple[int, NDArray[np.bytes_], NDArray[np.uint8]], None, None]


@dataclass(frozen=True, slots=True)
class _Making:
    """A batch being made, and what it is made of."""

    ledger: Ledger
    batch: Batch
    code_format: CodeFormat
    reserved: Reserved
    quantity: int
    now: datetime


def generate(
    ledger: Ledger,
    campaign_id: str,
    quantity: int,
    staff: Staff,
    now: datetime,
    *,
    name: str = "",
    labels: Sequence[Label] = (),
    test: bool = False,
    progress: Report = unheard,
    cancelled: Cancelled = never,
) -> Batch | None:
    """Make a batch of `quantity` codes in the campaign's format; None where it was cancelled.

    See `generation_steps`.
    """
    steps = generation_steps(
        ledger,
        campaign_id,
        quantity,
        staff,
        now,
        name=name,
        labels=labels,
        test=test,
        cancelled=cancelled,
    )
    return finish(steps, progress)


def generation_steps(
    ledger: Ledger,
    campaign_id: str,
    quantity: int,
    staff: Staff,
    now: datetime,
    *,
    name: str = "",
    labels: Sequence[Label] = (),
    test: bool = False,
    cancelled: Cancelled = never,
) -> Steps[Batch | None]:
    """Make a batch in short steps. Cancelled, closed or failed, it leaves nothing behind.

    The codes of a `test` batch work before the campaign is active, and their use counts nowhere.

    Raises:
        Forbidden: `staff` is no manager.
        NotFound: there is no such campaign.
        Conflict: the campaign is archived or only takes imported codes.
        InvalidInput: fewer than one code, more than 100 million (of a test batch, more than 100),
            or too many for the format.
        MachineError: the disk is full or failed.
    """
    kind = BatchKind.TEST if test else BatchKind.GENERATED
    new = NewBatch(campaign_id, name, kind, now, staff, tuple(labels))
    making = _start(ledger, new, quantity, now)
    ids = making.batch.first_id, making.batch.last_id
    try:
        return (yield from until(cancelled, _make(making)))
    except Stopped:
        yield from removal_steps(ledger, *ids)
        return None
    except BaseException:
        remove_quietly(ledger, *ids)
        raise


def _start(ledger: Ledger, new: NewBatch, quantity: int, now: datetime) -> _Making:
    require(new.created_by, Act.MAKE_CODES)
    most = MOST_TEST_CODES if new.kind is BatchKind.TEST else MOST_AT_ONCE
    if quantity > most:
        raise InvalidInput("Ask for at most {most:,} codes at once.", most=most)
    with ledger.write() as conn:
        campaign = taking_codes(ledger, conn, new.campaign_id)
        if campaign.code_format is None:
            raise Conflict(
                "{campaign} takes imported codes only; import a file, or give it a code generator.",
                campaign=campaign.name,
            )
        reserved = reserve(conn, campaign.code_format, quantity)
        batch = begin(conn, new, quantity, reserved)
    return _Making(ledger, batch, campaign.code_format, reserved, quantity, now)


def _make(making: _Making) -> Steps[Batch]:
    with spooled(making.ledger) as spool:
        yield from _draw(making, spool)
        clashes: list[Clash] = []
        for written in digest_steps(making.ledger, spool, lambda _, found: clashes.extend(found)):
            yield Progress((making.quantity + written.done) // 2, making.quantity)
    key, ids = making.ledger.digest_key, [clash.code_id for clash in clashes]
    while ids:
        with making.ledger.write() as conn:
            some = draw_again(conn, making.code_format, making.reserved, key, ids[:CHUNK])
        ids = [*some, *ids[CHUNK:]]
        yield Progress(making.quantity, making.quantity)
    return _open(making)


def _draw(making: _Making, spool: DigestSpool) -> Steps[None]:
    """Append the codes, and gather their digests."""
    for start, texts, keyed in one_ahead(_drawn(making)):
        first_id = making.batch.first_id + start
        spool.add(keyed, np.arange(first_id, first_id + len(texts)))
        with making.ledger.write() as conn:
            insert_drawn(conn, first_id, making.batch.id, texts)
        yield Progress((start + len(texts)) // 2, making.quantity)


def _drawn(making: _Making) -> _DrawnChunks:
    """Codes with their digests, and how many came before."""
    first = making.reserved.start
    for start in range(0, making.quantity, CHUNK):
        count = min(CHUNK, making.quantity - start)
        texts = mint(making.code_format, making.reserved.key, first + start, count)
        yield start, texts, digests(texts, making.ledger.digest_key)


def _open(making: _Making) -> Batch:
    ledger, batch, reserved = making.ledger, making.batch, making.reserved
    with ledger.write() as conn:
        ready = make_ready(conn, replace(batch, size=making.quantity))
        if not batch.is_test:
            add_counts(conn, batch.campaign_id, Counts(codes=making.quantity))
        body = batch_entry(ready) | {
            "format": identity(making.code_format),
            "counter": [reserved.start, reserved.end],
        }
        append(ledger, conn, Kind.BATCH_GENERATED, body, making.now)
    return ready

"""Taking in what a device sends: entries in order, each judged once, all or none of a batch."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import MachineError
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Outcome, Pushed, Upload
from counterfoil.ledger.cleaning import clean
from counterfoil.ledger.codes.void import finish_voiding
from counterfoil.ledger.exchange.devices import freeze
from counterfoil.ledger.exchange.epochs import caught_up, is_waiting
from counterfoil.ledger.exchange.fence import forget_stuck, note_stuck
from counterfoil.ledger.exchange.genuine import break_in_chain, flaw
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.exchange.judging import Later, judge
from counterfoil.ledger.exchange.keeping import keep
from counterfoil.ledger.exchange.quarantine import put_aside
from counterfoil.ledger.exchange.reached import Reached
from counterfoil.ledger.exchange.resuming import resume
from counterfoil.ledger.exchange.runs import LEAST, take_run
from counterfoil.ledger.exchange.taking import (
    Taking,
    answer,
    begin,
    go_on,
    proven,
    sealed,
    write_down,
)
from counterfoil.ledger.exchange.verdicts import kept_between
from counterfoil.ledger.feed.publish import note, publishing
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.supply import is_low, top_up
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import entry_verdicts

MOST: Final = 500
"""Entries that are taken at once; the rest has to be sent again."""

COPIED: Final = "It sent another entry under a number that it had used before: it was copied."
FROZEN: Final = "The device is frozen: nobody knows which of its entries are true."
AGAIN: Final = "It was sent again as something else."


def take(ledger: Ledger, device: str, uploads: Sequence[Upload], now: datetime) -> Pushed:
    """Take entries of a device into the hub's ledger, in one transaction.

    Those that are there already get the verdict they have; what cannot be made sense of is put
    aside, and the next goes on. Behind a gap nothing is taken: the answer says which entry is
    needed. Where the device sends another entry than it did before, it is frozen, and all that it
    sends is put aside.

    Raises NotFound where the device is not known, and MachineError where the database failed: then
    nothing was taken, and the same may be sent again.
    """
    batch = uploads[:MOST]
    with ledger.write() as conn, publishing(conn):
        taking = begin(ledger, conn, device, batch, now)
        keep(conn, (each.signed.entry for each in batch if each.signed and _is_new(taking, each)))
        _take_all(taking, batch)
        write_down(taking)
        pushed = _finished(taking)
        is_served = pushed.state is DeviceState.ACTIVE and not pushed.waits
        short = is_served and is_low(ledger, conn, device, taking.kind, now)
    if short:
        # Apart, because it keeps campaigns from others, which entries have kept in another order.
        with ledger.write() as conn:
            top_up(ledger, conn, device, now)
    _finish_behind(ledger, {each.signed.entry.kind for each in batch if each.signed})
    return pushed


def _take_all(taking: Taking, batch: Sequence[Upload]) -> None:
    """Take entries in order: in runs where they are plain, one by one where not.

    Behind a run that broke off soon less is tried at once, so that little is looked at in vain.
    """
    at, most = 0, len(batch)
    while at < len(batch) and not taking.is_over:
        ahead = batch[at : at + most]
        taken = 0
        if taking.state is not DeviceState.FROZEN and not taking.waits:
            taken = take_run(taking, ahead)
        most = max(LEAST, taken * (4 if taken == len(ahead) else 2))
        if not taken:
            upload = batch[at]
            _take_one(taking, upload if upload.n else _numbered(taking, upload))
        at += taken or 1


def _finish_behind(ledger: Ledger, kinds: Collection[str]) -> None:
    """Do what some entries want done apart from the rest: it takes long."""
    if Kind.CODES_VOIDED in kinds:
        finish_voiding(ledger)
    if Kind.MEMBER_ERASED in kinds:
        with suppress(MachineError):
            clean(ledger.database)


def _is_new(taking: Taking, upload: Upload) -> bool:
    return upload.n > taking.last.n and upload.n not in taking.stored


def _numbered(taking: Taking, upload: Upload) -> Upload:
    """Give what says no number the one it got before, or the next."""
    write_down(taking)
    same = select(entry_verdicts.c.n).where(
        entry_verdicts.c.device == taking.device, entry_verdicts.c.hash == sealed(upload)
    )
    before = taking.conn.scalar(same.limit(1))
    if before is None:
        return replace(upload, n=taking.last.n + 1)
    taking.stored.update(kept_between(taking.conn, taking.device, before, before))
    return replace(upload, n=before)


def _take_one(taking: Taking, upload: Upload) -> None:
    if taking.state is DeviceState.FROZEN:
        put_aside(taking.conn, taking.device, upload, FROZEN, taking.now)
    elif upload.n <= taking.last.n:
        _take_again(taking, upload)
    elif upload.n > taking.last.n + 1:
        taking.is_over = True
    elif upload.n in taking.stored:
        _take_decided(taking, upload)
    else:
        _take_next(taking, upload)


def _take_again(taking: Taking, upload: Upload) -> None:
    """Answer as before. Another genuine entry under the number of one shows a copy."""
    before, verdict = taking.stored[upload.n]
    if sealed(upload) != before:
        write_down(taking)
        why = flaw(upload.signed, upload.n, taking.device, taking.key)
        if why is None and _is_in_journal(taking, upload.n):
            _freeze(taking, upload)
            return
        put_aside(taking.conn, taking.device, upload, why or AGAIN, taking.now)
    taking.verdicts.append(verdict)


def _take_decided(taking: Taking, upload: Upload) -> None:
    """Take the entry of what was decided online before: its verdict is there."""
    before, verdict = taking.stored[upload.n]
    signed = upload.signed
    if signed is None or flaw(signed, upload.n, taking.device, taking.key) is not None:
        taking.is_over = True
    elif signed.hash != before or break_in_chain(taking.last, signed) is not None:
        _freeze(taking, upload)
    else:
        go_on(taking, signed)
        taking.verdicts.append(verdict)


def _take_next(taking: Taking, upload: Upload) -> None:
    receipted = proven(taking, upload)
    if taking.waits and receipted is None:
        taking.is_over = True
        return
    signed = upload.signed
    why = flaw(signed, upload.n, taking.device, taking.key)
    if why is not None or signed is None:
        put_aside(taking.conn, taking.device, upload, why or "", taking.now)
        taking.last = Reached(upload.n, None, taking.last.wall_time)
        verdict = EntryVerdict(upload.n, Outcome.QUARANTINED, reason=why or "")
        answer(taking, upload, receipted or verdict)
        return
    if break_in_chain(taking.last, signed) is not None:
        _freeze(taking, upload)
        return
    if taking.waits:
        forget_stuck(taking.conn, taking.device, upload.n)
    try:
        verdict = judge(taking, upload, signed, receipted)
    except Later:
        note_stuck(taking.conn, taking.device, upload, taking.now)
        taking.is_over = True
        return
    go_on(taking, signed)
    answer(taking, upload, verdict)


def _freeze(taking: Taking, upload: Upload) -> None:
    freeze(taking.conn, taking.device, COPIED)
    taking.state = DeviceState.FROZEN
    taking.touched.append(("enrolment", taking.device, "office"))
    put_aside(taking.conn, taking.device, upload, COPIED, taking.now)


def _is_in_journal(taking: Taking, n: int) -> bool:
    there = select(journal.c.n).where(journal.c.device == taking.device, journal.c.n == n)
    return taking.conn.scalar(there) is not None


def _finished(taking: Taking) -> Pushed:
    conn, device = taking.conn, taking.device
    if caught_up(conn, device, taking.last.n):
        taking.touched += resume(taking.ledger, conn, taking.now)
    waits = is_waiting(conn)
    note(conn, taking.touched)
    return Pushed(
        verdicts=tuple(taking.verdicts),
        next_n=taking.last.n + 1,
        epoch=epoch(conn),
        hub_time=taking.now,
        state=taking.state,
        waits=waits,
    )

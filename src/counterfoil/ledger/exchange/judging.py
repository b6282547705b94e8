"""Judging one entry: by its applier, in a savepoint, so that one that fails spoils no other."""

from dataclasses import replace
from typing import Any, Final

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError

from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.errors import MachineError, NotFound, UserError
from counterfoil.domain.exchange import EntryVerdict, Outcome, Upload
from counterfoil.ledger import sqlite
from counterfoil.ledger.exchange.appliers import applier_of
from counterfoil.ledger.exchange.applying import Applier, Applying, Judged, kept
from counterfoil.ledger.exchange.fence import may_still_come
from counterfoil.ledger.exchange.genuine import UNREADABLE, names_moment
from counterfoil.ledger.exchange.quarantine import put_aside
from counterfoil.ledger.exchange.taking import Taking, write_down
from counterfoil.ledger.exchange.verdicts import plain
from counterfoil.ledger.failure import meaning
from counterfoil.ledger.feed.publish import is_tellable
from counterfoil.logs.places import traced

_LOG: Final = structlog.get_logger("counterfoil.ledger")

UNKNOWN_KIND: Final = "This hub does not know entries of the kind {kind}."
LACKING: Final = "It refers to something that is not here."
BUG: Final = "Something went wrong inside the hub: report {report}."

_ALONE: Final = frozenset({Kind.REDEEM, Kind.SCAN_REFUSED})
"""Kinds whose appliers ask neither for entries nor for verdicts."""
_NOT_APPLIED: Final = frozenset({Outcome.REFUSED, Outcome.QUARANTINED})


class Later(Exception):
    """What the entry refers to may still come from a device that the hub waits for."""


def judge(
    taking: Taking, upload: Upload, signed: SignedEntry, receipted: EntryVerdict | None
) -> EntryVerdict:
    """Apply an entry that is genuine, and return the verdict on it.

    Where the device has a receipt from before the hub was restored, that verdict stands; what can
    not be applied by it is put aside. Raises Later where it has to be sent again.
    """
    if receipted is not None and receipted.outcome in _NOT_APPLIED:
        judged = Judged(receipted.outcome, reason=receipted.reason, values=receipted.values)
    else:
        judged = _apply(taking, signed, upload, receipted)
    is_broken = receipted is not None and receipted.outcome is not judged.outcome
    if judged.outcome is Outcome.QUARANTINED or is_broken:
        why = judged.reason.format(**judged.values)
        put_aside(taking.conn, taking.device, upload, why, taking.now)
    if receipted is not None:
        return replace(receipted, n=upload.n, receipt=b"")
    return EntryVerdict(
        upload.n, judged.outcome, judged.of, judged.reason, judged.values, judged.answer
    )


def _apply(
    taking: Taking, signed: SignedEntry, upload: Upload, receipted: EntryVerdict | None
) -> Judged:
    kind = signed.entry.kind
    applier = applier_of(kind)
    if applier is None:
        return Judged(Outcome.QUARANTINED, reason=UNKNOWN_KIND, values={"kind": str(kind)})
    if applier is not kept and not names_moment(signed.entry.body):
        return Judged(Outcome.QUARANTINED, reason=UNREADABLE)
    if kind not in _ALONE and applier is not kept:
        write_down(taking)
    applying = Applying(
        ledger=taking.ledger,
        conn=taking.conn,
        device=taking.device,
        kind=taking.kind,
        signed=signed,
        attached=upload.attached,
        receipted=receipted,
        now=taking.now,
        touched=taking.touched,
    )
    return kept(applying) if applier is kept else _in_savepoint(taking, applier, applying)


def _in_savepoint(taking: Taking, applier: Applier, applying: Applying) -> Judged:
    raw: Any = taking.conn.connection.driver_connection
    before = len(taking.touched)
    raw.execute("SAVEPOINT entry")
    try:
        judged = applier(applying)
        # It is published at the end of the batch, where one that cannot be would spoil all others.
        if not all(map(is_tellable, taking.touched[before:])):
            raise ValueError(UNREADABLE)
    except Exception as error:
        may_come = isinstance(error, NotFound) or _lacks_row(error)
        judged = _failure(applying, error)
        raw.execute("ROLLBACK TO SAVEPOINT entry")
        del taking.touched[before:]
        # A campaign that was read meanwhile may be one that was not kept.
        taking.ledger.parsed.clear()
        n = applying.entry.n
        if may_come and taking.waits and may_still_come(taking.conn, taking.device, n):
            raise Later from error
    raw.execute("RELEASE SAVEPOINT entry")
    return judged


def _failure(applying: Applying, error: Exception) -> Judged:
    """Return what an error says of the entry; it goes on where the machine failed."""
    if isinstance(error, MachineError) or meaning(error, "") is not None:
        raise error
    if isinstance(error, UserError):
        outcome = Outcome.QUARANTINED if isinstance(error, NotFound) else Outcome.REFUSED
        return Judged(outcome, reason=error.template, values=plain(error.values))
    if _lacks_row(error):
        return Judged(Outcome.QUARANTINED, reason=LACKING)
    # No message and no values: they may hold a code or a name.
    _LOG.error("bug", report=applying.name, trace=traced(error))
    return Judged(Outcome.QUARANTINED, reason=BUG, values={"report": applying.name})


def _lacks_row(error: Exception) -> bool:
    """Say whether a foreign key names a row that is not there."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return sqlite.lacks_row(cause) or isinstance(cause, psycopg.errors.ForeignKeyViolation)

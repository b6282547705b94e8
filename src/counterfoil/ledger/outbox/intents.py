"""Redemptions that the hub is asked about: the intent first, then its answer, or its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import Connection, select, update

from counterfoil.domain.code import candidates, fold_any
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Upload
from counterfoil.domain.mint import digest
from counterfoil.ledger import journal
from counterfoil.ledger.codes.spaces import known_formats
from counterfoil.ledger.guesses import form_of
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import MOST_TEXTS
from counterfoil.ledger.member_rows import read_card
from counterfoil.ledger.outbox.joining import JOINED_AS
from counterfoil.ledger.record import body_document
from counterfoil.ledger.redeem import checked
from counterfoil.ledger.replay import stored_verdict
from counterfoil.ledger.settings import read_setting
from counterfoil.ledger.statement import inserting
from counterfoil.ledger.tables.base import to_micros, to_units
from counterfoil.ledger.tables.sync import intents
from counterfoil.ledger.verdict import Attempt, Verdict

OPEN: Final = "open"
ANSWERED: Final = "answered"
VOIDED: Final = "voided"
MOST_READINGS: Final = 32
"""Digests of what a scan may read that the hub is asked for."""

_INSERT: Final = inserting(intents)


@dataclass(frozen=True, slots=True)
class Begun:
    """An intent that is in the journal and was not answered yet: what the hub is to be asked."""

    n: int
    upload: Upload
    attempt: Attempt


def begin_intent(ledger: Ledger, attempt: Attempt, now: datetime) -> Begun | Verdict:
    """Write down that the hub is to be asked, in one transaction.

    Where the attempt's event id got its verdict before, that is returned and nothing written.
    """
    asked = checked(attempt)
    with ledger.write() as conn:
        if asked.event_id is not None:
            known = stored_verdict(ledger, conn, asked)
            if known is not None:
                return known
        last = journal.head(ledger, conn, now)
        end = journal.append_after(
            ledger, conn, last, Kind.ONLINE_INTENT, _body(ledger, conn, asked, last.now)
        )
        _INSERT.run(conn, {"n": end.n, "at": to_micros(last.now), "state": OPEN})
        form = form_of(conn, asked)
    signed = next(journal.entries(ledger, after=end.n - 1))
    beside = {"card": asked.card, "body": body_document(asked.body), "form": form}
    return Begun(end.n, Upload(end.n, "", signed, beside), asked)


def void_intent(ledger: Ledger, n: int, now: datetime) -> bool:
    """Take back an intent whose answer did not come; say whether it was still open."""
    with ledger.write() as conn:
        if not close_intent(conn, n, VOIDED):
            return False
        journal.append(ledger, conn, Kind.ONLINE_VOID, {"intent": n}, now)
    return True


def open_intents(ledger: Ledger) -> tuple[int, ...]:
    """Return the intents that have neither an answer nor an end, in order.

    Those in a restored backup are of the device that it was of, and no business of this one.
    """
    with ledger.read() as conn:
        if read_setting(conn, JOINED_AS) != ledger.device.id:
            return ()
        query = select(intents.c.n).where(intents.c.state == OPEN).order_by(intents.c.n)
        return tuple(conn.scalars(query))


def void_open_intents(ledger: Ledger, now: datetime) -> int:
    """Take back every intent that a stop of the program left open; return how many."""
    return sum(void_intent(ledger, n, now) for n in open_intents(ledger))


def close_intent(conn: Connection, n: int, state: str) -> bool:
    """Note how an intent ended; say whether it had not ended before."""
    ended = update(intents).where(intents.c.n == n, intents.c.state == OPEN).values(state=state)
    return conn.execute(ended).rowcount == 1


def _body(ledger: Ledger, conn: Connection, asked: Attempt, now: datetime) -> dict[str, object]:
    member = read_card(conn, asked.card)
    readings = islice(_readings(conn, asked), MOST_READINGS)
    return {
        "codes": [digest(text, ledger.digest_key).hex() for text in readings],
        "campaign": None,
        "member": member.id if member else None,
        "amount": to_units(asked.amount),
        "event": asked.event,
        "event_id": asked.event_id,
        "source": asked.source,
        "staff": asked.staff.id,
        "store": ledger.store.code,
        "at": to_micros(asked.at or now),
    }


def _readings(conn: Connection, asked: Attempt) -> Iterator[str]:
    """Yield what the texts may be as codes, in the order in which a ledger looks them up."""
    given = asked.texts[:MOST_TEXTS]
    folded = dict.fromkeys(filter(None, map(fold_any, given)))
    formats = known_formats(conn)
    more = (text for each in folded for text in candidates(each, formats)[1:])
    yield from dict.fromkeys((*folded, *more))

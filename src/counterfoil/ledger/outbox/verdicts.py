"""What the hub answered to this device's entries. A verdict that is here never changes."""

from datetime import datetime

from sqlalchemy import Connection, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import EntryVerdict, Outcome, Pushed
from counterfoil.domain.rights import GrantState
from counterfoil.ledger.exchange.verdicts import keep_verdicts, kept_between, kept_verdict
from counterfoil.ledger.heard import heard, note_heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import move
from counterfoil.ledger.rights.spending import settle
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import entry_verdicts


def take_verdicts(ledger: Ledger, pushed: Pushed, now: datetime) -> tuple[EntryVerdict, ...]:
    """Keep what the hub answered to a batch, in one transaction; return the verdicts that are new.

    The risk of what was applied can be spent again, that of a duplicate is burned.
    """
    with ledger.write() as conn:
        new = _take(ledger, conn, pushed.verdicts)
        note_heard(
            conn,
            epoch=pushed.epoch,
            hub_time=pushed.hub_time,
            next_n=pushed.next_n,
            receipted_n=_receipted(ledger, conn),
            at=now,
            clock_off=now - pushed.hub_time,
            state=pushed.state,
            waits=pushed.waits,
        )
    return new


def take_verdict(ledger: Ledger, conn: Connection, verdict: EntryVerdict) -> bool:
    """Keep a verdict on an entry of this device's; say whether it is the first on that entry."""
    return bool(_take(ledger, conn, (verdict,)))


def note_put_aside(ledger: Ledger, last_n: int) -> None:
    """Note that the hub keeps, undecided, what a frozen device has sent up to an entry."""
    with ledger.write() as conn:
        note_heard(conn, aside_n=last_n)


def unanswered_from(ledger: Ledger) -> int:
    """Return the first entry that the hub's verdict is not here of; its answer may have been lost.

    Of what was asked online the verdict may be here before those of earlier entries.
    """
    with ledger.read() as conn:
        return heard(conn).receipted_n + 1


def undecided_from(ledger: Ledger) -> int:
    """Return the first entry of a frozen device that its hub has neither judged nor put aside."""
    with ledger.read() as conn:
        said = heard(conn)
    return max(said.receipted_n, said.aside_n) + 1


def stored_on(ledger: Ledger, conn: Connection, n: int) -> EntryVerdict | None:
    """Return the verdict on an entry of this device's, None where there is none yet."""
    kept = kept_verdict(conn, ledger.device.id, n)
    return None if kept is None else kept[1]


def _take(
    ledger: Ledger, conn: Connection, verdicts: tuple[EntryVerdict, ...]
) -> tuple[EntryVerdict, ...]:
    """Keep those verdicts that are the first on an entry which is here; return them."""
    if not verdicts:
        return ()
    numbers = [each.n for each in verdicts]
    device, first, last = ledger.device.id, min(numbers), max(numbers)
    known = set(kept_between(conn, device, first, last))
    there = (journal.c.device == device) & journal.c.n.between(first, last)
    query = select(journal.c.n, journal.c.hash, journal.c.kind, journal.c.body).where(there)
    entries = {row.n: row for row in conn.execute(query)}
    new = {each.n: each for each in verdicts if each.n in entries and each.n not in known}
    keep_verdicts(conn, device, [(bytes(entries[n].hash), each) for n, each in new.items()])
    for n, each in new.items():
        if entries[n].kind == Kind.REDEEM:
            settle(conn, load(entries[n].body).get("spends"), each.outcome)
        elif entries[n].kind == Kind.RIGHT_ACCEPTED and each.outcome is Outcome.REFUSED:
            # The hub has forgotten it with a restore; nothing of it was spent.
            move(conn, load(entries[n].body)["grant"], GrantState.CLOSED)
    return tuple(new.values())


def _receipted(ledger: Ledger, conn: Connection) -> int:
    """Return the number up to which each entry has its verdict; that of an intent comes early."""
    known = heard(conn).receipted_n
    later = select(entry_verdicts.c.n).where(
        entry_verdicts.c.device == ledger.device.id, entry_verdicts.c.n > known
    )
    for n in conn.scalars(later.order_by(entry_verdicts.c.n)):
        if n > known + 1:
            break
        known = n
    return known

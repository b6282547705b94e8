"""The beginning of a session: what the device says of itself, and what the hub says to that."""

from datetime import datetime

from counterfoil.domain.exchange import Greeting, Welcome
from counterfoil.ledger import journal
from counterfoil.ledger.heard import heard, note_heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.early import accepted_early


def greeting(ledger: Ledger, now: datetime) -> Greeting:
    """Return what the device says as a session begins; `now` is its own clock."""
    with ledger.read() as conn:
        end, said = journal.peek(ledger, conn, now), heard(conn)
        return Greeting(
            device=ledger.device.id,
            n=end.n,
            hash=end.hash,
            receipted_n=said.receipted_n,
            seen_seq=said.seq,
            epoch=said.epoch,
            now=now,
            early=accepted_early(ledger, conn),
        )


def take_welcome(ledger: Ledger, welcome: Welcome, now: datetime) -> None:
    """Keep where the device stands, and the entry that the hub needs next."""
    with ledger.write() as conn:
        note_heard(
            conn,
            epoch=welcome.epoch,
            hub_time=welcome.hub_time,
            next_n=welcome.next_n,
            at=now,
            clock_off=now - welcome.hub_time,
            state=welcome.state,
            waits=welcome.waits,
        )

"""From a custom event as it was sent to the attempt to redeem the code in it."""

from datetime import datetime, timedelta
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.event import Value
from counterfoil.domain.store import Staff
from counterfoil.hub.events.people import card_of
from counterfoil.hub.readings import readings
from counterfoil.ledger.events import Carrier, carrier
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt
from counterfoil.openloyalty.custom_event import SentEvent, typed_body

SOURCE: Final = "api"
CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""An event dated no farther from now than this happens now, by the hub's own clock."""


def attempt_of(ledger: Ledger, sent: SentEvent, staff: Staff, now: datetime) -> Attempt:
    """Return the attempt that an event comes to.

    Raises:
        NotFound: there is no such type of event, or nobody such as it is about.
        InvalidInput: it carries no code, or cannot be.
    """
    known = carrier(ledger, sent.type)
    texts = _texts(known, sent)
    rest = {key: value for key, value in sent.body.items() if key not in known.attributes}
    return Attempt(
        texts=texts,
        staff=staff,
        card=card_of(ledger, sent.who),
        amount=sent.amount,
        event_id=sent.event_id,
        body=_typed(ledger, known, rest),
        source=SOURCE,
        at=_at(sent.at, now),
        event=sent.type,
    )


def _texts(known: Carrier, sent: SentEvent) -> tuple[str, ...]:
    given = [sent.body[name] for name in known.attributes if sent.body.get(name) is not None]
    if not given:
        raise InvalidInput(
            "The event carries no code; give it in event.body.{attribute}.",
            attribute=known.attributes[0],
        )
    return tuple(text for each in given for text in readings(str(each)))


def _typed(ledger: Ledger, known: Carrier, body: dict[str, Value]) -> dict[str, Value]:
    return typed_body(known.schema, body, ledger.store.zone)


def _at(given: datetime | None, now: datetime) -> datetime | None:
    if given is None or abs(given - now) <= CLOCKS_DIFFER:
        return None
    if given > now:
        raise InvalidInput("event.eventDate is in the future; send the event when it happens.")
    return given

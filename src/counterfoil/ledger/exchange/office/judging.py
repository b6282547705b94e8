"""Whether a change that somebody made on a device holds: by what they may do, as the hub knows it.

A change that does not hold is refused and waits in the inbox, whole; the device gets back what the
hub has instead.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import insert, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, UserError
from counterfoil.domain.exchange import Outcome
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.campaign_versions import Stale
from counterfoil.ledger.exchange.applying import Applier, Applying, Judged
from counterfoil.ledger.exchange.verdicts import plain
from counterfoil.ledger.feed.touched import touched
from counterfoil.ledger.seats import person
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import dump, to_micros
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.sync import conflicts
from counterfoil.openloyalty.campaign import write_campaign

STALE: Final = "stale"
REFUSED: Final = "refused"
OPEN: Final = "open"
_LONGEST_NAME: Final = 200
NOBODY: Final = "Nobody on the staff has the id {id}."

Change = Callable[[Applying, Staff], None]
"""It writes what somebody changed. It raises Forbidden, Conflict or InvalidInput where it cannot
be."""


def managed(change: Change, act: Act | None = None) -> Applier:
    """Return the applier of a change; with `act`, made by somebody who may do that.

    What a device did before it joined is no business of the hub's: nobody there may do anything.
    """

    def applier(applying: Applying) -> Judged:
        if not has_joined(applying):
            return Judged()
        try:
            with applying.conn.begin_nested():
                by = acting(applying)
                if act is not None:
                    require(by, act)
                change(applying, by)
        except (Forbidden, Conflict, InvalidInput) as error:
            return _refused(applying, error)
        tell(applying)
        return Judged()

    return applier


def tell(applying: Applying, **more: object) -> None:
    """Note all that the entry touches, so that every device gets what the hub has now."""
    body = {**applying.entry.body, **more}
    applying.touch_all(touched(applying.conn, Kind(applying.entry.kind), body))


def has_joined(applying: Applying) -> bool:
    """Say whether the device had joined by this entry."""
    entries = select(journal.c.n).where(journal.c.device == applying.device)
    joined = entries.where(journal.c.kind == Kind.JOINED.value).order_by(journal.c.n).limit(1)
    n = applying.conn.scalar(joined)
    return n is not None and n < applying.entry.n


def acting(applying: Applying) -> Staff:
    """Return who did what the entry records, as the hub knows them. Raises Forbidden for nobody."""
    named = str(applying.entry.body["staff"])
    found = person(applying.conn, named)
    if found is None:
        raise Forbidden(NOBODY, id=named[:40])
    return found


def to_inbox(
    applying: Applying,
    kind: str,
    document: Mapping[str, Any],
    *,
    of: str = "",
    campaign_id: str | None = None,
    money: int = 0,
) -> None:
    """Let an entry wait in the inbox until somebody has looked at it; `money` is in hundredths."""
    row = {
        "id": applying.name,
        "kind": kind,
        "of": of,
        "device": applying.device,
        "n": applying.entry.n,
        "campaign_id": campaign_id,
        "units": 0,
        "money": money,
        "at": to_micros(applying.entry.wall_time),
        "document": dump(dict(document)),
        "state": OPEN,
        "note": "",
    }
    applying.conn.execute(insert(conflicts).values(row))
    applying.touch("conflict", applying.name, applying.device)


def _refused(applying: Applying, error: UserError) -> Judged:
    """Refuse a change, keep both versions, and give the device back what the hub has."""
    body: Mapping[str, Any] = applying.entry.body
    document: dict[str, Any] = {
        "entry": applying.entry.kind,
        "body": dict(body),
        "reason": error.template,
        "values": plain(error.values),
    }
    stale = isinstance(error, Stale)
    if isinstance(error, Stale):
        saved = error.version
        document["found"] = {
            "document": write_campaign(error.found),
            "version": error.found.version,
            "saved_by": saved.saved_by if saved else "",
            "saved_at": to_micros(saved.saved_at) if saved else None,
        }
    campaign = body.get("campaign")
    to_inbox(
        applying,
        STALE if stale else REFUSED,
        document,
        of=_about(body),
        campaign_id=campaign if isinstance(campaign, str) else None,
    )
    tell(applying)
    return Judged(Outcome.REFUSED, reason=error.template, values=plain(error.values))


def _about(body: Mapping[str, Any]) -> str:
    """What the change is of: the id of a campaign, a member, a person, and so on."""
    names = ("campaign", "member", "person", "store", "coupon", "id", "code")
    found = (body[name] for name in names if isinstance(body.get(name), str))
    schema = body.get("schema")
    event = schema["customEventSchema"]["eventType"] if isinstance(schema, dict) else ""
    return str(next(found, event))[:_LONGEST_NAME]

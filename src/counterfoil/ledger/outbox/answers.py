"""What the hub answered to an intent: taken in at once, so that the counter can show it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, exists, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import Change, Document, EntryVerdict
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.ledger import journal
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.gather import Gathered, gather
from counterfoil.ledger.given import cards_of, restored, shown
from counterfoil.ledger.heard import heard
from counterfoil.ledger.inflow.apply import defer_references, put_changes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.outbox.intents import ANSWERED, VOIDED, Begun, close_intent
from counterfoil.ledger.outbox.verdicts import take_verdict
from counterfoil.ledger.refuse import record_refusal, refilled, refusal_verdict, write_refusal
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.verdict import Asker, Verdict

_REASONS: Final = frozenset(Reason)


def take_answer(
    ledger: Ledger, begun: Begun, verdict: EntryVerdict, now: datetime
) -> Verdict | None:
    """Take the hub's answer in, in one transaction, and return what the counter shows.

    None where the answer decides nothing, or the intent was taken back meanwhile. Raises Forbidden
    where the hub says that this person may not redeem.
    """
    answer = verdict.answer
    if answer is None or verdict.reason == Reason.HUB_WAITS:
        return None
    with ledger.write() as conn:
        if not close_intent(conn, begun.n, ANSWERED):
            return None
        take_verdict(ledger, conn, verdict)
        defer_references(conn)
        put_changes(ledger, conn, _changes(conn, begun, answer), now)
        result = _result(ledger, conn, begun, answer, now)
        body: dict[str, object] = {"intent": begun.n, "accepted": bool(answer["accepted"])}
        if result is not None and result.redemption_id is not None:
            body["redemption"] = result.redemption_id
        else:
            body["reason"] = verdict.reason
        journal.append(ledger, conn, Kind.ONLINE_ANSWER, body, now)
    if result is None:
        raise Forbidden(verdict.reason, **verdict.values)
    return result


def refuse_waiting(ledger: Ledger, begun: Begun, now: datetime) -> Verdict:
    """Refuse what the hub does not decide yet, in one transaction; its intent is taken back."""
    with ledger.write() as conn:
        close_intent(conn, begun.n, VOIDED)
        last = journal.append(ledger, conn, Kind.ONLINE_VOID, {"intent": begun.n}, now)
        gathered = gather(ledger, conn, begun.attempt, last.now, lock=True)
        return record_refusal(ledger, conn, last, gathered, Refused(Reason.HUB_WAITS), now)


def _changes(conn: Connection, begun: Begun, answer: Document) -> Iterator[Change]:
    """Yield the objects that came with the answer.

    Where the hub has not heard yet of what was done here before, what is known here of a member
    stays until it has.
    """
    is_behind = heard(conn).next_n < begun.n
    for topic, key, document in answer["documents"]:
        known = topic == "member" and conn.scalar(select(exists().where(members.c.id == key)))
        if not (is_behind and known):
            yield Change(0, topic, key, document)
    row = answer["redemption"]
    if row is not None:
        yield Change(0, "redemption", row["id"], row)


def _result(
    ledger: Ledger, conn: Connection, begun: Begun, answer: Document, now: datetime
) -> Verdict | None:
    at = begun.attempt.at or journal.peek(ledger, conn, now).now
    gathered = gather(ledger, conn, begun.attempt, at, lock=True)
    if answer["accepted"]:
        return _acceptance(ledger, conn, gathered, answer["redemption"])
    if answer["reason"] not in _REASONS:
        return None
    return _refusal(ledger, conn, begun, gathered, answer, now)


def _acceptance(
    ledger: Ledger, conn: Connection, gathered: Gathered, row: Mapping[str, Any]
) -> Verdict:
    gifts = [restored(conn, document) for document in load(row["given"])]
    cards = cards_of(conn, gifts)
    return Verdict(
        accepted=True,
        final=True,
        refused=None,
        code=gathered.found.shown,
        campaign=current(ledger, conn, row["campaign_id"]),
        member=read_member(conn, row["member_id"]),
        given=tuple(shown(gift, cards) for gift in gifts),
        redemption_id=row["id"],
        at=from_micros(row["at"]),
        test=bool(row["test"]),
    )


def _refusal(
    ledger: Ledger,
    conn: Connection,
    begun: Begun,
    gathered: Gathered,
    answer: Document,
    now: datetime,
) -> Verdict:
    facts = gathered.facts
    values = dict(answer["values"])
    if "card" in values:
        values["card"] = begun.attempt.card
    refused = refilled(answer["reason"], values, gathered.found.shown, facts.member, facts.referrer)
    by = Asker(ledger.device.id, f"{ledger.device.id}-{begun.n}")
    write_refusal(ledger, conn, gathered, refused, by, now)
    return refusal_verdict(gathered, refused)

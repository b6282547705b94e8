"""What a till asks online: decided here, under the number of the till's own entry.

The answer is kept like any verdict, so that the same question again, or its entry when it comes
with the others, gets the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, MachineError, UserError
from counterfoil.domain.exchange import DeviceState, EntryVerdict, Outcome, Upload
from counterfoil.domain.facts import Reading
from counterfoil.domain.redemption import decide
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.campaign_rows import parsed
from counterfoil.ledger.exchange import coupon_intents
from counterfoil.ledger.exchange.applying import Touch
from counterfoil.ledger.exchange.bringing import bring_back
from counterfoil.ledger.exchange.genuine import flaw
from counterfoil.ledger.exchange.promoting import claim_touches, gifts_of
from counterfoil.ledger.exchange.questions import check_question
from counterfoil.ledger.exchange.taking import Taking, answer, begin, write_down
from counterfoil.ledger.exchange.told import told, told_again
from counterfoil.ledger.exchange.undone import undo_unanswered
from counterfoil.ledger.exchange.verdicts import kept_verdict, plain
from counterfoil.ledger.feed.publish import note, publishing
from counterfoil.ledger.gather import Gathered, gather_about, unlooked
from counterfoil.ledger.guesses import waits_until
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import Found, find_by_digest
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.record import record_acceptance
from counterfoil.ledger.redeem import checked
from counterfoil.ledger.refuse import kept_values, record_refusal
from counterfoil.ledger.replay import stored_verdict
from counterfoil.ledger.rights.spending import spend
from counterfoil.ledger.seats import person, seat
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import from_units
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.verdict import Asker, Attempt, Verdict

MOST_READINGS: Final = 32
"""Digests of what a scan may read that are looked up."""

_TOLD: Final = frozenset({"member", "coupon", "code", "campaign"})
"""Topics of which the answer brings the objects that a redemption changes."""


def decide_intent(ledger: Ledger, device: str, upload: Upload, now: datetime) -> EntryVerdict:
    """Decide what a till asks, in one transaction, and return the verdict on its intent.

    Where the device has a receipt for the answer that it got before the hub was restored, that
    stands.

    Raises:
        NotFound: the device is not known.
        Forbidden: it is not active.
        InvalidInput: it is no intent of the device's.
        Conflict: the device asked something else under this number.
        MachineError: the database failed; nothing was decided.
    """
    with ledger.write() as conn, publishing(conn):
        asking = begin(ledger, conn, device, [upload], now)
        if asking.state is not DeviceState.ACTIVE:
            raise Forbidden("The hub decides nothing for this device any more.")
        signed = _checked(asking, upload)
        if upload.n in asking.stored:
            before, verdict = asking.stored[upload.n]
            if before != signed.hash:
                raise Conflict("The device asked something else under this number before.")
            return replace(verdict, answer=told_again(conn, verdict.answer))
        if bring_back(asking, upload, signed):
            note(conn, asking.touched)
            return asking.verdicts[0]
        if asking.waits:
            return _not_now(upload.n)
        answer(asking, upload, _decided(asking, upload, signed))
        write_down(asking)
        note(conn, asking.touched)
        return asking.verdicts[0]


def _checked(asking: Taking, upload: Upload) -> SignedEntry:
    signed = upload.signed
    why = flaw(signed, upload.n, asking.device, asking.key)
    if why is not None or signed is None:
        raise InvalidInput(why or "")
    if signed.entry.kind != Kind.ONLINE_INTENT:
        raise InvalidInput("Only what is asked online is decided at once; send the rest in order.")
    check_question(signed.entry.body, upload.attached)
    return signed


def _not_now(n: int) -> EntryVerdict:
    """Return what is answered while the hub waits for its devices; it is not kept."""
    reason = Reason.HUB_WAITS.value
    return EntryVerdict(n, Outcome.REFUSED, reason=reason, answer=_refusal(reason, {}, []))


def _decided(asking: Taking, upload: Upload, signed: SignedEntry) -> EntryVerdict:
    body = signed.entry.body
    try:
        if coupon_intents.COUPON in body:
            return coupon_intents.decide(asking, upload, body)
        seated = seat(asking.ledger, asking.conn, str(body["store"]))
        attempt = _attempt(asking, upload, body)
        last = journal.head(seated, asking.conn, asking.now)
        _give_up_earlier(asking, attempt.event_id)
        waits = waits_until(seated, asking.conn, attempt, asking.now)
        if waits is not None:
            gathered = unlooked(seated, attempt, last.now, waits)
            return _answered(seated, asking, upload.n, gathered, last)
        found = _find(seated, asking.conn, _digests(body), attempt.event)
        if attempt.event_id is not None:
            stored = stored_verdict(seated, asking.conn, attempt, found)
            if stored is not None:
                return _as_before(asking, upload.n, stored)
        gathered = gather_about(seated, asking.conn, found, attempt, last.now, lock=True)
        return _answered(seated, asking, upload.n, gathered, last)
    except MachineError:
        raise
    except UserError as error:
        values = plain(error.values)
        answered = _refusal(error.template, values, [])
        return EntryVerdict(
            upload.n, Outcome.REFUSED, reason=error.template, values=values, answer=answered
        )


def _give_up_earlier(asking: Taking, event_id: str | None) -> None:
    """Undo what the device asked before for the same event: it never got that answer.

    It says so in its journal, which comes later than this.
    """
    query = select(redemptions.c.id).where(
        redemptions.c.event_id == event_id,
        redemptions.c.till == asking.device,
        redemptions.c.reversed_at.is_(None),
    )
    earlier = asking.conn.scalar(query) if event_id is not None else None
    if earlier is None:
        return
    n = int(str(earlier).rpartition("-")[2])
    decided = kept_verdict(asking.conn, asking.device, n)
    if decided is not None and decided[1].answer is not None:
        asking.touched += undo_unanswered(asking.ledger, asking.conn, earlier, asking.now)


def _attempt(asking: Taking, upload: Upload, body: Mapping[str, Any]) -> Attempt:
    """Return what is asked. Raises Forbidden or InvalidInput where nobody may ask that."""
    attempt = Attempt(
        texts=(),
        staff=_staff(asking.conn, str(body["staff"])),
        card=_card(asking.conn, upload, body),
        amount=from_units(body["amount"]),
        event_id=body["event_id"],
        body=upload.attached.get("body") or {},
        source=str(body["source"]),
        event=body.get("event"),
        device=asking.device,
        form=str(upload.attached.get("form") or ""),
    )
    return checked(attempt)


def _staff(conn: Connection, staff_id: str) -> Staff:
    found = person(conn, staff_id)
    if found is None:
        raise Forbidden("Nobody on the staff has the id {id}.", id=staff_id[:40])
    require(found, Act.REDEEM)
    return found


def _card(conn: Connection, upload: Upload, body: Mapping[str, Any]) -> str:
    """Return the card that was shown, or that of the member whom the till knows by it."""
    shown = upload.attached.get("card")
    if isinstance(shown, str):
        return shown
    member = read_member(conn, body.get("member"))
    return "" if member is None else member.loyalty_card_number


def _digests(body: Mapping[str, Any]) -> list[bytes]:
    return [bytes.fromhex(each) for each in body["codes"][:MOST_READINGS]]


def _find(ledger: Ledger, conn: Connection, digests: Sequence[bytes], event: str | None) -> Found:
    """Return the first known code among digests, where its campaign waits for this event."""
    if not digests:
        return Found(Reading.UNREADABLE, "")
    every = (find_by_digest(conn, each, lock=True) for each in digests)
    found = next((each for each in every if each is not None), None)
    if found is None or found.campaign_id is None:
        return Found(Reading.READ, "", digests[0])
    campaign = parsed(ledger, conn, found.campaign_id, found.campaign_version)
    if event is not None and campaign.event != event:
        return Found(Reading.READ, "", found.digest)
    return found


def _answered(
    seated: Ledger, asking: Taking, n: int, gathered: Gathered, last: journal.Head
) -> EntryVerdict:
    conn, asker = asking.conn, Asker(asking.device, f"{asking.device}-{n}")
    decision = decide(gathered.facts, gathered.request, gathered.at)
    if isinstance(decision, Refused):
        record_refusal(seated, conn, last, gathered, decision, asking.now, asker=asker)
        return _refused(conn, n, gathered, decision)
    spends = spend(conn, gathered, decision)
    record_acceptance(seated, conn, last, gathered, decision, spends=spends, asker=asker)
    return EntryVerdict(n, Outcome.APPLIED, answer=_acceptance(conn, asker.attempt))


def _refused(conn: Connection, n: int, gathered: Gathered, refused: Refused) -> EntryVerdict:
    facts, found = gathered.facts, gathered.found
    values = kept_values(refused, facts.member, facts.referrer)
    touches: list[Touch] = []
    if found.code_id is not None:
        touches.append(("code", str(found.code_id), ""))
    touches += [("member", each.id, "") for each in (facts.member, facts.referrer) if each]
    reason = refused.reason.value
    answered = _refusal(reason, values, _documents(conn, touches))
    return EntryVerdict(n, Outcome.REFUSED, reason=reason, values=values, answer=answered)


def _as_before(asking: Taking, n: int, stored: Verdict) -> EntryVerdict:
    """Return what the same event got before, under another number."""
    if stored.redemption_id is not None:
        answered = _acceptance(asking.conn, stored.redemption_id)
        return EntryVerdict(n, Outcome.APPLIED, of=stored.redemption_id, answer=answered)
    refused = stored.refused
    assert refused is not None  # noqa: S101 - it was one or the other
    values, reason = kept_values(refused, stored.member, None), refused.reason.value
    answered = _refusal(reason, values, [])
    return EntryVerdict(n, Outcome.REFUSED, reason=reason, values=values, answer=answered)


def _acceptance(conn: Connection, redemption_id: str) -> dict[str, Any]:
    query = select(redemptions).where(redemptions.c.id == redemption_id)
    row = dict(conn.execute(query).mappings().one())
    touches = [*claim_touches(row, gifts_of(conn, row)), ("campaign", row["campaign_id"], "")]
    return {
        "accepted": True,
        "final": True,
        "reason": "",
        "values": {},
        "redemption": row,
        "documents": _documents(conn, touches),
    }


def _refusal(reason: str, values: Mapping[str, Any], documents: list[list[Any]]) -> dict[str, Any]:
    return {
        "accepted": False,
        "final": True,
        "reason": reason,
        "values": dict(values),
        "redemption": None,
        "documents": documents,
    }


def _documents(conn: Connection, touches: Sequence[Touch]) -> list[list[Any]]:
    """Return the objects as they are now, for the till to have them at once."""
    return told(conn, ((topic, key) for topic, key, _ in touches if topic in _TOLD))

"""Coupons that the hub is asked about: the intent first, then its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from counterfoil.domain.code import candidates
from counterfoil.domain.coupon import CouponReason, CouponRefused
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import JOINED, Change, DeviceState, Document, EntryVerdict, Upload
from counterfoil.domain.mint import digest
from counterfoil.domain.refusal import Reason
from counterfoil.ledger import journal
from counterfoil.ledger.coupon_guesses import count_guess, waiting
from counterfoil.ledger.coupon_judge import CouponAttempt, CouponVerdict, judged, read_issued
from counterfoil.ledger.coupon_rights import is_known_here_alone
from counterfoil.ledger.heard import heard
from counterfoil.ledger.inflow.apply import defer_references, put_changes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_rows import read_card, read_member
from counterfoil.ledger.outbox.early import is_far_ahead
from counterfoil.ledger.outbox.intents import ANSWERED, OPEN, close_intent
from counterfoil.ledger.outbox.verdicts import take_verdict
from counterfoil.ledger.rewards import COUPON_FORMAT
from counterfoil.ledger.sentence_values import from_json
from counterfoil.ledger.statement import inserting
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.sync import intents

MOST_TEXTS: Final = 8
_REASONS: Final = frozenset(CouponReason)
_INSERT: Final = inserting(intents)


@dataclass(frozen=True, slots=True)
class BegunCoupon:
    """An intent about a coupon that is in the journal and was not answered yet."""

    n: int
    upload: Upload
    attempt: CouponAttempt


def asks_about_coupon(ledger: Ledger, attempt: CouponAttempt, now: datetime) -> bool:
    """Say whether the hub has to be asked about a coupon, where it can be."""
    if ledger.standing not in JOINED:
        return False
    with ledger.read() as conn:
        at = journal.peek(ledger, conn, now).now
        if waiting(ledger, conn, attempt, at, now) is not None:
            return False
        issued = judged(conn, attempt, at).issued
        alone = issued is not None and is_known_here_alone(ledger, conn, issued.redemption_id)
        active = heard(conn).state is DeviceState.ACTIVE
        return not alone and active and not is_far_ahead(ledger, conn)


def begin_coupon_intent(ledger: Ledger, attempt: CouponAttempt, now: datetime) -> BegunCoupon:
    """Write down that the hub is to be asked about a coupon, in one transaction."""
    texts = attempt.texts[:MOST_TEXTS]
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        member = read_card(conn, attempt.card.strip())
        body = {
            "coupon": list(dict.fromkeys(_digests(ledger, texts))),
            "codes": [],
            "member": member.id if member else None,
            "source": attempt.source,
            "staff": attempt.staff.id,
            "store": ledger.store.code,
            "at": to_micros(last.now),
        }
        end = journal.append_after(ledger, conn, last, Kind.ONLINE_INTENT, body)
        _INSERT.run(conn, {"n": end.n, "at": to_micros(last.now), "state": OPEN})
    signed = next(journal.entries(ledger, after=end.n - 1))
    beside = {"card": attempt.card.strip(), "texts": list(texts)}
    return BegunCoupon(end.n, Upload(end.n, "", signed, beside), attempt)


def take_coupon_answer(
    ledger: Ledger, begun: BegunCoupon, verdict: EntryVerdict, now: datetime
) -> CouponVerdict | None:
    """Take the hub's answer about a coupon in, in one transaction; return what the counter shows.

    None where the answer decides nothing, or the intent was taken back meanwhile. Raises Forbidden
    where the hub says that it may not be asked so.
    """
    answer = verdict.answer
    if answer is None or verdict.reason == Reason.HUB_WAITS:
        return None
    with ledger.write() as conn:
        if not close_intent(conn, begun.n, ANSWERED):
            return None
        take_verdict(ledger, conn, verdict)
        defer_references(conn)
        came = [Change(0, topic, key, document) for topic, key, document in answer["documents"]]
        put_changes(ledger, conn, came, now)
        result = _result(ledger, conn, begun, answer, now)
        if result is not None:
            count_guess(ledger, conn, begun.attempt, result, now)
        body = _told(ledger, begun, answer, result) | {"reason": verdict.reason}
        journal.append(ledger, conn, Kind.ONLINE_ANSWER, body, now)
    if result is None:
        raise Forbidden(verdict.reason, **verdict.values)
    return result


def _digests(ledger: Ledger, texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        for code in candidates(text, (COUPON_FORMAT,)):
            yield digest(code, ledger.digest_key).hex()


def _result(
    ledger: Ledger, conn: Connection, begun: BegunCoupon, answer: Document, now: datetime
) -> CouponVerdict | None:
    at = journal.peek(ledger, conn, now).now
    if answer["accepted"]:
        code = str(answer["coupon"])
        issued = read_issued(conn, code)
        holder = read_member(conn, issued.holder.id) if issued.holder else None
        member = read_card(conn, begun.attempt.card.strip())
        use_id = f"{ledger.device.id}-{begun.n}"
        return CouponVerdict(None, code, issued, member, from_micros(answer["at"]), use_id, holder)
    if answer["reason"] not in _REASONS:
        return None
    reason = CouponReason(answer["reason"])
    here = judged(conn, begun.attempt, at)
    if here.refused is not None and here.refused.reason is reason:
        return here
    values = {name: from_json(value) for name, value in answer["values"].items()}
    names = {
        "code": here.code,
        "holder": here.holder.name if here.holder else "",
        "member": here.member.name if here.member else "",
    }
    refused = CouponRefused(reason, names | values)
    return CouponVerdict(refused, here.code, here.issued, here.member, at, holder=here.holder)


def _told(
    ledger: Ledger, begun: BegunCoupon, answer: Document, result: CouponVerdict | None
) -> dict[str, Any]:
    """Return what the journal says of an answer: no code in clear."""
    told: dict[str, Any] = {"intent": begun.n, "accepted": bool(answer["accepted"])}
    if result is None:
        return told
    issued = result.issued
    return told | {
        "coupon": digest(issued.coupon.code, ledger.digest_key).hex() if issued else None,
        "redemption": issued.redemption_id if issued else None,
        "member": result.member.id if result.member else None,
        "at": to_micros(result.at),
    }

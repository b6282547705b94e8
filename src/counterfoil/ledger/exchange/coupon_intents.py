"""Coupons that a till asks about online: used up here, under the number of the till's own entry.

The digest in the entry says which coupon it is; what was read comes beside it.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, select

from counterfoil.domain.code import candidates
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import EntryVerdict, Outcome, Upload
from counterfoil.domain.mint import digest
from counterfoil.domain.store import Act
from counterfoil.ledger import journal
from counterfoil.ledger.coupon_guesses import count_guess, waiting
from counterfoil.ledger.coupon_judge import CouponAttempt, CouponVerdict, decide_coupon
from counterfoil.ledger.coupon_rows import note_use, put_coupon_back, take_coupon
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.taking import Taking
from counterfoil.ledger.exchange.told import told
from counterfoil.ledger.exchange.verdicts import plain
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rewards import COUPON_FORMAT
from counterfoil.ledger.seats import person, seat
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.office import coupon_uses

COUPON: Final = "coupon"
"""What the body of an intent has where it is about a coupon: digests of what it may read."""
_NAMES: Final = frozenset({"holder", "member"})


def decide(asking: Taking, upload: Upload, body: Mapping[str, Any]) -> EntryVerdict:
    """Decide about a coupon, and use it up where it is accepted.

    Raises Forbidden where nobody may ask that, NotFound where no member has the card.
    """
    seated = seat(asking.ledger, asking.conn, str(body["store"]))
    staff = person(asking.conn, str(body["staff"]))
    if staff is None:
        raise Forbidden("Nobody on the staff has the id {id}.", id=str(body["staff"])[:40])
    require(staff, Act.USE_COUPON)
    at = journal.head(seated, asking.conn, asking.now).now
    card = str(upload.attached.get("card") or "")
    attempt = CouponAttempt(_texts(seated, upload, body), staff, card, str(body["source"]))
    conn, till = asking.conn, asking.device
    verdict = waiting(seated, conn, attempt, at, asking.now, till) or decide_coupon(
        conn, attempt, at, store=seated.store.code, till=till
    )
    count_guess(seated, conn, attempt, verdict, asking.now, till)
    if verdict.accepted:
        asking.touched.append((COUPON, verdict.code, ""))
    return _answered(asking.conn, upload.n, verdict)


def undo(applying: Applying, answer: Mapping[str, Any]) -> None:
    """Put a coupon back whose acceptance did not reach the till: nothing was handed over."""
    code = str(answer[COUPON])
    use = select(coupon_uses.c.at).where(
        coupon_uses.c.code == code, coupon_uses.c.till == applying.device
    )
    if applying.conn.scalar(use) == answer["at"]:
        put_coupon_back(applying.conn, code, applying.now)
        applying.touch(COUPON, code)


def use_again(applying: Applying, answer: Mapping[str, Any]) -> Judged:
    """Use a coupon up as it was answered before the hub was restored."""
    code, at, body = str(answer[COUPON]), from_micros(answer["at"]), applying.entry.body
    if take_coupon(applying.conn, code, at):
        note_use(
            applying.conn,
            code,
            at,
            staff_id=str(body["staff"]),
            store=str(body["store"]),
            till=applying.device,
        )
        applying.touch(COUPON, code)
    return Judged()


def _texts(ledger: Ledger, upload: Upload, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of the texts beside the entry that its digests are of."""
    wanted, beside = set(body[COUPON]), upload.attached.get("texts") or []
    return tuple(
        text
        for text in map(str, beside)
        if any(
            digest(code, ledger.digest_key).hex() in wanted
            for code in candidates(text, (COUPON_FORMAT,))
        )
    )


def _answered(conn: Connection, n: int, verdict: CouponVerdict) -> EntryVerdict:
    refused, issued = verdict.refused, verdict.issued
    values = {} if refused is None else plain(_nameless(refused.values))
    reason = "" if refused is None else refused.reason.value
    answer = {
        "accepted": refused is None,
        "final": True,
        "reason": reason,
        "values": values,
        "redemption": None,
        COUPON: verdict.code if issued else None,
        "at": to_micros(issued.use.at) if issued and issued.use else None,
        "documents": _documents(conn, verdict) if refused is None else [],
    }
    outcome = Outcome.APPLIED if refused is None else Outcome.REFUSED
    return EntryVerdict(n, outcome, reason=reason, values=values, answer=answer)


def _nameless(values: Mapping[str, object]) -> dict[str, object]:
    """Leave out whom a coupon is of: the till knows, and a verdict is for ever."""
    return {name: value for name, value in values.items() if name not in _NAMES}


def _documents(conn: Connection, verdict: CouponVerdict) -> list[list[Any]]:
    """Return the objects that the till has to have, to have the coupon."""
    return told(conn, [(COUPON, verdict.code)])

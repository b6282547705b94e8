"""Writing a refusal: what was tried, when and by whom, with codes and people kept out of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from counterfoil.domain.entry import Kind
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason, Refused
from counterfoil.ledger import journal
from counterfoil.ledger.gather import Gathered
from counterfoil.ledger.guesses import draw
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sentence_values import as_json, from_json
from counterfoil.ledger.statement import inserting
from counterfoil.ledger.tables.base import dump, to_micros
from counterfoil.ledger.tables.redemptions import refusals
from counterfoil.ledger.tallies import count_refusal
from counterfoil.ledger.verdict import Asker, Verdict

_INSERT: Final = inserting(refusals)
_HIDDEN: Final = "…"
_SHOWN_ENDS: Final = 2
_GUESSED: Final = frozenset({Reason.UNKNOWN, Reason.NOT_CHECKED})


def masked(code: str) -> str:
    """Return a code with all but its first and last two characters hidden."""
    if len(code) <= 2 * _SHOWN_ENDS:
        return _HIDDEN if code else ""
    return f"{code[:_SHOWN_ENDS]}{_HIDDEN}{code[-_SHOWN_ENDS:]}"


def record_refusal(
    ledger: Ledger,
    conn: Connection,
    last: journal.Head,
    gathered: Gathered,
    refused: Refused,
    now: datetime,
    *,
    asker: Asker | None = None,
) -> Verdict:
    """Write a refusal, in the transaction of `conn`; `asker` is the device that asked for it.

    `now` is what the clock says, by which a guess is counted.
    """
    attempt, found = gathered.attempt, gathered.found
    by = asker or Asker(ledger.device.id, f"{ledger.device.id}-{last.n + 1}")
    row = write_refusal(ledger, conn, gathered, refused, by, now)
    body = {
        "attempt": row["id"],
        "event_id": row["event_id"],
        "reason": refused.reason.value,
        "code": found.digest.hex() if found.digest and found.code_id else None,
        "campaign": found.campaign_id,
        "member": row["member_id"],
        "staff": attempt.staff.id,
        "store": ledger.store.code,
        "at": row["at"],
        "source": attempt.source,
    }
    journal.append_after(ledger, conn, last, Kind.SCAN_REFUSED, body)
    return refusal_verdict(gathered, refused)


def write_refusal(
    ledger: Ledger,
    conn: Connection,
    gathered: Gathered,
    refused: Refused,
    by: Asker,
    now: datetime,
) -> dict[str, object]:
    """Write and count a refusal, and the guess that it may be; return its row. No journal entry.

    Nothing is decided about an event while its sender has to wait: it may come again.
    """
    waits = refused.reason is Reason.TOO_MANY_GUESSES
    attempt, found, facts = gathered.attempt, gathered.found, gathered.facts
    row: dict[str, object] = {
        "id": by.attempt,
        "event_id": None if waits else attempt.event_id,
        "at": to_micros(gathered.at),
        "reason": refused.reason.value,
        "campaign_id": found.campaign_id,
        "code_id": found.code_id,
        "shown": masked(found.shown),
        "digest": found.digest,
        "values": dump(kept_values(refused, facts.member, facts.referrer)),
        "staff_id": attempt.staff.id,
        "store": ledger.store.code,
        "till": by.device,
        "member_id": facts.member.id if facts.member else None,
        "source": attempt.source,
    }
    _INSERT.run(conn, row)
    if not gathered.is_test:
        count_refusal(conn, row)
    if is_guess(gathered, refused):
        sure = refused.reason is Reason.UNKNOWN
        draw(ledger, conn, attempt, found.digest, now, sure=sure)
    return row


def is_guess(gathered: Gathered, refused: Refused) -> bool:
    """Say whether a refusal tells that there is no such code."""
    return gathered.facts.code is None and refused.reason in _GUESSED


def refusal_verdict(gathered: Gathered, refused: Refused) -> Verdict:
    """Return what the counter shows of a refusal."""
    return Verdict(
        accepted=False,
        final=True,
        refused=refused,
        code=gathered.found.shown,
        campaign=gathered.facts.campaign,
        member=gathered.facts.member,
        given=(),
        redemption_id=None,
        at=gathered.at,
        test=gathered.is_test,
    )


def refilled(
    reason: str, kept: Mapping[str, Any], code: str, member: Member | None, other: Member | None
) -> Refused:
    """Return a refusal as it was, from what was kept of it and the people it is about."""
    values = {name: from_json(value) for name, value in kept.items()}
    if "code" in values:
        values["code"] = code
    if "about" in values:
        named = other if values.pop("about") == "referrer" else member
        values["member"] = named.name if named else ""
    return Refused(Reason(reason), values)


def kept_values(refused: Refused, member: Member | None, referrer: Member | None) -> dict[str, Any]:
    """Return a sentence's values without codes and cards in clear, and with nobody named."""
    values = {name: as_json(value) for name, value in refused.values.items()}
    for name in {"card", "code"} & values.keys():
        values[name] = masked(str(values[name]))
    if "member" in values:
        named = str(values.pop("member"))
        is_referrer = referrer is not None and named == referrer.name
        is_member = member is not None and named == member.name
        values["about"] = "referrer" if is_referrer and not is_member else "member"
    return values

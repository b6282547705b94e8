"""A till's redemption: a fact, which is never decided anew. The first claim of a code wins.

What the campaign says by now does not matter any more, the goods are handed over. A second claim
moves nothing; it is kept whole as a conflict, until somebody settles it or the code becomes free.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.exchange import EntryVerdict, Outcome
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.batches import BatchKind, Counts, add_counts
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.claimed import Claim, claim_of, without_person
from counterfoil.ledger.exchange.conflict_rows import add_claim
from counterfoil.ledger.exchange.promoting import (
    attributes_with,
    claim_touches,
    displace,
    free_event,
    promote,
    zone_of,
)
from counterfoil.ledger.member_rows import ERASED
from counterfoil.ledger.redemption_rows import Recorded, write_redemption
from counterfoil.ledger.rewards import coupon_row
from counterfoil.ledger.rights.ranges import holders
from counterfoil.ledger.rights.spending import count_spent
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import (
    BUILDING,
    UNUSED,
    USED,
    VOIDING,
    batches,
    code_digests,
    codes,
)
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import newest_first, redemptions

_FIND: Final = Statement(
    select(codes.c.id, codes.c.status, batches.c.state, batches.c.kind, batches.c.campaign_id)
    .join(code_digests, code_digests.c.code_id == codes.c.id)
    .join(batches, batches.c.id == codes.c.batch_id)
    .where(code_digests.c.digest == bindparam("digest"), batches.c.state != BUILDING)
    .with_for_update(of=[codes])
)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a claim, kept for this transaction."""

    id: int
    status: int
    is_voiding: bool
    is_test: bool
    campaign_id: str

    @property
    def is_free(self) -> bool:
        """Say whether a claim of it wins."""
        return self.status == UNUSED and not self.is_voiding


def claim(applying: Applying) -> Judged:
    """Take a till's redemption in.

    It is applied where the code was unused, whatever else has changed since; otherwise it is a
    duplicate, of nothing where the code was void or another device holds it. Where the device has a
    receipt for a verdict from before the hub was restored, that verdict stands: what was applied
    then is applied, even where another claim has taken the code meanwhile.

    Raises NotFound where the code, or something else that it refers to, is not here.
    """
    conn, body = applying.conn, applying.entry.body
    said = claim_of(
        applying.name, applying.device, body, applying.attached, applying.ledger.digest_key
    )
    code = code_by_digest(conn, bytes.fromhex(str(body["code"])))
    if code is None:
        raise NotFound("The code of the redemption is not known here.")
    if code.campaign_id != said.row["campaign_id"]:
        raise NotFound("The code of the redemption is one of another campaign here.")
    if code.is_test != said.row["test"]:
        raise NotFound("The code of the redemption is for tests here or at the till, not at both.")
    judged = judge(code, applying.receipted) or _held_elsewhere(applying, code)
    if judged is None:
        win(applying, said, code)
        judged = Judged()
    else:
        judged = _lost(applying, said, code, judged)
    _count_spent(applying, said, judged)
    return judged


def judge(code: Code, receipted: EntryVerdict | None) -> Judged | None:
    """Return how a claim of `code` loses, None where it wins; what it is second to is not told."""
    if receipted is not None:
        return None if receipted.outcome is Outcome.APPLIED else _as_receipted(receipted)
    if code.is_free:
        return None
    reason = Reason.ALREADY_USED if code.status == USED else Reason.VOID
    return Judged(Outcome.DUPLICATE, reason=reason.value)


def _held_elsewhere(applying: Applying, code: Code) -> Judged | None:
    """Return how a provisional claim loses against the device that holds the code.

    The holder redeems it finally and risks nothing for that, so that its claim must win, whenever
    it comes. When the code is given back unused, the claim is applied after all.
    """
    if applying.receipted is not None or applying.entry.body.get("final") is not False:
        return None
    if not set(holders(applying.conn, code.campaign_id, code.id)) - {applying.device}:
        return None
    return Judged(Outcome.DUPLICATE, reason=Reason.NOT_HELD.value)


def _as_receipted(receipted: EntryVerdict) -> Judged:
    return Judged(receipted.outcome, receipted.of, receipted.reason, receipted.values)


def win(applying: Applying, said: Claim, code: Code) -> None:
    """Apply a claim of a code; see `claim`."""
    conn = applying.conn
    if code.status != UNUSED:
        _make_room(applying, code)
    campaign = current(applying.ledger, conn, code.campaign_id, lock=True)
    said = without_person(said, _erased(conn, said.members))
    row = said.row | {"code_id": code.id, "event_id": free_event(conn, said.row["event_id"])}
    attributes = {} if row["test"] else attributes_with(conn, said.gifts)
    zone = zone_of(conn, row["store"])
    write_redemption(conn, Recorded(row, said.gifts, campaign, zone, attributes))
    applying.touch_all(claim_touches(row, said.gifts))


def _make_room(applying: Applying, code: Code) -> None:
    """Free a code that was used or made void since a claim was applied which came back now."""
    conn = applying.conn
    first = _last_redemption(conn, code.id)
    if first is not None and first["reversed_at"] is None:
        applying.touch_all(
            displace(applying.ledger, conn, first["id"], applying.name, applying.now)
        )
        return
    conn.execute(update(codes).where(codes.c.id == code.id).values(status=UNUSED))
    gone = Counts(used=-1) if code.status == USED else Counts(void=-1)
    add_counts(conn, code.campaign_id, gone)


def _lost(applying: Applying, said: Claim, code: Code, judged: Judged) -> Judged:
    conn = applying.conn
    said = without_person(said, _erased(conn, said.members))
    said = replace(said, row=said.row | {"code_id": code.id})
    row = said.row
    first = _last_redemption(conn, code.id) if code.status == USED else None
    if applying.receipted is None and first is not None:
        judged = replace(judged, of=str(first["id"]))
    entry = applying.entry
    add_claim(conn, said, entry.n, applying.now, of=judged.of, reason=judged.reason, first=first)
    _keep_coupons(applying, said)
    applying.touch("conflict", row["id"], applying.device)
    applying.touch_all(claim_touches(row, said.gifts))
    if applying.receipted is not None and _is_over(conn, judged.of):
        applying.touch_all(promote(applying.ledger, conn, code.id, applying.now))
    return judged


def _keep_coupons(applying: Applying, said: Claim) -> None:
    """Know the coupons that the till gave, worthless until somebody decides otherwise."""
    for gift in said.coupons:
        coupon = gift.coupon
        assert coupon is not None  # noqa: S101 - they are those that have one
        row = coupon_row(coupon, gift.member_id, None, said.row["at"])
        row["cancelled_at"] = to_micros(applying.now)
        applying.conn.execute(insert(coupons).values(row))


def _count_spent(applying: Applying, said: Claim, judged: Judged) -> None:
    try:
        changed = count_spent(applying.conn, applying.device, said.spends, judged.outcome)
    except InvalidInput as error:
        raise NotFound(error.template) from None
    applying.touch_all(("grant", str(each), applying.device) for each in changed)


def code_by_digest(conn: Connection, digest: bytes) -> Code | None:
    """Return a code, kept for this transaction; None where it is not known."""
    row = _FIND.run(conn, {"digest": digest}).fetchone()
    if row is None:
        return None
    code_id, status, state, kind, campaign_id = row
    return Code(code_id, status, state == VOIDING, kind == BatchKind.TEST, campaign_id)


def _erased(conn: Connection, ids: frozenset[str]) -> list[str]:
    """Keep members for this transaction, in the order of their ids; return those erased since."""
    if not ids:
        return []
    query = select(members.c.id, members.c.card).where(members.c.id.in_(ids))
    rows = conn.execute(query.order_by(members.c.id).with_for_update()).all()
    if len(rows) < len(ids):
        raise NotFound("A member that the redemption was for is not known here.")
    return [row.id for row in rows if row.card.startswith(ERASED)]


def _last_redemption(conn: Connection, code_id: int) -> dict[str, Any] | None:
    """Return the redemption that used a code; one that was undone only where there is no other."""
    query = (
        select(redemptions)
        .where(redemptions.c.code_id == code_id)
        .order_by(redemptions.c.reversed_at.is_not(None), *newest_first(redemptions))
        .limit(1)
    )
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def _is_over(conn: Connection, redemption_id: str) -> bool:
    """Say whether a redemption is known to be undone."""
    undone = select(redemptions.c.reversed_at).where(redemptions.c.id == redemption_id)
    return conn.scalar(undone) is not None

"""What a journal knows beyond a backup that was put back: codes that were accepted since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, select

from counterfoil.domain.entry import Kind, SignedEntry
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.void import Voided, void_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import from_micros
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import UNUSED, batches, code_digests, codes
from counterfoil.ledger.tables.journal import journal

WHY: Final = "Redeemed before the damage, and not in the backup."


@dataclass(frozen=True, slots=True)
class Use:
    """A code that was accepted since, and what the restored ledger knows of it.

    `code_id` is None where the code was made since, too; `text` is "" where a till may not know it.
    `is_open` says that it could be redeemed again.
    """

    redemption_id: str
    at: datetime
    campaign_id: str
    campaign: str
    text: str
    code_id: int | None
    staff_id: str
    is_open: bool


def uses_since(ledger: Ledger, entries: Iterable[SignedEntry]) -> tuple[Use, ...]:
    """Return what was accepted by `entries`, was not undone, and is not in the ledger, in order."""
    accepted: dict[str, Mapping[str, Any]] = {}
    with ledger.read() as conn:
        for signed in entries:
            body = signed.entry.body
            if signed.entry.kind == Kind.REDEEM and not _is_here(conn, signed):
                accepted[str(body.get("redemption"))] = body
            elif signed.entry.kind in {Kind.REVERSE, Kind.ONLINE_VOID}:
                accepted.pop(str(body.get("redemption")), None)
        names = {row.id: row.name for row in conn.execute(select(campaigns.c.id, campaigns.c.name))}
        uses = [_use(conn, names, redemption, body) for redemption, body in accepted.items()]
    return tuple(sorted(uses, key=lambda use: (use.at, use.redemption_id)))


def void_since(
    ledger: Ledger, uses: Sequence[Use], by: Staff, now: datetime, reason: str = WHY
) -> Voided:
    """Make those codes void that could be redeemed again.

    Raises Forbidden where `by` is no supervisor.
    """
    wanted = sorted(
        (use.campaign_id, use.code_id) for use in uses if use.is_open and use.code_id is not None
    )
    done = Voided()
    for campaign_id, each in groupby(wanted, key=lambda pair: pair[0]):
        ids = [code_id for _, code_id in each]
        done += void_codes(ledger, campaign_id, by, now, reason=reason, code_ids=ids)
    return done


def _is_here(conn: Connection, signed: SignedEntry) -> bool:
    here = select(journal.c.hash).where(
        journal.c.device == signed.entry.device, journal.c.n == signed.entry.n
    )
    found = conn.scalar(here)
    return found is not None and bytes(found) == signed.hash


def _use(
    conn: Connection, names: Mapping[str, str], redemption_id: str, body: Mapping[str, Any]
) -> Use:
    digest = bytes.fromhex(str(body.get("code") or ""))
    query = (
        select(codes.c.id, codes.c.text, codes.c.status, batches.c.campaign_id)
        .join(code_digests, code_digests.c.code_id == codes.c.id)
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(code_digests.c.digest == digest)
    )
    row = conn.execute(query).one_or_none()
    campaign_id = str(body.get("campaign")) if row is None else row.campaign_id
    return Use(
        redemption_id=redemption_id,
        at=from_micros(int(body.get("at") or 0)),
        campaign_id=campaign_id,
        campaign=names.get(campaign_id, campaign_id),
        text="" if row is None else row.text or "",
        code_id=None if row is None else row.id,
        staff_id=str(body.get("staff", "")),
        is_open=row is not None and row.status == UNUSED,
    )

"""Runs of plain redemptions, taken in together: most of what tills send.

The result is that of taking them one by one. Whatever is not plain ends a run: a code that is not
free, a reference that is not there, an attribute, an event's id, a test. It is taken alone then,
and the next run begins behind it.

The chain of hashes makes one signature, that of the last, the proof of all before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, select

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.entry import Kind, SignedEntry, canonical
from counterfoil.domain.errors import MachineError, UserError
from counterfoil.domain.exchange import EntryVerdict, Outcome, Upload
from counterfoil.domain.rights import Amount, GrantKind
from counterfoil.ledger.bulk import among, together
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.batches import BatchKind
from counterfoil.ledger.exchange.claimed import Claim, claim_of
from counterfoil.ledger.exchange.genuine import (
    break_in_chain,
    content_flaw,
    is_signed,
    names_moment,
)
from counterfoil.ledger.exchange.promoting import claim_touches, zone_of
from counterfoil.ledger.exchange.reached import Reached
from counterfoil.ledger.exchange.taking import Taking, answer, go_on, write_down
from counterfoil.ledger.failure import meaning
from counterfoil.ledger.member_rows import ERASED
from counterfoil.ledger.redemption_bulk import write_redemptions
from counterfoil.ledger.redemption_rows import Recorded
from counterfoil.ledger.rights.rows import IS_OPEN, amount_document
from counterfoil.ledger.rights.spending import count_spent, read_spends
from counterfoil.ledger.tables.codes import READY, UNUSED, batches, code_digests, codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.stores import staff
from counterfoil.ledger.tables.sync import grants

LEAST: Final = 8
"""Fewer are as quick one by one."""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """An entry that is a plain redemption by itself; `digest` is its code's.

    `budget` is the lease on the campaign's limits that it spent `amount` of, if any.
    """

    upload: Upload
    signed: SignedEntry
    body: str
    claim: Claim
    members: frozenset[str]
    digest: bytes
    is_final: bool
    budget: int | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class _Known:
    """What the claims of a run refer to, as it is here: what is free, alive, or held by others."""

    codes: dict[bytes, tuple[int, str]]
    held: tuple[tuple[str, int, int], ...]
    campaigns: dict[str, Campaign]
    zones: dict[str, ZoneInfo]
    staff: frozenset[str]
    members: frozenset[str]


def take_run(taking: Taking, uploads: Sequence[Upload]) -> int:
    """Take the run that uploads begin with, and return how many it has: none where it is short.

    Where something goes wrong nothing is taken, so that one by one the culprit is found.
    """
    claimed = _proven(taking, list(_claims(taking, uploads)))
    if len(claimed) < LEAST:
        return 0
    raw: Any = taking.conn.connection.driver_connection
    before = _Before.of(taking)
    raw.execute("SAVEPOINT run")
    try:
        recorded = _recorded(taking.conn, taking, claimed)
        if len(recorded) >= LEAST:
            _write(taking, claimed[: len(recorded)], recorded)
    except Exception as error:
        if isinstance(error, MachineError) or meaning(error, "") is not None:
            raise
        raw.execute("ROLLBACK TO SAVEPOINT run")
        before.put_back(taking)
        recorded = []
    raw.execute("RELEASE SAVEPOINT run")
    return len(recorded) if len(recorded) >= LEAST else 0


@dataclass(frozen=True, slots=True)
class _Before:
    """How far a batch was when a run began."""

    last: Reached
    touched: int
    verdicts: int

    @classmethod
    def of(cls, taking: Taking) -> Self:
        """Note how far a batch is; nothing of it waits to be written then."""
        write_down(taking)
        return cls(taking.last, len(taking.touched), len(taking.verdicts))

    def put_back(self, taking: Taking) -> None:
        """Forget what was gathered since."""
        for each in taking.verdicts[self.verdicts :]:
            del taking.stored[each.n]
        del taking.touched[self.touched :], taking.verdicts[self.verdicts :]
        taking.new_entries.clear()
        taking.new_verdicts.clear()
        taking.last = self.last


def _claims(taking: Taking, uploads: Sequence[Upload]) -> Iterator[_Claimed]:
    """Yield plain claims that follow one another, up to the first entry that is none."""
    last = taking.last
    for upload in uploads:
        found = None if upload.n != last.n + 1 else _claim(taking, upload, last)
        if found is None:
            return
        yield found
        entry = found.signed.entry
        last = Reached(entry.n, found.signed.hash, entry.wall_time)


def _claim(taking: Taking, upload: Upload, last: Reached) -> _Claimed | None:
    signed = upload.signed
    if signed is None or signed.entry.kind != Kind.REDEEM or upload.n in taking.stored:
        return None
    entry = signed.entry
    if upload.receipted is not None or entry.body.get("event_id") is not None:
        return None
    if not names_moment(entry.body):
        return None
    try:
        body = canonical(entry.body)
        if content_flaw(signed, upload.n, taking.device, body) or break_in_chain(last, signed):
            return None
        name, key = f"{taking.device}-{upload.n}", taking.ledger.digest_key
        claim = claim_of(name, taking.device, entry.body, upload.attached, key)
        budget, _, amount = read_spends(claim.spends) if claim.spends else (None, None, Amount())
        code = bytes.fromhex(str(entry.body["code"]))
    except (UserError, KeyError, ValueError, TypeError):
        return None
    if claim.row["test"] or any(gift.key for gift in claim.gifts):
        return None
    is_final = entry.body.get("final") is not False
    return _Claimed(upload, signed, body, claim, claim.members, code, is_final, budget, amount)


def _proven(taking: Taking, claimed: list[_Claimed]) -> list[_Claimed]:
    """Return the claims where the device has signed the last, and so said all before it."""
    return claimed if claimed and is_signed(claimed[-1].signed, taking.key) else []


def _recorded(conn: Connection, taking: Taking, claimed: list[_Claimed]) -> list[Recorded]:
    """Return the redemptions of the claims, up to the first that does not simply win."""
    known = _known(conn, taking, claimed)
    recorded: list[Recorded] = []
    seen: set[int] = set()
    for each in claimed:
        code_id = _free_code(each, known)
        if code_id is None or code_id in seen or not _is_whole(each, known):
            break
        seen.add(code_id)
        row = each.claim.row | {"code_id": code_id}
        campaign, zone = known.campaigns[row["campaign_id"]], known.zones[row["store"]]
        recorded.append(Recorded(row, each.claim.gifts, campaign, zone))
    return recorded


def _free_code(each: _Claimed, known: _Known) -> int | None:
    """Return the id of the code where the claim wins it."""
    code_id, campaign_id = known.codes.get(each.digest, (0, ""))
    if campaign_id != each.claim.row["campaign_id"]:
        return None
    if each.is_final or not known.held:
        return code_id
    is_held = any(
        campaign == campaign_id and first <= code_id <= last for campaign, first, last in known.held
    )
    return None if is_held else code_id


def _is_whole(each: _Claimed, known: _Known) -> bool:
    """Say whether all that a claim refers to is here, and nobody of it erased."""
    row = each.claim.row
    return (
        row["store"] in known.zones
        and row["staff_id"] in known.staff
        and each.members <= known.members
    )


def _known(conn: Connection, taking: Taking, claimed: list[_Claimed]) -> _Known:
    free = (
        select(code_digests.c.digest, codes.c.id, batches.c.campaign_id)
        .join(codes, codes.c.id == code_digests.c.code_id)
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(
            among(conn, code_digests.c.digest, (each.digest for each in claimed)),
            codes.c.status == UNUSED,
            batches.c.state == READY,
            batches.c.kind != BatchKind.TEST.value,
        )
    )
    found = {bytes(row[0]): (row[1], row[2]) for row in conn.execute(free)}
    campaigns = sorted({campaign for _, campaign in found.values()})
    by_others: tuple[ColumnElement[bool], ...] = (
        grants.c.kind == GrantKind.CODES.value,
        IS_OPEN,
        grants.c.device != taking.device,
        grants.c.campaign_id.in_(campaigns),
    )
    held = select(grants.c.campaign_id, grants.c.first_id, grants.c.last_id).where(*by_others)
    people = {each.claim.row["staff_id"] for each in claimed}
    ids = frozenset[str]().union(*(each.members for each in claimed))
    cards = conn.execute(select(members.c.id, members.c.card).where(among(conn, members.c.id, ids)))
    return _Known(
        codes=found,
        held=tuple((row[0], row[1], row[2]) for row in conn.execute(held)),
        campaigns={each: current(taking.ledger, conn, each, lock=True) for each in campaigns},
        zones={each: zone_of(conn, each) for each in {c.claim.row["store"] for c in claimed}},
        staff=frozenset(conn.scalars(select(staff.c.id).where(staff.c.id.in_(people)))),
        members=frozenset(each for each, card in cards if not card.startswith(ERASED)),
    )


def _write(taking: Taking, claimed: list[_Claimed], recorded: list[Recorded]) -> None:
    conn, device = taking.conn, taking.device
    changed = _count_spent(conn, device, claimed)
    with together(conn):
        write_redemptions(conn, recorded)
        for each, redemption in zip(claimed, recorded, strict=True):
            go_on(taking, each.signed, each.body)
            answer(taking, each.upload, EntryVerdict(each.upload.n, Outcome.APPLIED))
            taking.touched += claim_touches(redemption.row, redemption.gifts)
            if each.budget in changed:
                taking.touched.append(("grant", str(each.budget), device))
        write_down(taking)


def _count_spent(conn: Connection, device: str, claimed: list[_Claimed]) -> set[int]:
    """Count what was spent of leases, and return which of them changed."""
    spent: dict[int, Amount] = {}
    for each in claimed:
        if each.budget is not None:
            spent[each.budget] = spent.get(each.budget, Amount()) + each.amount
    changed: set[int] = set()
    for budget, amount in spent.items():
        spends = {"budget": budget, "risk": None, **amount_document(amount)}
        changed.update(count_spent(conn, device, spends, Outcome.APPLIED))
    return changed

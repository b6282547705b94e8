"""What an entry of the journal changed, for the feed: read when all it records is written."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Kind
from counterfoil.domain.limit import counters
from counterfoil.ledger.feed.publish import EVERYONE, OFFICE, Touch
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.campaigns import coupons, usage
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.tables.office import campaign_versions
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sheets import sheets
from counterfoil.ledger.tables.sync import conflicts, enrolments, feed, grants
from counterfoil.openloyalty.campaign import read_campaign

Body = Mapping[str, Any]

CODES_TOGETHER: Final = 65_536
"""Ids of codes in one object of the topic `codes`, at most."""

_NOBODY: Final = ""
_REDEMPTION: Final = Statement(
    select(
        redemptions.c.code_id,
        redemptions.c.campaign_id,
        redemptions.c.member_id,
        redemptions.c.given,
        redemptions.c.test,
        redemptions.c.till,
        redemptions.c.reversed_at,
    ).where(redemptions.c.id == bindparam("id"))
)


def touched(conn: Connection, kind: Kind, body: Body) -> list[Touch]:
    """Return what an entry of this kind and body changed, as (topic, key, scope)."""
    return TOUCHED[kind](conn, body)


def redemption_touches(conn: Connection, redemption_id: str) -> list[Touch]:
    """Return all that a redemption, or its reversal, changes."""
    row = _REDEMPTION.run(conn, {"id": redemption_id}).fetchone()
    if row is None:
        return []
    code_id, campaign, member, kept, is_test, till, reversed_at = row
    # Its till knows it, until somebody else undoes it.
    scope = OFFICE if reversed_at is None else till
    touches: list[Touch] = [
        ("code", str(code_id), EVERYONE),
        ("redemption", redemption_id, scope),
    ]
    if is_test:
        return touches
    given = load(kept)
    members = {member, *(gift["member"] for gift in given)} - {None}
    touches += [("member", each, EVERYONE) for each in sorted(members)]
    touches += [("coupon", gift["coupon"], EVERYONE) for gift in given if gift.get("coupon")]
    return [*touches, ("usage", campaign, OFFICE)]


def code_ranges(first_id: int, last_id: int) -> list[Touch]:
    """Return the objects of the topic `codes` that the ids from one to another are in."""
    return [
        ("codes", f"{low}-{min(low + CODES_TOGETHER - 1, last_id)}", EVERYONE)
        for low in range(first_id, last_id + 1, CODES_TOGETHER)
    ]


def allowance_key(campaign_id: str, device: str = EVERYONE) -> str:
    """Return the key of an allowance; ids of devices have no slash."""
    return f"{device}/{campaign_id}"


def _nothing(_conn: Connection, _body: Body) -> list[Touch]:
    return []


def _one(topic: str, name: str, scope: str = EVERYONE) -> Callable[[Connection, Body], list[Touch]]:
    return lambda _conn, body: [(topic, str(body[name]), scope)]


def _redemption(conn: Connection, body: Body) -> list[Touch]:
    return redemption_touches(conn, body["redemption"])


def _device(_conn: Connection, body: Body) -> list[Touch]:
    return [("device", device_id(bytes.fromhex(body["public_key"])), EVERYONE)]


def _enrolment(_conn: Connection, body: Body) -> list[Touch]:
    device = body.get("device")
    return [("enrolment", device, OFFICE)] if isinstance(device, str) else []


def _enrolments(conn: Connection, _body: Body) -> list[Touch]:
    return [("enrolment", device, OFFICE) for device in conn.scalars(select(enrolments.c.device))]


def _schema(_conn: Connection, body: Body) -> list[Touch]:
    return [("schema", body["schema"]["customEventSchema"]["eventType"], EVERYONE)]


def _campaign(conn: Connection, body: Body) -> list[Touch]:
    campaign = body["campaign"]
    touches: list[Touch] = [("campaign", campaign, EVERYONE)]
    before = conn.scalar(
        select(campaign_versions.c.document).where(
            campaign_versions.c.campaign_id == campaign,
            campaign_versions.c.version == body["base_version"],
        )
    )
    if before is None or _counters(campaign, load(before)) == _counters(campaign, body["document"]):
        return touches
    return touches + _counted(conn, [campaign])


def _counters(campaign: str, document: Body) -> object:
    return counters(read_campaign(document, id=campaign).limits)


def _store(conn: Connection, body: Body) -> list[Touch]:
    touches: list[Touch] = [("store", body["store"], EVERYONE)]
    if "zone_before" not in body:
        return touches
    return touches + _counted(conn, conn.scalars(select(usage.c.campaign_id).distinct()))


def _counted(conn: Connection, campaigns: Iterable[str]) -> list[Touch]:
    """Everybody whose redemptions of these campaigns were counted anew."""
    touches: list[Touch] = []
    for campaign in campaigns:
        of_it = select(usage.c.member_id).where(usage.c.campaign_id == campaign).distinct()
        members = [each for each in conn.scalars(of_it) if each != _NOBODY]
        touches += [("member", each, EVERYONE) for each in members]
        touches.append(("usage", campaign, OFFICE))
    return touches


def _batch(_conn: Connection, body: Body) -> list[Touch]:
    touches: list[Touch] = [("batch", str(body["batch"]), EVERYONE)]
    if body.get("used") or body.get("void"):
        touches += code_ranges(*body["ids"])
    return touches


def _void(conn: Connection, body: Body) -> list[Touch]:
    touches = [touch for first, last in body["ids"] for touch in code_ranges(first, last)]
    if body["batch"] is not None and conn.scalar(
        select(batches.c.id).where(batches.c.id == body["batch"])
    ):
        touches.append(("batch", str(body["batch"]), EVERYONE))
    return touches + (_printed(conn, body) if "sheet" in body else [])


def _printed(conn: Connection, body: Body) -> list[Touch]:
    """The run that a sheet is of; a device calls its runs otherwise than the hub."""
    named = body["sheet"] if "sheet" in body else body["sheets"][0]
    run = conn.scalar(select(sheets.c.run_id).where(sheets.c.number == named))
    return [] if run is None else [("run", str(run), OFFICE)]


def _member(conn: Connection, body: Body) -> list[Touch]:
    named = [("tier", body["tier"])] if body["tier"] else []
    named += [("segment", code) for code in body["segments"]]
    groups = [(topic, key, EVERYONE) for topic, key in named if not _is_known(conn, topic, key)]
    return [*groups, ("member", body["member"], EVERYONE)]


def _is_known(conn: Connection, topic: str, key: str) -> bool:
    query = select(feed.c.seq).where(feed.c.topic == topic, feed.c.key == key)
    return conn.scalar(query) is not None


def _group(_conn: Connection, body: Body) -> list[Touch]:
    return [(body["group"], body["code"], EVERYONE)]


def _erased(conn: Connection, body: Body) -> list[Touch]:
    theirs = select(coupons.c.code).where(coupons.c.member_id == body["member"])
    return [
        ("member", body["member"], EVERYONE),
        *(("coupon", code, EVERYONE) for code in conn.scalars(theirs)),
    ]


def _coupon(conn: Connection, body: Body) -> list[Touch]:
    """The entry has the digest only; the coupon is one that its redemption gave."""
    given = select(coupons.c.code).where(coupons.c.redemption_id == body["redemption"])
    return [("coupon", code, EVERYONE) for code in conn.scalars(given)]


def _repaired(conn: Connection, body: Body) -> list[Touch]:
    touches: list[Touch] = []
    if body["balances"]:
        everybody = select(wallet_balances.c.member_id).distinct()
        touches += [("member", each, EVERYONE) for each in conn.scalars(everybody)]
    return touches + _counted(conn, body["limits"])


def _grants(conn: Connection, body: Body) -> list[Touch]:
    """A right says in its entry which grants it is about, one or several."""
    named = body.get("grant", body.get("grants", []))
    ids = [each for each in (named if isinstance(named, list) else [named]) if _is_number(each)]
    query = select(grants.c.id, grants.c.device).where(grants.c.id.in_(ids))
    return [("grant", str(row.id), row.device) for row in conn.execute(query.order_by(grants.c.id))]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _allowance(_conn: Connection, body: Body) -> list[Touch]:
    device = body.get("device") or EVERYONE
    return [("allowance", allowance_key(body["campaign"], device), device)]


def _written_off(conn: Connection, body: Body) -> list[Touch]:
    return _enrolment(conn, body) + _grants(conn, body)


def _conflict(conn: Connection, body: Body) -> list[Touch]:
    named = body.get("id", body.get("conflict"))
    query = select(conflicts.c.id, conflicts.c.device).where(conflicts.c.id == named)
    return [("conflict", row.id, row.device) for row in conn.execute(query)]


TOUCHED: Final[Mapping[Kind, Callable[[Connection, Body], list[Touch]]]] = {
    Kind.DEVICE_ADDED: _device,
    Kind.REDEEM: _redemption,
    Kind.REVERSE: _redemption,
    Kind.SCAN_REFUSED: _nothing,
    Kind.GUESSES_LIFTED: _nothing,
    Kind.CAMPAIGN_SAVED: _campaign,
    Kind.SCHEMA_SAVED: _schema,
    Kind.REWARD_SAVED: _one("reward", "id"),
    Kind.BATCH_GENERATED: _batch,
    Kind.BATCH_IMPORTED: _batch,
    Kind.CODES_VOIDED: _void,
    Kind.SHEETS_PRINTED: _printed,
    Kind.SHEET_REPRINTED: _printed,
    Kind.MEMBER_SAVED: _member,
    Kind.GROUP_SAVED: _group,
    Kind.UNITS_ADJUSTED: _one("member", "member"),
    Kind.MEMBER_EXPORTED: _nothing,
    Kind.MEMBER_ERASED: _erased,
    Kind.COUPON_USED: _coupon,
    Kind.COUPON_REFUSED: _nothing,
    Kind.COUPON_UNUSED: _coupon,
    Kind.STAFF_SAVED: _one("staff", "person"),
    Kind.PIN_SET: _one("staff", "person"),
    Kind.PIN_CLEARED: _one("staff", "person"),
    Kind.SIGNED_IN: _nothing,
    Kind.SIGN_IN_REFUSED: _nothing,
    Kind.STORE_SAVED: _store,
    Kind.RESTORED: _nothing,
    Kind.REPAIRED: _repaired,
    Kind.ENCRYPTION_SET: _nothing,
    Kind.JOINED: _nothing,
    Kind.ONLINE_INTENT: _nothing,
    Kind.ONLINE_ANSWER: _nothing,
    Kind.ONLINE_VOID: _nothing,
    Kind.RIGHT_GRANTED: _grants,
    Kind.RIGHT_ACCEPTED: _grants,
    Kind.RIGHT_RECALLED: _grants,
    Kind.RIGHT_RELEASED: _grants,
    Kind.LEASE_CLOSED: _grants,
    Kind.RIGHT_WRITTEN_OFF: _grants,
    Kind.ALLOWANCE_SET: _allowance,
    Kind.DEVICE_INVITED: _nothing,
    Kind.DEVICE_REVOKED: _enrolment,
    Kind.DEVICE_WRITTEN_OFF: _written_off,
    Kind.CONFLICT_SETTLED: _conflict,
    Kind.EPOCH_BEGUN: _enrolments,
}

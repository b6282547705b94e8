"""Taking a person out of what waits in the inbox, and of what nothing could be made of."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from counterfoil.ledger.exchange.conflict_rows import CLAIMS
from counterfoil.ledger.tables.base import dump, load
from counterfoil.ledger.tables.sync import conflicts, quarantine, snapshot_pages, snapshots


def forget_member(conn: Connection, member_id: str) -> None:
    """Take out what tells of a member's attributes and events, and what came beside entries.

    Pages of snapshots go, too.
    """
    named = conflicts.c.document.contains(dump(member_id), autoescape=True)
    query = select(conflicts.c.id, conflicts.c.document).where(named)
    for row in conn.execute(query.where(conflicts.c.kind.in_(CLAIMS))).all():
        document = load(row.document)
        for side in ("row", "first"):
            if document.get(side):
                document[side] = _blank(document[side], member_id)
        changed = update(conflicts).where(conflicts.c.id == row.id)
        conn.execute(changed.values(document=dump(document)))
    aside = quarantine.c.raw.contains(json.dumps(member_id), autoescape=True)
    for row in conn.execute(select(quarantine.c.id, quarantine.c.raw).where(aside)).all():
        raw = json.dumps({**json.loads(row.raw), "with": {}})
        conn.execute(update(quarantine).where(quarantine.c.id == row.id).values(raw=raw))
    # They have everybody on them, and are made anew when they are asked for.
    conn.execute(delete(snapshots))
    conn.execute(delete(snapshot_pages))


def blank_gift(gift: Mapping[str, Any], member_id: str) -> dict[str, Any]:
    """Return what is kept of a gift, without the value of a member's attribute."""
    if gift.get("member") != member_id or "key" not in gift:
        return dict(gift)
    return {**gift, "value": "", "before": None}


def _blank(row: Mapping[str, Any], member_id: str) -> dict[str, Any]:
    given = dump([blank_gift(gift, member_id) for gift in load(row["given"])])
    blanked = {**row, "given": given}
    if row.get("member_id") == member_id and "body" in row:
        blanked["body"] = None
    return blanked

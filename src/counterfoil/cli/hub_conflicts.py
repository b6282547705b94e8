"""Two redemptions of one code, and changes that came too late: listed and settled."""

from collections.abc import Iterator
from pathlib import Path

import click

from counterfoil.cli.hub_devices import LATER
from counterfoil.cli.options import at_ledger, json_option, staff_option
from counterfoil.cli.output import Column, say, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.exchange import JOINED
from counterfoil.ledger.exchange.conflicts import Cursor, How, settle
from counterfoil.ledger.exchange.inbox import Shown, Side, inbox
from counterfoil.ledger.ledger import Ledger

COLUMNS = (
    Column("Id", "id"),
    Column("State", "state"),
    Column("Campaign", "campaign"),
    Column("First", "first"),
    Column("Second", "second"),
    Column("Units", "units", right=True),
    Column("Money", "money", right=True),
    Column("Note", "note"),
)
_SAID = {
    How.KEEP_FIRST: "The first one stands; the second gives nothing.",
    How.ACCEPT_LOSS: "Both stand; the loss is accepted.",
    How.CONTACT: "It stays open until somebody has spoken with them.",
}


@click.command("conflicts")
@click.option("--all", "every", is_flag=True, help="Those that are settled, too.")
@json_option
@at_ledger
def conflicts_command(*, every: bool, as_json: bool, database: str | None, data: Path) -> None:
    """List what clashes: who redeemed a code first, and who second."""
    with opened(data, database) as ledger:
        show_records(
            (_record(ledger, each) for each in _conflicts(ledger, open_only=not every)),
            COLUMNS,
            as_json=as_json,
            zone=ledger.store.zone,
            none="Nothing waits to be settled." if not every else "There are no conflicts.",
        )


@click.command("settle")
@click.argument("conflict", metavar="ID")
@click.argument("how", type=click.Choice([each.value for each in How]))
@click.option("--note", default="", help="Why; a loss that is accepted needs one.")
@staff_option
@at_ledger
def settle_command(
    *,
    conflict: str,
    how: str,
    note: str,
    staff_id: str | None,
    database: str | None,
    data: Path,
) -> None:
    """Settle a conflict: keep the first, accept the loss, or contact the customer first."""
    with opened(data, database) as ledger:
        settle(ledger, conflict, How(how), note, acting(ledger, staff_id), clock())
        later = f" {LATER}" if ledger.standing in JOINED else ""
        say(f"{_SAID[How(how)]}{later}")


def _conflicts(ledger: Ledger, *, open_only: bool) -> Iterator[Shown]:
    after: Cursor | None = None
    while True:
        page = inbox(ledger, after, open_only=open_only)
        yield from page.conflicts
        after = page.next
        if after is None:
            return


def _record(ledger: Ledger, shown: Shown) -> dict[str, object]:
    return {
        "id": shown.id,
        "kind": shown.kind,
        "state": shown.state.value,
        "reason": shown.reason,
        "campaign": shown.campaign,
        "campaignId": shown.campaign_id,
        "code": shown.code or None,
        "first": _side(ledger, shown.first),
        "second": _side(ledger, shown.second),
        "firstRedemption": shown.first.redemption_id if shown.first else None,
        "secondRedemption": shown.second.redemption_id if shown.second else None,
        "units": shown.units,
        "money": shown.money,
        "at": shown.at,
        "note": shown.note,
        "settledBy": shown.settled_by,
        "settledAt": shown.settled_at,
    }


def _side(ledger: Ledger, side: Side | None) -> str:
    """Return one redemption in a few words: which till, who, when."""
    if side is None:
        return ""
    local = side.at.astimezone(ledger.store.zone)
    return f"{side.till}, {side.staff}, {local:%d %b %H:%M}"

"""`redeem`: one code, or a stream of them."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from counterfoil.cli.counter import Said, counter_of
from counterfoil.cli.options import records, staff_option
from counterfoil.cli.output import say, show_json
from counterfoil.cli.redeem_stream import redeem_stream
from counterfoil.cli.values import amount, moment, readings
from counterfoil.cli.verdict import show_verdict, verdict_record
from counterfoil.cli.wiring import acting, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.verdict import Attempt

STREAM = "-"


@click.command("redeem")
@click.argument("code")
@click.option("--member", "card", metavar="CARD", default="", help="The loyalty card.")
@click.option("--amount", "amount_text", metavar="X", help="What the purchase came to.")
@click.option("--check", "check_only", is_flag=True, help="Only say what would happen.")
@click.option("--at", "at_text", metavar="TIME", help="When it happened, ISO 8601.")
@click.option("--event-id", metavar="ID", help="The same id again gives the same answer only.")
@click.option("--offline", is_flag=True, help="On a till that has joined a hub: do not ask it.")
@staff_option
@records
def redeem_command(
    code: str,
    card: str,
    amount_text: str | None,
    check_only: bool,
    at_text: str | None,
    event_id: str | None,
    offline: bool,
    staff_id: str | None,
    as_json: bool,
    data: Path,
) -> int:
    """Redeem CODE: exit code 0 where it is accepted, 1 where it is refused.

    With - as the code, attempts are read from standard input, one JSON object a line:
    {"code", "member"?, "amount"?, "at"?, "eventId"?}. Each is answered by one line of JSON, in
    order. A line that is no attempt is answered by the verdict "error" and the rest goes on. The
    exit code then is 0 where every line was an attempt, accepted or refused, and 2 where one was
    not.
    """
    with opened(data) as ledger, counter_of(ledger, offline=offline) as counter:
        staff = acting(ledger, staff_id)
        if code == STREAM:
            if card or amount_text or at_text or event_id:
                raise InvalidInput("With - the lines themselves say the member, amount and time.")
            return redeem_stream(ledger, staff, sys.stdin.buffer, counter, check_only=check_only)
        attempt = Attempt(
            texts=readings(code),
            staff=staff,
            card=card.strip(),
            amount=None if amount_text is None else amount(amount_text),
            event_id=event_id,
            at=_at(at_text, ledger.store.zone),
        )
        said = counter(attempt, check_only=check_only)
        _show(ledger, said, as_json=as_json)
        return 0 if said.verdict.accepted else 1


def _show(ledger: Ledger, said: Said, *, as_json: bool) -> None:
    if as_json:
        show_json(verdict_record(said.verdict, ledger.store.zone))
        return
    show_verdict(said.verdict, ledger.store)
    if said.asks_hub:
        say("  The hub will be asked; it may decide otherwise.")


def _at(text: str | None, zone: ZoneInfo) -> datetime | None:
    return None if text is None else moment(text, zone)

"""`sync`: exchange with the hub what happened here and there."""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterfoil.cli.options import data_option, records, stoppable
from counterfoil.cli.output import Column, counted, say, show_facts, show_json, show_records
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import JOINED, Outcome
from counterfoil.ledger.exchange.asked import LATE
from counterfoil.ledger.ledger import Ledger

if TYPE_CHECKING:
    from counterfoil.domain.exchange import EntryVerdict
    from counterfoil.ledger.exchange.inbox import Shown, Side
    from counterfoil.sync.exchange import Synced
    from counterfoil.sync.http import HttpPort
    from counterfoil.sync.state import SyncState

_COLUMNS = (
    Column("Conflict", "conflict"),
    Column("Kind", "kind"),
    Column("State", "state"),
    Column("Campaign", "campaign"),
    Column("First", "of"),
    Column("Till", "till"),
    Column("Units", "units", right=True),
    Column("Found", "at"),
)


@click.group("sync", invoke_without_command=True)
@click.option("--watch", is_flag=True, help="Go on until Ctrl-C, whenever there is something.")
@records
@click.pass_context
def sync_command(context: click.Context, *, watch: bool, as_json: bool, data: Path) -> None:
    """Send the hub what was done here, and fetch what it knows.

    Printed is what was sent, each verdict that is more than "applied", and what came.
    """
    if context.invoked_subcommand is not None:
        return
    from counterfoil.sync.exchange import sync_once
    from counterfoil.sync.http import HttpPort

    with opened(data) as ledger, HttpPort(hub_of(ledger)) as port:
        if watch:
            _watch(ledger, port, as_json=as_json)
        else:
            show_synced(sync_once(ledger, port, clock()), as_json=as_json)


@sync_command.command("status")
@records
def status_command(*, as_json: bool, data: Path) -> None:
    """Say how this device stands with its hub, without asking it."""
    from counterfoil.ledger.outbox.sending import waiting

    with opened(data) as ledger:
        now = waiting(ledger)
        facts = {
            "hub": hub_of(ledger),
            "device": ledger.device.id,
            "kind": ledger.standing.value,
            "state": now.state.value,
            "waiting": now.count,
            "oldest": now.oldest_at,
            "lastHeard": now.known_at,
            "conflicts": now.conflicts,
            "hubWaits": now.hub_waits,
            "clockOffSeconds": round(now.clock_off.total_seconds()),
        }
        if as_json:
            show_json(facts)
            return
        named = (
            ("Hub", facts["hub"]),
            ("State", facts["state"]),
            ("Waiting to be sent", facts["waiting"]),
            ("Oldest of them", facts["oldest"]),
            ("Last heard of the hub", facts["lastHeard"]),
            ("Conflicts to settle", facts["conflicts"]),
            ("This clock is off by", _off(now.clock_off)),
        )
        show_facts(named, ledger.store.zone, indent="")


@sync_command.command("patience")
@click.argument("seconds", required=False, type=float)
@data_option
def patience_command(*, seconds: float | None, data: Path) -> None:
    """Say, or set, for how many SECONDS a redemption waits for the hub's answer."""
    from counterfoil.sync.counter import patience, set_patience

    with opened(data) as ledger:
        if seconds is not None:
            set_patience(ledger, seconds)
        say(f"A redemption waits {patience(ledger):g} seconds for the hub's answer.")


@sync_command.command("conflicts")
@click.option("--all", "every", is_flag=True, help="Those that are settled, too.")
@records
def conflicts_command(*, every: bool, as_json: bool, data: Path) -> None:
    """List codes that were redeemed twice, and changes that came too late."""
    from counterfoil.ledger.exchange.inbox import inbox

    with opened(data) as ledger:
        found, after = [], None
        while True:
            page = inbox(ledger, after, open_only=not every)
            found += [_conflict(each) for each in page.conflicts]
            after = page.next
            if after is None:
                break
        zone = ledger.store.zone
        show_records(found, _COLUMNS, as_json=as_json, zone=zone, none="There is no conflict.")


def hub_of(ledger: Ledger) -> str:
    """Return the address of the hub that a ledger has joined. Raises InvalidInput."""
    if ledger.standing not in JOINED or ledger.hub is None:
        raise InvalidInput(
            "This ledger has joined no hub; run `counterfoil join URL TOKEN` with an invitation."
        )
    return ledger.hub


def show_synced(done: Synced, *, as_json: bool) -> None:
    """Print what an exchange did."""
    noted = [each for each in done.verdicts if each.outcome is not Outcome.APPLIED]
    if as_json:
        show_json(
            {
                "pushed": done.pushed,
                "verdicts": [_verdict(each) for each in noted],
                "pulled": done.pulled,
                "snapshot": done.snapshot,
                "batches": done.batches,
                "rights": done.rights,
                "state": done.state.value,
                "hubWaits": done.waits,
            }
        )
        return
    for each in noted:
        if each.reason == LATE:
            # The till went on by itself; what came of that has an entry of its own.
            continue
        say(f"Entry {each.n}: {each.outcome.value}{_more(each)}")
    came = "everything" if done.snapshot else counted(done.pulled, "change")
    said = f"Sent {counted(done.pushed, 'entry').replace('entrys', 'entries')}; fetched {came}"
    codes = f", the codes of {counted(done.batches, 'batch').replace('batchs', 'batches')}"
    say(f"{said}{codes if done.batches else ''}.")
    if done.waits:
        say("The hub was restored and waits for every till; it decides nothing until then.")
    if done.state.value != "active":
        say(f"The hub says that this device is {done.state.value.replace('_', ' ')}.")


def _watch(ledger: Ledger, port: HttpPort, *, as_json: bool) -> None:
    from counterfoil.sync.runner import Runner

    def told(state: SyncState) -> None:
        if state.error is not None:
            click.echo(str(state.error), err=True)

    def synced(done: Synced) -> None:
        if as_json or done.is_news:
            show_synced(done, as_json=as_json)
            sys.stdout.flush()

    runner = Runner(ledger, port, clock, told, random.random, synced=synced)
    with stoppable() as stopped:
        runner.start()
        try:
            runner.wait(stopped)
        finally:
            runner.stop()


def _off(clock_off: timedelta) -> str:
    minutes = round(clock_off / timedelta(minutes=1))
    return "" if abs(minutes) < 1 else f"{minutes:+,} min"


def _verdict(verdict: EntryVerdict) -> dict[str, object]:
    return {
        "n": verdict.n,
        "outcome": verdict.outcome.value,
        "of": verdict.of,
        "reason": verdict.reason,
    }


def _more(verdict: EntryVerdict) -> str:
    if verdict.of:
        return f" of {verdict.of}"
    return f" ({verdict.reason})" if verdict.reason else ""


def _conflict(shown: Shown) -> dict[str, object]:
    return {
        "conflict": shown.id,
        "kind": shown.kind,
        "state": shown.state.value,
        "reason": shown.reason,
        "campaign": shown.campaign,
        "code": shown.code,
        "of": shown.first and shown.first.redemption_id,
        "till": shown.second and shown.second.till,
        "first": _side(shown.first),
        "second": _side(shown.second),
        "units": shown.units,
        "money": shown.money,
        "at": shown.at,
        "note": shown.note,
        "settledBy": shown.settled_by,
        "settledAt": shown.settled_at,
    }


def _side(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {
        "redemption": side.redemption_id,
        "till": side.till,
        "store": side.store,
        "staff": side.staff,
        "at": side.at,
    }

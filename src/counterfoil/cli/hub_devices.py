"""`hub invite`, `hub devices` and what a manager does about a device."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import click

from counterfoil.cli.options import at_ledger, json_option, staff_option
from counterfoil.cli.output import Column, say, show_json, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.exchange import JOINED, DeviceKind
from counterfoil.domain.store import Staff
from counterfoil.ledger.exchange.devices import (
    EnrolledDevice,
    find_device,
    list_devices,
    revoke,
    write_off_device,
)
from counterfoil.ledger.exchange.enrol import LIFE, invite
from counterfoil.ledger.exchange.epochs import awaited, fence
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lockfile import InUse
from counterfoil.ledger.pins import LONGEST, list_people, vouch
from counterfoil.ledger.staff import find_staff

COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Kind", "kind"),
    Column("Store", "store"),
    Column("State", "stands"),
    Column("Last heard of", "seenAt"),
    Column("Waiting", "waiting", right=True),
    Column("Clock", "clock"),
    Column("Why", "why"),
)
LATER = "It takes effect when the hub has heard of it, with the next sync."
# A clock that is off by less is as good as right.
_FORGIVEN_S = 60
_DARK, _BELOW, _ABOVE, _LIGHT = " ", "▄", "▀", "█"

reason_option = click.option("--reason", default="", help="Why; it is kept with the device.")


@click.command("invite")
@click.option("--store", required=True, metavar="S", help="The code of the store it stands in.")
@click.option("--name", default="", help="What it is called; else it says so itself.")
@click.option("--office", is_flag=True, help="An office device, which sees readable codes.")
@click.option("--url", default="", help="The hub's address, for the QR code.")
@staff_option
@json_option
@at_ledger
def invite_command(
    *,
    store: str,
    name: str,
    office: bool,
    url: str,
    staff_id: str | None,
    as_json: bool,
    database: str | None,
    data: Path,
) -> None:
    """Invite a till, or an office device; print the token that it joins with.

    The token is good for one device and a quarter of an hour, and is shown here only.
    """
    with _unserved(data, database) as ledger:
        hub = managing(ledger)
        kind = DeviceKind.OFFICE if office else DeviceKind.TILL
        by, now = acting(hub, staff_id), clock()
        token = invite(hub, store, name.strip(), kind, by, now)
        if as_json:
            record = {"token": token, "store": store, "kind": kind.value, "expiresAt": now + LIFE}
            show_json(record)
            return
        click.echo(token)
        if sys.stdout.isatty():
            line = f"counterfoil join {url} {token}" if url else token
            _show_symbol(line)
            minutes = int(LIFE.total_seconds() // 60)
            say(f"On the device, within {minutes} minutes: counterfoil join {url or 'URL'} {token}")


@contextmanager
def _unserved(data: Path, database: str | None) -> Iterator[Ledger]:
    """Give the ledger; where another program has it, that may be the hub, which can invite."""
    with ExitStack() as stack:
        try:
            ledger = stack.enter_context(opened(data, database))
        except InUse as error:
            raise InUse(
                "{folder} is in use by {holder}; close it first. Where that is the hub, start it"
                " again with `counterfoil hub serve --invite STORE`, or invite on an office"
                " device.",
                **error.values,
            ) from error
        yield ledger


def managing(ledger: Ledger) -> Ledger:
    """Return the ledger as one that looks after devices: a hub from now on, or an office's."""
    return ledger if ledger.standing in JOINED else become_hub(ledger, clock())


@click.command("devices")
@json_option
@at_ledger
def devices_command(*, as_json: bool, database: str | None, data: Path) -> None:
    """List the devices that have joined, and how they stand."""
    with opened(data, database) as ledger:
        show_records(
            map(_record, list_devices(ledger)),
            COLUMNS,
            as_json=as_json,
            zone=ledger.store.zone,
            none="No device has joined; `counterfoil hub invite` invites one.",
        )


@click.command("revoke")
@click.argument("device_text", metavar="DEVICE")
@reason_option
@staff_option
@at_ledger
def revoke_command(
    *, device_text: str, reason: str, staff_id: str | None, database: str | None, data: Path
) -> None:
    """Let a device do nothing any more but hand over what it did. DEVICE is its id, or its name."""
    with opened(data, database) as ledger:
        device = find_device(ledger, device_text)
        revoke(ledger, device.id, reason, acting(ledger, staff_id), clock())
        say(f"{device.name} may only hand over what it did.{_later(ledger)}")


@click.command("write-off")
@click.argument("device_text", metavar="DEVICE")
@click.option("--second", required=True, metavar="ID", help="The second manager, who agrees.")
@click.option("--stdin", "piped", is_flag=True, help="Read the PINs, each a line, from there.")
@reason_option
@staff_option
@at_ledger
def write_off_command(
    *,
    device_text: str,
    second: str,
    piped: bool,
    reason: str,
    staff_id: str | None,
    database: str | None,
    data: Path,
) -> None:
    """Give a device up that will not come back: nothing of it is waited for any more.

    The codes it holds can be redeemed elsewhere, and its shares of budgets given again, though it
    may have used them. Two managers agree, each with their PIN where they have one.
    """
    with opened(data, database) as ledger:
        device, by = find_device(ledger, device_text), acting(ledger, staff_id)
        other = find_staff(ledger, second)
        for person in (by, other):
            _prove(ledger, person, piped=piped)
        write_off_device(ledger, device.id, reason, by, other, clock())
        say(f"{device.name} is written off.{_later(ledger)}")


@click.command("fence")
@staff_option
@json_option
@at_ledger
def fence_command(*, staff_id: str | None, as_json: bool, database: str | None, data: Path) -> None:
    """Say that the hub was restored: until every device has pushed again, it decides nothing.

    The hub sees that itself when a device knows more than it does; this is for who knows earlier.
    """
    with opened(data, database) as ledger:
        number = fence(ledger, acting(ledger, staff_id), clock())
        waited = awaited(ledger)
        if as_json:
            show_json({"epoch": number, "awaited": list(waited)})
        else:
            say(f"Epoch {number} has begun; devices that are waited for: {len(waited)}.")


def _later(ledger: Ledger) -> str:
    return f" {LATER}" if ledger.standing in JOINED else ""


def _record(device: EnrolledDevice) -> dict[str, object]:
    return {
        "id": device.id,
        "name": device.name,
        "kind": device.kind.value,
        "store": device.store,
        "state": device.state.value,
        "why": device.why,
        "joinedAt": device.joined_at,
        "seenAt": device.seen_at,
        "clockOff": round(device.clock_off.total_seconds()),
        "clock": _clock(device),
        "waiting": device.waiting,
        "awaited": device.awaited,
        "stands": "awaited" if device.awaited else device.state.value,
    }


def _clock(device: EnrolledDevice) -> str:
    """Return how a device's clock goes, where it does not go right."""
    seconds = round(device.clock_off.total_seconds())
    if abs(seconds) < _FORGIVEN_S:
        return ""
    return f"{timedelta(seconds=abs(seconds))} {'ahead' if seconds > 0 else 'behind'}"


def _prove(ledger: Ledger, person: Staff, *, piped: bool) -> None:
    """Have somebody give their PIN, where they have one."""
    if not any(each.staff.id == person.id and each.has_pin for each in list_people(ledger)):
        return
    if piped:
        pin = sys.stdin.readline(4 * LONGEST).strip()
    else:
        pin = str(click.prompt(f"PIN of {person.name}", hide_input=True, err=True))
    vouch(ledger, person.id, pin, clock())


def _show_symbol(text: str) -> None:
    """Draw a QR symbol, dark on light whatever the terminal's colours are."""
    for line in _symbol_lines(text):
        click.echo(click.style(line, fg="bright_white", bg="black"))


def _symbol_lines(text: str) -> Iterator[str]:
    from counterfoil.sheets.symbol import QR_QUIET, qr_modules

    modules = qr_modules(text, "L")
    size = len(modules) + 2 * QR_QUIET

    def dark(row: int, column: int) -> bool:
        y, x = row - QR_QUIET, column - QR_QUIET
        inside = 0 <= y < len(modules) and 0 <= x < len(modules)
        return inside and bool(modules[y][x])

    for row in range(0, size, 2):
        # Two rows a line: a character is twice as high as it is wide.
        pairs = ((dark(row, x), dark(row + 1, x)) for x in range(size))
        yield "".join(_HALVES[pair] for pair in pairs)


_HALVES = {
    (False, False): _LIGHT,
    (False, True): _ABOVE,
    (True, False): _BELOW,
    (True, True): _DARK,
}

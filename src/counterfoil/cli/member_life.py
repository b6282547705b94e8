"""What a member did, and what is done about them: history, export, erasing, units, changes."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import click

from counterfoil.cli.find import member_with
from counterfoil.cli.options import data_option, document, records, staff_option
from counterfoil.cli.output import Column, counted, say, show_json, show_records, when
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.domain.refusal import sentence
from counterfoil.domain.units import plain
from counterfoil.domain.units import units as read_units
from counterfoil.ledger import wallets
from counterfoil.ledger.erase import erase_member
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_history import HistoryLine, member_history
from counterfoil.ledger.members import update_member
from counterfoil.ledger.person_export import export_person
from counterfoil.openloyalty.member import read_member, referrer_card, write_member

HISTORY = (
    Column("At", "at"),
    Column("What", "kind"),
    Column("About", "about"),
    Column("Code", "code"),
    Column("Units", "units", right=True),
    Column("Note", "note"),
    Column("Staff", "staff"),
)
_PAGE = 200


@click.command("history")
@click.argument("card")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@records
def history_command(card: str, *, limit: int | None, as_json: bool, data: Path) -> None:
    """Tell what happened to the member with this loyalty CARD, the newest first."""
    with opened(data) as ledger:
        found = member_with(ledger, card)
        lines = islice(_history(ledger, found.id), limit)
        rows = (_record(ledger, line) for line in lines)
        none = "Nothing has happened yet."
        show_records(rows, HISTORY, as_json=as_json, zone=ledger.store.zone, none=none)


@click.command("update")
@click.argument("card")
@click.argument("file", metavar="FILE|-")
@staff_option
@data_option
def update_command(card: str, file: str, staff_id: str | None, data: Path) -> None:
    """Change the member with this loyalty CARD: what Open Loyalty's JSON in FILE names.

    {"member": {"phone": "+48 600 100 200", "active": false}}
    """
    given = _unwrapped(document(file))
    with opened(data) as ledger:
        found = member_with(ledger, card)
        kept = write_member(found)["member"]
        assert isinstance(kept, dict)  # noqa: S101 - as it is written
        zone = ledger.store.zone
        body = kept | given
        referrer = referrer_card(body, zone=zone)
        if referrer:
            body |= {"referrer": None, "referrerId": member_with(ledger, referrer).id}
        changed = read_member(body, id=found.id, registered_at=found.registered_at, zone=zone)
        names = [name for name in changed.__slots__ if name not in {"wallets", "erased", "id"}]
        fields = {name: getattr(changed, name) for name in names}
        changes = {name: new for name, new in fields.items() if new != getattr(found, name)}
        update_member(ledger, found.id, changes, acting(ledger, staff_id), clock())


# So that a number below zero is no option.
@click.command("adjust", context_settings={"ignore_unknown_options": True})
@click.argument("card")
@click.argument("units")
@click.option("--reason", required=True, help="Why; it stays on record, so name nobody in it.")
@click.option("--wallet", default=DEFAULT_WALLET, help="Which wallet; else the default one.")
@staff_option
@data_option
def adjust_command(
    card: str, units: str, reason: str, wallet: str, staff_id: str | None, data: Path
) -> None:
    """Add UNITS to a member's wallet, or take them where they are below zero."""
    amount = read_units(units)
    with opened(data) as ledger:
        found = member_with(ledger, card)
        by = acting(ledger, staff_id)
        after = wallets.adjust(ledger, found.id, wallet, amount, reason, by, clock())
    say(f"{card} has {plain(after):,} units now.")


@click.command("export")
@click.argument("card")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Into this file.")
@staff_option
@data_option
def export_command(card: str, output: Path | None, staff_id: str | None, data: Path) -> None:
    """Write everything that is kept of the member with this loyalty CARD, as one JSON document."""
    with opened(data) as ledger:
        by = acting(ledger, staff_id)
        whole = export_person(ledger, member_with(ledger, card).id, by, clock())
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
        return
    try:
        output.write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise MachineError(
            "{file} cannot be written: {why}.", file=output, why=error.strerror
        ) from error
    say(f"Written to {output}.")


@click.command("erase")
@click.argument("card")
@click.option("--reason", required=True, help="Why; it is kept, so name nobody in it.")
@staff_option
@records
def erase_command(
    card: str, reason: str, staff_id: str | None, *, as_json: bool, data: Path
) -> None:
    """Erase the person with this loyalty CARD; it cannot be undone.

    Names, addresses, attributes and the card go, and unused coupons are cancelled; what was
    redeemed and each wallet's transfers stay, without a name. Backups made before keep what they
    have: delete them too, where that was asked for.
    """
    with opened(data) as ledger:
        by = acting(ledger, staff_id)
        done = erase_member(ledger, member_with(ledger, card).id, reason, by, clock())
    if as_json:
        show_json({"member": done.member_id, "coupons": done.coupons, "clean": done.is_clean})
        return
    say(f"Erased; {counted(done.coupons, 'coupon')} cancelled. Backups made before keep the data.")
    if not done.is_clean:
        say("The file still has old bytes; the next erasure cleans it when there is room.")


def _unwrapped(given: object) -> dict[str, object]:
    for wrapper in ("member", "customer"):
        if isinstance(given, dict) and set(given) == {wrapper}:
            given = given[wrapper]
    if not isinstance(given, dict):
        raise InvalidInput('Give an object such as {{"member": {{"phone": "1"}}}}.')
    return given


def _history(ledger: Ledger, member_id: str) -> Iterator[HistoryLine]:
    behind = None
    while page := member_history(ledger, member_id, behind, _PAGE):
        yield from page
        behind = page[-1]


def _record(ledger: Ledger, line: HistoryLine) -> dict[str, object]:
    why = line.refused and sentence(line.refused, partial(when, zone=ledger.store.zone))
    return {
        "at": line.at,
        "kind": line.kind.value,
        "about": line.what,
        "code": line.code,
        "units": line.units,
        "reason": line.refused and line.refused.reason.value,
        "note": why or line.note or ("undone" if line.undone else ""),
        "staff": line.staff,
        "store": line.store,
        "undone": line.undone,
        "test": line.test,
        "id": line.id,
    }

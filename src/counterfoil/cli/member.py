"""`member`: people with a loyalty card."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from counterfoil.cli.bad_rows import bad_records, show_bad_rows
from counterfoil.cli.find import member_with
from counterfoil.cli.member_life import (
    adjust_command,
    erase_command,
    export_command,
    history_command,
    update_command,
)
from counterfoil.cli.options import (
    data_option,
    document,
    document_argument,
    records,
    staff_option,
    stoppable,
)
from counterfoil.cli.output import Column, counted, say, show_facts, show_json, show_records
from counterfoil.cli.progress import shown_progress
from counterfoil.cli.readable import readable
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Coupon
from counterfoil.domain.units import plain
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.member_import import ImportedMembers, import_members
from counterfoil.ledger.members import (
    list_members,
    new_member_id,
    save_member,
    search_members,
)
from counterfoil.ledger.rewards import coupons_of
from counterfoil.openloyalty.member import read_member, referrer_card

COLUMNS = (
    Column("Card", "loyaltyCardNumber"),
    Column("Name", "name"),
    Column("Tier", "tier"),
    Column("Segments", "segments"),
    Column("Units", "units"),
    Column("Phone", "phone"),
    Column("Email", "email"),
)
_PAGE = 500
_BAD_ROWS = 2


@click.group()
def member() -> None:
    """Create, change, import, list, export and erase members."""


for each in (update_command, history_command, adjust_command, export_command, erase_command):
    member.add_command(each)


@member.command("create")
@document_argument
@staff_option
@data_option
def create_command(file: str, staff_id: str | None, data: Path) -> None:
    """Create a member from Open Loyalty's JSON, and print the id.

    {"member": {"loyaltyCardNumber": "4000101", "firstName": "Ada", "tier": "gold"}}
    """
    body = document(file)
    now = clock()
    with opened(data) as ledger:
        zone = ledger.store.zone
        card = referrer_card(body, zone=zone)
        made = read_member(
            body,
            id=new_member_id(),
            registered_at=now,
            referrer_id=member_with(ledger, card).id if card else None,
            zone=zone,
        )
        say(save_member(ledger, made, acting(ledger, staff_id), now).id)


@member.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all-or-nothing", is_flag=True, help="Import nothing if a row is wrong.")
@click.option("--encoding", metavar="NAME", help="What FILE is in, where that is not UTF-8.")
@staff_option
@records
def import_command(
    file: Path,
    *,
    all_or_nothing: bool,
    encoding: str | None,
    staff_id: str | None,
    as_json: bool,
    data: Path,
) -> int:
    """Import members from a CSV FILE with a heading.

    The column loyaltyCardNumber is needed; firstName, lastName, email, phone, tier, segments
    (several with ; or | between them), referrer (a card), registeredAt and attr.KEY (a custom
    attribute) may be there. Members whose card is known are changed, in the columns the file has.
    The exit code is 2 where a row was wrong.
    """
    with (
        opened(data) as ledger,
        stoppable() as stopped,
        shown_progress("Importing members") as report,
    ):
        done = import_members(
            ledger,
            file,
            acting(ledger, staff_id),
            clock(),
            all_or_nothing=all_or_nothing,
            encoding=encoding,
            progress=report,
            cancelled=stopped,
        )
    if as_json:
        show_json(_imported_record(done))
    else:
        _show_imported(done)
    if done.is_stopped:
        raise click.Abort
    return _BAD_ROWS if done.bad_count else 0


@member.command("show")
@click.argument("card")
@records
def show_command(card: str, *, as_json: bool, data: Path) -> None:
    """Show the member with this loyalty CARD, with balances and coupons."""
    with readable(data) as ledger:
        found = member_with(ledger, card)
        coupons = coupons_of(ledger, found.id)
        if as_json:
            show_json(member_record(found) | {"coupons": [_coupon(each) for each in coupons]})
            return
        say(found.name)
        show_facts(_facts(found, coupons), ledger.store.zone)


@member.command("list")
@click.option("--search", "typed", metavar="TEXT", help="Beginnings of name, card, mail or phone.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@records
def list_command(typed: str | None, limit: int | None, *, as_json: bool, data: Path) -> None:
    """List the members in the order of their cards."""
    with readable(data) as ledger:
        found = _all(ledger) if typed is None else iter(search_members(ledger, typed, limit or 100))
        rows = (member_record(each) for each in islice(found, limit))
        none = "No member is found." if typed else "There is no member yet."
        show_records(rows, COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


def member_record(each: Member) -> dict[str, object]:
    """Return a member as a record."""
    return {
        "id": each.id,
        "loyaltyCardNumber": each.loyalty_card_number,
        "name": each.name,
        "firstName": each.first_name,
        "lastName": each.last_name,
        "email": each.email,
        "phone": each.phone,
        "tier": each.tier,
        "segments": sorted(each.segments),
        "labels": dict(each.labels),
        "customAttributes": dict(each.custom_attributes),
        "units": {code: plain(units) for code, units in each.wallets.items()},
        "registeredAt": each.registered_at,
        "referrerId": each.referrer_id,
        "active": each.active,
    }


def _all(ledger: Ledger) -> Iterator[Member]:
    after = ""
    while page := list_members(ledger, after, _PAGE):
        yield from page
        after = page[-1].loyalty_card_number


def _imported_record(done: ImportedMembers) -> dict[str, object]:
    return {
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "bad": bad_records(done.bad),
        "badCount": done.bad_count,
    }


def _show_imported(done: ImportedMembers) -> None:
    same = f", {done.unchanged:,} as they were" if done.unchanged else ""
    wrong = f", {counted(done.bad_count, 'row')} wrong" if done.bad_count else ""
    say(f"{counted(done.added, 'member')} added, {done.changed:,} changed{same}{wrong}.")
    show_bad_rows(done.bad, done.bad_count)


def _coupon(each: Coupon) -> dict[str, object]:
    return {
        "code": each.code,
        "reward": each.reward_id,
        "name": each.reward_name,
        "value": each.value,
        "expiresAt": each.expires_at,
    }


def _facts(found: Member, coupons: tuple[Coupon, ...]) -> Iterator[tuple[str, object]]:
    yield "Card", found.loyalty_card_number
    yield "Id", found.id
    yield "Email", found.email
    yield "Phone", found.phone
    yield "Tier", found.tier
    yield "Segments", sorted(found.segments)
    yield "Labels", found.labels
    yield "Attributes", found.custom_attributes
    for code, units in found.wallets.items():
        yield f"Units ({code})", units
    for coupon in coupons:
        until = ["valid until", coupon.expires_at] if coupon.expires_at else []
        yield "Coupon", [coupon.code, coupon.reward_name, *until]
    yield "Registered", found.registered_at
    yield "Active", None if found.active else False

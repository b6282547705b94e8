"""`coupon`: what a redemption gave, used up at the counter."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from counterfoil.cli.counter import use_coupon
from counterfoil.cli.find import member_with
from counterfoil.cli.options import records, staff_option
from counterfoil.cli.output import Column, iso, say, show_facts, show_json, show_records, when
from counterfoil.cli.readable import readable
from counterfoil.cli.values import readings
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.coupon import (
    CouponStatus,
    IssuedCoupon,
    coupon_next_step,
    coupon_sentence,
)
from counterfoil.domain.text import printable
from counterfoil.domain.units import plain
from counterfoil.ledger.coupon_list import CouponFilter, list_coupons
from counterfoil.ledger.coupons import (
    CouponAttempt,
    CouponVerdict,
    get_coupon,
    unuse_coupon,
)
from counterfoil.ledger.ledger import Ledger

COLUMNS = (
    Column("Code", "code"),
    Column("Reward", "name"),
    Column("Value", "value", right=True),
    Column("Member", "member"),
    Column("Status", "status"),
    Column("Issued", "issuedAt"),
    Column("Expires", "expiresAt"),
)
_PAGE = 500


@click.group()
def coupon() -> None:
    """Show, use and list the coupons that campaigns have issued."""


@coupon.command("show")
@click.argument("code")
@records
def show_command(code: str, *, as_json: bool, data: Path) -> None:
    """Show the coupon CODE: what it is worth, for whom, until when, and what became of it."""
    with readable(data) as ledger:
        found = get_coupon(ledger, code)
        record = coupon_record(found, clock())
        if as_json:
            show_json(record)
            return
        say(found.coupon.code)
        show_facts(_facts(found, record), ledger.store.zone)


@coupon.command("use")
@click.argument("code")
@click.option("--member", "card", metavar="CARD", default="", help="The loyalty card.")
@click.option("--check", "check_only", is_flag=True, help="Only say what would happen.")
@click.option("--offline", is_flag=True, help="On a till that has joined a hub: do not ask it.")
@staff_option
@records
def use_command(
    code: str,
    card: str,
    staff_id: str | None,
    *,
    check_only: bool,
    offline: bool,
    as_json: bool,
    data: Path,
) -> int:
    """Use the coupon CODE up: exit code 0 where it is accepted, 1 where it is refused.

    Without a member it is for whoever brings it.
    """
    with opened(data) as ledger:
        attempt = CouponAttempt(readings(code) or (code,), acting(ledger, staff_id), card.strip())
        verdict = use_coupon(ledger, attempt, check_only=check_only, offline=offline)
        if as_json:
            show_json(_verdict_record(verdict, ledger.store.zone))
        else:
            _show_verdict(verdict, ledger.store.zone)
    return 0 if verdict.accepted else 1


@coupon.command("undo")
@click.argument("code")
@click.option("--reason", required=True, help="Why it is undone; it stays on record.")
@staff_option
@records
def undo_command(
    code: str, reason: str, staff_id: str | None, *, as_json: bool, data: Path
) -> None:
    """Undo the use of the coupon CODE, so that it can be used again; a supervisor may do so.

    Where the redemption that gave it was undone meanwhile, it is cancelled instead.
    """
    with opened(data) as ledger:
        now = clock()
        back = unuse_coupon(ledger, code, reason, acting(ledger, staff_id), now)
        if as_json:
            show_json(coupon_record(back.issued, now))
            return
        stands = "is cancelled, as its redemption is" if back.cancelled else "can be used again"
        say(f"{back.issued.coupon.code} {stands}.")


@coupon.command("list")
@click.option("--member", "card", metavar="CARD", help="Only of this loyalty card.")
@click.option("--reward", "reward_id", metavar="ID", default="", help="Only of this reward.")
@click.option("--unused", is_flag=True, help="Only those that can still be used.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@records
def list_command(
    card: str | None,
    reward_id: str,
    *,
    unused: bool,
    limit: int | None,
    as_json: bool,
    data: Path,
) -> None:
    """List the coupons, the newest first."""
    now = clock()
    with readable(data) as ledger:
        wanted = CouponFilter(
            member_id=member_with(ledger, card).id if card is not None else "",
            reward_id=reward_id,
            status=CouponStatus.UNUSED if unused else None,
        )
        rows = (coupon_record(each, now) for each in islice(_all(ledger, wanted, now), limit))
        none = "No coupon is found." if card or reward_id or unused else "There is no coupon yet."
        show_records(rows, COLUMNS, as_json=as_json, zone=ledger.store.zone, none=none)


def coupon_record(issued: IssuedCoupon, now: datetime) -> dict[str, object]:
    """Return a coupon as a record."""
    use = issued.use
    return {
        "code": issued.coupon.code,
        "reward": issued.coupon.reward_id,
        "name": issued.coupon.reward_name,
        "value": None if issued.coupon.value is None else plain(issued.coupon.value),
        "member": issued.holder.card if issued.holder else None,
        "status": issued.status(now).value,
        "issuedAt": issued.issued_at,
        "expiresAt": issued.coupon.expires_at,
        "redemption": issued.redemption_id,
        "usedAt": use and use.at,
        "store": use and use.store,
        "staff": use and use.staff,
        "cancelledAt": issued.cancelled_at,
    }


def _all(ledger: Ledger, wanted: CouponFilter, now: datetime) -> Iterator[IssuedCoupon]:
    after = None
    while page := list_coupons(ledger, now, wanted, after, _PAGE):
        yield from page
        after = page[-1]


def _verdict_record(verdict: CouponVerdict, zone: ZoneInfo) -> dict[str, object]:
    issued, refused = verdict.issued, verdict.refused
    sentence = coupon_sentence(refused, partial(when, zone=zone)) if refused else ""
    return {
        "verdict": "accepted" if verdict.accepted else "refused",
        "reason": refused and refused.reason.value,
        "sentence": sentence,
        "coupon": verdict.code,
        "reward": issued and issued.coupon.reward_id,
        "value": None if issued is None or not issued.coupon.value else plain(issued.coupon.value),
        "member": issued.holder.card if issued and issued.holder else None,
        "use": verdict.use_id,
        "at": iso(verdict.at),
    }


def _show_verdict(verdict: CouponVerdict, zone: ZoneInfo) -> None:
    refused, issued = verdict.refused, verdict.issued
    if refused is not None:
        click.echo(f"{click.style('✕ Refused', fg='red', bold=True)}  {printable(verdict.code)}")
        say(f"  {coupon_sentence(refused, partial(when, zone=zone))}")
        say(f"  {coupon_next_step(refused, partial(when, zone=zone))}")
    else:
        word = "✓ Coupon used" if verdict.use_id else "✓ Would be accepted"
        click.echo(f"{click.style(word, fg='green', bold=True)}  {printable(verdict.code)}")
    if issued is not None:
        show_facts(
            [
                ("Reward", issued.coupon.reward_name),
                ("Value", issued.coupon.value),
                ("Member", issued.holder.name if issued.holder else ""),
                ("Expires", issued.coupon.expires_at),
            ],
            zone,
        )


def _facts(found: IssuedCoupon, record: dict[str, object]) -> Iterator[tuple[str, object]]:
    yield "Status", record["status"]
    yield "Reward", found.coupon.reward_name
    yield "Value", found.coupon.value
    yield "Member", found.holder.name if found.holder else ""
    yield "Issued", found.issued_at
    yield "Expires", found.coupon.expires_at
    yield "Redemption", found.redemption_id
    if found.use is not None:
        yield "Used", [found.use.at, found.use.store, found.use.staff]
    yield "Cancelled", found.cancelled_at

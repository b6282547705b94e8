"""`slip`: a code or a coupon on paper from a receipt printer."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from counterfoil.cli.options import data_option
from counterfoil.cli.output import say
from counterfoil.cli.values import readings
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.campaign import translated
from counterfoil.domain.coupon import CouponStatus
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.facts import CodeStatus, Reading
from counterfoil.domain.units import plain
from counterfoil.ledger.campaigns import get_campaign
from counterfoil.ledger.coupons import get_coupon
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import Found, find_code
from counterfoil.sheets.design import CODE_PLACE, Design, Symbology, qr_content
from counterfoil.sheets.printers import send
from counterfoil.sheets.slip import COLUMNS, Slip, slip_bytes

TEST = "TEST"


@click.command("slip")
@click.argument("code")
@click.option(
    "--to",
    "target",
    metavar="PRINTER",
    required=True,
    help="tcp:HOST[:PORT], usb:VENDOR:PRODUCT or file:PATH.",
)
@click.option(
    "--symbol",
    type=click.Choice([each.value for each in Symbology]),
    default=Symbology.QR.value,
    show_default=True,
    help="What is scanned.",
)
@click.option(
    "--content",
    metavar="TEXT",
    default=CODE_PLACE,
    help="What the QR code carries: an address with {code} in it; else the code alone.",
)
@click.option(
    "--paper",
    type=click.Choice([str(each) for each in COLUMNS]),
    default="80",
    show_default=True,
    help="How wide the paper is, in millimetres.",
)
@click.option("--locale", default="en", help="The language of the campaign's name.")
@data_option
def slip_command(
    code: str, target: str, symbol: str, content: str, paper: str, locale: str, data: Path
) -> None:
    """Print the unused CODE, of a campaign or a coupon, as a slip on a receipt printer."""
    if CODE_PLACE not in content:
        raise InvalidInput("Write {place} into --content where the code goes.", place=CODE_PLACE)
    with opened(data) as ledger:
        slip = _slip(ledger, code, clock(), Symbology(symbol), content, locale)
    send(target, slip_bytes(slip, COLUMNS[int(paper)]))
    say(f"{slip.code} is printed: {slip.title}.")


def _slip(
    ledger: Ledger, text: str, now: datetime, symbology: Symbology, content: str, locale: str
) -> Slip:
    with ledger.read() as conn:
        found = find_code(ledger, conn, readings(text) or (text,), lock=False)
    if found.reading is Reading.COUPON:
        title, code, lines = _coupon(ledger, found.shown, now)
    else:
        title, code, lines = _code(ledger, found, text, locale)
    return Slip(
        title=title,
        code=code,
        lines=lines,
        footer=ledger.store.name,
        content=qr_content(Design(content=content), code),
        symbology=symbology,
    )


def _code(ledger: Ledger, found: Found, text: str, locale: str) -> tuple[str, str, tuple[str, ...]]:
    if found.facts is None or found.campaign_id is None:
        raise NotFound("There is no code {code} here; check how it is written.", code=text[:40])
    if found.facts.status is not CodeStatus.UNUSED:
        raise Conflict(
            "The code {code} is {status}; print one that can still be used.",
            code=found.shown,
            status=found.facts.status.value,
        )
    campaign = get_campaign(ledger, found.campaign_id)
    until = _until(campaign.activity.ends_at, ledger.store.zone)
    lines = (TEST if found.facts.test else "", until)
    return translated(campaign, locale).name, found.shown, tuple(filter(None, lines))


def _coupon(ledger: Ledger, text: str, now: datetime) -> tuple[str, str, tuple[str, ...]]:
    issued = get_coupon(ledger, text)
    status = issued.status(now)
    if status is not CouponStatus.UNUSED:
        raise Conflict(
            "The coupon {code} is {status}; print one that can still be used.",
            code=issued.coupon.code,
            status=status.value,
        )
    coupon, store = issued.coupon, ledger.store
    worth = "" if coupon.value is None else f"{plain(coupon.value)} {store.currency}"
    lines = (worth, _until(coupon.expires_at, store.zone))
    return coupon.reward_name, coupon.code, tuple(filter(None, lines))


def _until(end: datetime | None, zone: ZoneInfo) -> str:
    if end is None:
        return ""
    # It ends before that moment: at midnight, the day before is the last one.
    last = (end - timedelta(microseconds=1)).astimezone(zone)
    return f"Valid until {last.day} {last:%b %Y}"

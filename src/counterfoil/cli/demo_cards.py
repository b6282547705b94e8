"""The demonstration's cards: codes as a camera sees them, and what must come of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import list_members
from counterfoil.sheets.snapshot import View, snapshot
from counterfoil.sheets.symbol import code128_picture, qr_picture

LINK = "https://coffee.example/r/"
"""What a card's QR code may say in front of the code."""

_TIER = "gold"


@dataclass(frozen=True, slots=True)
class Card:
    """A card that somebody brings: its code, how it is seen, and why it must be refused, if so."""

    code: str
    symbol: str
    seen: str
    view: View
    member: Member | None
    refused: Reason | None = None
    link: str = ""

    @property
    def text(self) -> str:
        """What the symbol says."""
        return self.link + self.code


def cards(ledger: Ledger, campaigns: Sequence[Campaign]) -> tuple[Card, ...]:
    """Return one card for each thing that can happen, of codes nobody has used."""
    points, coupon, monthly = (_codes(ledger, campaign) for campaign in campaigns)
    people = list_members(ledger, limit=100)
    gold = [member for member in people if member.tier == _TIER]
    other = next(member for member in people if member.tier != _TIER)
    ann, ben = gold[0], gold[1]
    qr, bars = "QR Code", "Code 128"
    return (
        Card(points[0], qr, "straight", View(), ann),
        Card(points[1], qr, "turned by 23°", View(angle=23), other),
        Card(points[2], qr, "blurred", View(blur=2.2), ben),
        Card(points[3], qr, "dim, with noise", View(light=0.3, noise=5), ann),
        Card(points[4], bars, "straight", View(size=420), other),
        Card(points[5], qr, "a link, upside down", View(angle=180, size=340), ben, link=LINK),
        Card(coupon[0], qr, "turned, blurred, dim", View(angle=-38, blur=1.4, light=0.4), ann),
        Card(coupon[1], bars, "turned by 8°", View(size=420, angle=8), ben),
        Card(coupon[2], qr, "turned by 90°", View(angle=90), other, Reason.NOT_IN_AUDIENCE),
        Card(monthly[0], bars, "dim", View(size=420, light=0.45), ann),
        Card(monthly[1], qr, "blurred, dim", View(blur=1.5, light=0.4), ann,
             Reason.MEMBER_EXECUTIONS_REACHED),
        Card(monthly[2], qr, "turned, with noise", View(angle=12, noise=8), None,
             Reason.MEMBER_REQUIRED),
    )  # fmt: skip


def draw(card: Card, path: Path) -> None:
    """Write the card's picture as a PNG file."""
    symbol = qr_picture(card.text) if card.symbol == "QR Code" else code128_picture(card.text)
    Image.fromarray(snapshot(symbol, card.view)).save(path)


def picture_name(number: int, card: Card) -> str:
    """Return a file name that says what is to be seen."""
    words = f"{number:02} {card.symbol} {card.seen}".lower()
    return "-".join("".join(s for s in words if s.isascii() and s != ",").split()) + ".png"


def _codes(ledger: Ledger, campaign: Campaign) -> tuple[str, ...]:
    page = list_codes(ledger, campaign.id, limit=6)
    return tuple(line.text for line in page.codes)

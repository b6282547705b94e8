"""What the counter hands in, and what it gets back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.event import Value
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Refused
from counterfoil.domain.reward import Coupon
from counterfoil.domain.store import Staff


@dataclass(frozen=True, slots=True)
class Attempt:
    """One code brought to the counter.

    `texts` are what it may read, the likeliest first; none where nothing could be read. `card` is
    the loyalty card, "" for none. The same `event_id` again gets the same verdict and no second
    effect. `source` is camera, scanner, serial, picture, typed, import, api or page. `at` is when
    it happened, for an import of past events or a trial of a future day; by default it happens now.
    Where `event` names an event's type, codes of campaigns of other events are not known. `device`
    is the one that asks its hub to decide, "" where the ledger decides for itself; `form` is that
    of the code, where the device tells it rather than the texts. `caller` is the address of a
    customer who brings the code over the network.
    """

    texts: tuple[str, ...]
    staff: Staff
    card: str = ""
    amount: Decimal | None = None
    event_id: str | None = None
    body: Mapping[str, Value] = field(default_factory=dict)
    source: str = "typed"
    at: datetime | None = None
    event: str | None = None
    device: str = ""
    form: str = ""
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose attempt it is, and the id it is recorded under: the device's and its entry's number.

    A hub decides what a device asked; the attempt is that device's, under the number of its entry.
    """

    device: str
    attempt: str


@dataclass(frozen=True, slots=True)
class Given:
    """One thing a redemption gave or took: `effect` says which of the other fields hold it.

    `member_card` is whose it is, "" for a coupon handed over. `units` are below zero where they
    were deducted.
    """

    effect: str
    member_card: str = ""
    wallet_code: str = ""
    units: Decimal | None = None
    coupon: Coupon | None = None
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the counter shows. Where `refused` is None the code was accepted, and is used up.

    `code` is as staff read it; `member` has the balances after. `final` is False where a hub may
    still decide otherwise. `redemption_id` names an acceptance that was recorded. Of a `test` code
    the verdict says what would be given; nothing was, and no figure counts it.
    """

    accepted: bool
    final: bool
    refused: Refused | None
    code: str
    campaign: Campaign | None
    member: Member | None
    given: tuple[Given, ...]
    redemption_id: str | None
    at: datetime
    test: bool = False


@dataclass(frozen=True, slots=True)
class Reversal:
    """A redemption that was undone.

    `taken_back` are the opposites of what it gave; coupons in `coupons_spent` had been used already
    and could not be cancelled. `is_code_unused` says whether the code can be redeemed again, and
    `overdrawn` names the cards whose wallets are below zero now.
    """

    redemption_id: str
    code: str
    campaign: Campaign
    member: Member | None
    reason: str
    at: datetime
    taken_back: tuple[Given, ...]
    coupons_spent: tuple[str, ...]
    is_code_unused: bool
    overdrawn: tuple[str, ...]

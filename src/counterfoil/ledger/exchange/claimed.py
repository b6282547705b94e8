"""What a till's entry of a redemption says, as the rows that it will be here.

What was signed is the truth; what travelled beside it only fills in what a journal must not hold:
coupon codes, what an attribute was before, and what the event said besides. The digests in the
entry show whether it fits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final

from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import Document
from counterfoil.domain.mint import digest
from counterfoil.domain.reward import Coupon
from counterfoil.domain.units import ZERO, to_hundredths
from counterfoil.ledger.given import Gift, kept
from counterfoil.ledger.tables.base import dump, from_micros_or_none, from_units, load

LACKING_COUPON: Final = "A coupon that the redemption gave did not come with it."
NO_REDEMPTION: Final = "It does not say what a redemption does."
_TEXT: Final = frozenset({str})
_WHOLE: Final = frozenset({int})
_NONE: Final = frozenset({NoneType})
_SAID: Final[tuple[tuple[str, str, frozenset[type]], ...]] = (
    ("event_id", "event_id", _TEXT | _NONE),
    ("campaign_id", "campaign", _TEXT),
    ("campaign_version", "campaign_version", _WHOLE),
    ("member_id", "member", _TEXT | _NONE),
    ("staff_id", "staff", _TEXT),
    ("store", "store", _TEXT),
    ("at", "at", _WHOLE),
    ("amount", "amount", _WHOLE | _NONE),
    ("source", "source", _TEXT),
)
"""Columns of a redemption, what the entry calls them, and what they hold."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A redemption that a till made: its row but for the code's id, what it gave, what it spent.

    `spends` are the grants it was made on, None where it needed none.
    """

    row: dict[str, Any]
    gifts: tuple[Gift, ...]
    spends: Mapping[str, Any] | None

    @property
    def members(self) -> frozenset[str]:
        """The ids of those it was for, or who were given something."""
        ids = {self.row["member_id"], *(gift.member_id for gift in self.gifts)}
        return frozenset(each for each in ids if each is not None)

    @property
    def coupons(self) -> tuple[Gift, ...]:
        """The gifts that are coupons with a code."""
        return tuple(each for each in self.gifts if each.coupon is not None and each.coupon.code)

    @property
    def money(self) -> int:
        """What its coupons are worth, in hundredths."""
        values = (gift.coupon.value or ZERO for gift in self.coupons if gift.coupon)
        return to_hundredths(sum(values, ZERO))


def claim_of(
    name: str, device: str, body: Mapping[str, Any], attached: Document, digest_key: bytes
) -> Claim:
    """Return the redemption of an entry called `name`; its `code_id` is 0 until the code is found.

    Raises NotFound where a coupon is lacking, or what makes a redemption.
    """
    try:
        return _claim(name, device, body, attached, digest_key)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotFound(NO_REDEMPTION) from None


def _claim(
    name: str, device: str, body: Mapping[str, Any], attached: Document, digest_key: bytes
) -> Claim:
    beside: Mapping[str, Any] = attached.get("row") or {}
    coupons = {digest(row["code"], digest_key).hex(): row for row in attached.get("coupons") or ()}
    fillers = _fillers(body, beside)
    gifts = tuple(
        _gift(said, fillers[place] if place < len(fillers) else {}, coupons, digest_key)
        for place, said in enumerate(body["given"])
    )
    test = bool(body.get("test", False))
    row = {
        "id": name,
        "code_id": 0,
        **_said(body),
        "till": device,
        "units": 0 if test else sum([max(gift.hundredths, 0) for gift in gifts]),
        "rules": dump(body["rules"]),
        "given": dump([kept(gift) for gift in gifts]),
        "body": beside.get("body"),
        "test": test,
    }
    return Claim(row, gifts, body.get("spends"))


def _fillers(body: Mapping[str, Any], beside: Mapping[str, Any]) -> list[Any]:
    """Return what the till's row says of each gift, where any of them lacks something."""
    is_whole = all("wallet" in said or "reward" in said for said in body["given"])
    return [] if is_whole or not beside else load(beside["given"])


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    row = {column: body[key] for column, key, kinds in _SAID if type(body[key]) in kinds}
    if len(row) < len(_SAID):
        raise TypeError(NO_REDEMPTION)
    return row


def claim_as_told(row: Mapping[str, Any], coupons: Mapping[str, Mapping[str, Any]]) -> Claim:
    """Return the redemption that a hub told of, from its row and those of its coupons, by code."""
    given: list[Mapping[str, Any]] = load(row["given"])
    gifts = tuple(_as_kept(each, coupons) for each in given)
    return Claim(dict(row), gifts, None)


def without_person(claim: Claim, erased: Iterable[str]) -> Claim:
    """Return a claim with nothing that tells of members who were erased since."""
    gone = frozenset(erased)
    if not gone:
        return claim
    gifts = tuple(_blank(gift) if gift.member_id in gone else gift for gift in claim.gifts)
    row = claim.row | {"given": dump([kept(gift) for gift in gifts])}
    if row["member_id"] in gone:
        row["body"] = None
    return Claim(row, gifts, claim.spends)


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _blank(gift: Gift) -> Gift:
    if not gift.key:
        return gift
    return Gift(gift.effect, gift.member_id, key=gift.key)


def _gift(
    said: Mapping[str, Any],
    filler: Mapping[str, Any],
    coupons: Mapping[str, Mapping[str, Any]],
    digest_key: bytes,
) -> Gift:
    effect, member_id = said["effect"], said["member"]
    if "reward" in said:
        return Gift(effect, member_id, coupon=_coupon(said, coupons))
    if "wallet" in said:
        return Gift(effect, member_id, said["wallet"], _whole(said["units"]))
    before = filler.get("before")
    fits = isinstance(before, str) and digest(before, digest_key).hex() == said["before"]
    return Gift(
        effect,
        member_id,
        key=said["key"],
        value=said["value"],
        before=before if fits else None,
    )


def _as_kept(kept_gift: Mapping[str, Any], coupons: Mapping[str, Mapping[str, Any]]) -> Gift:
    effect, member_id = kept_gift["effect"], kept_gift["member"]
    if "reward" in kept_gift:
        return Gift(effect, member_id, coupon=_coupon(kept_gift, coupons))
    if "wallet" in kept_gift:
        return Gift(effect, member_id, kept_gift["wallet"], kept_gift["units"])
    return Gift(
        effect,
        member_id,
        key=kept_gift["key"],
        value=kept_gift["value"],
        before=kept_gift["before"],
    )


def _coupon(said: Mapping[str, Any], coupons: Mapping[str, Mapping[str, Any]]) -> Coupon:
    foreseen = said.get("foreseen")
    if foreseen is not None:
        return Coupon(
            "",
            said["reward"],
            foreseen["name"],
            from_units(foreseen["value"]),
            from_micros_or_none(foreseen["expires_at"]),
        )
    row = coupons.get(said["coupon"])
    if row is None:
        raise NotFound(LACKING_COUPON)
    value, expires_at = from_units(row["value"]), from_micros_or_none(row["expires_at"])
    return Coupon(row["code"], said["reward"], "", value, expires_at)

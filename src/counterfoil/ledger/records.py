"""What a redemption gave, as the public records of the command line and the hub have it."""

from datetime import UTC

from counterfoil.domain.units import plain
from counterfoil.ledger.verdict import Given


def given_record(given: Given) -> dict[str, object]:
    """Return one thing given, with only the keys that its effect has; moments are in UTC."""
    record: dict[str, object] = {"effect": given.effect}
    if given.member_card:
        record["member"] = given.member_card
    if given.units is not None:
        record |= {"units": plain(given.units), "walletCode": given.wallet_code}
    if given.coupon is not None:
        expires_at = given.coupon.expires_at
        record |= {
            "coupon": given.coupon.code,
            "reward": given.coupon.reward_id,
            "name": given.coupon.reward_name,
            "value": None if given.coupon.value is None else plain(given.coupon.value),
            "expiresAt": expires_at and expires_at.astimezone(UTC).isoformat(),
        }
    if given.key:
        record |= {"customAttributeKey": given.key, "customAttributeValue": given.value}
    return record

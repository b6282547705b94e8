"""Units: the points of a wallet, counted in hundredths.

Open Loyalty awards units with two decimals, so every amount here is a `Decimal` with exactly two,
and the ledger stores whole hundredths. Rounding is half up, as on a till receipt.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from counterfoil.domain.errors import InvalidInput

HUNDREDTH = Decimal("0.01")
ZERO = Decimal("0.00")
# A thousand million: far above any real budget, and its hundredths fit a 64-bit integer with room
# for nine thousand million such transfers to be summed.
MOST = Decimal("1000000000.00")


def units(amount: Decimal | float | str) -> Decimal:
    """Return `amount` as units, rounded half up to two decimals.

    Raises:
        InvalidInput: it is not a finite number, or is beyond plus or minus `MOST`.
    """
    try:
        exact = Decimal(str(amount))
        if not exact.is_finite() or not -MOST <= exact <= MOST:
            raise InvalidOperation
        return exact.quantize(HUNDREDTH, ROUND_HALF_UP)
    except InvalidOperation:
        raise InvalidInput(
            "{amount} is not a usable amount; give a number between -{most} and {most}.",
            amount=str(amount)[:40],
            most=f"{MOST:.0f}",
        ) from None


def to_hundredths(amount: Decimal) -> int:
    """Return the whole hundredths that the ledger stores for `amount`."""
    return int(amount.quantize(HUNDREDTH, ROUND_HALF_UP) * 100)


def from_hundredths(count: int) -> Decimal:
    """Return the units that `count` stored hundredths stand for."""
    return Decimal(count).scaleb(-2)


def plain(amount: Decimal) -> int | float:
    """Return `amount` as the JSON number a person would write: 100, not 100.0."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)

"""The entry of what a till asked online, when it comes with the others."""

from collections.abc import Mapping
from typing import Any, Final

from counterfoil.domain.errors import NotFound
from counterfoil.domain.exchange import Outcome
from counterfoil.ledger.exchange import coupon_intents
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.claimed import claim_as_told
from counterfoil.ledger.exchange.redeemed import Code, code_by_digest, win

LATE: Final = "It was not asked in time; nobody waits for the answer any more."
_REVERSAL: Final = ("reversed_at", "reversed_by", "reversal_reason")


def asked(applying: Applying) -> Judged:
    """Take in what a till asked and the hub has not decided: nobody waits for it any more.

    Where the device proves that the hub had accepted it before it was restored, it is applied as it
    was answered. Raises NotFound where something that it refers to is not here.
    """
    receipted = applying.receipted
    if receipted is None or receipted.outcome is not Outcome.APPLIED:
        return Judged(Outcome.REFUSED, reason=LATE)
    told = receipted.answer or {}
    # The same event had been redeemed before, under another number.
    if receipted.of:
        return Judged()
    if coupon_intents.COUPON in told:
        return coupon_intents.use_again(applying, told)
    row = {name: value for name, value in told["redemption"].items() if name not in _REVERSAL}
    said = claim_as_told(row, _coupons(told))
    win(applying, said, _code(applying))
    return Judged()


def _coupons(told: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        key: document["row"]
        for topic, key, document in told["documents"]
        if topic == "coupon" and document is not None
    }


def _code(applying: Applying) -> Code:
    """Return the code that was asked for: the first of its readings that is one."""
    codes: Any = applying.entry.body["codes"]
    every = (code_by_digest(applying.conn, bytes.fromhex(each)) for each in codes)
    found = next((each for each in every if each is not None), None)
    if found is None:
        raise NotFound("The code of the redemption is not known here.")
    return found

"""How many units an effect moves: a fixed number, so many for the purchase amount, or a formula."""

import re
from enum import StrEnum
from typing import Final

from counterfoil.desk.wizard.form import EffectForm
from counterfoil.domain.effect import DeductUnit, GivePoints

_NUMBER: Final = r"[0-9]{1,10}(?:\.[0-9]{1,9})?"
_FIXED: Final = re.compile(_NUMBER, re.ASCII)
_BY_AMOUNT: Final = re.compile(rf"transaction\.grossValue \* ({_NUMBER})", re.ASCII)


class Mode(StrEnum):
    """Ways to say how many units."""

    FIXED = "fixed"
    AMOUNT = "amount"
    FORMULA = "formula"


def points_rule(effect: EffectForm) -> str:
    """Return the formula that the fields come to."""
    value = effect.value.strip()
    return f"transaction.grossValue * {value}" if effect.mode == Mode.AMOUNT else value


def effect_of(effect: GivePoints | DeductUnit, kind: str) -> EffectForm:
    """Return the fields that come to the effect's formula, to the letter."""
    rule = effect.points_rule
    by_amount = _BY_AMOUNT.fullmatch(rule)
    if by_amount:
        return EffectForm(kind, Mode.AMOUNT.value, by_amount[1], effect.wallet_code)
    mode = Mode.FIXED if _FIXED.fullmatch(rule) else Mode.FORMULA
    return EffectForm(kind, mode.value, rule, effect.wallet_code)

"""What stands in the fields of a reward, and what is wrong with it. No Qt here."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from counterfoil.desk import formats
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.reward import Reward
from counterfoil.domain.text import unfit_character
from counterfoil.ledger.rewards import LONGEST_DAYS

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class RewardForm:
    """The fields as text; an empty value or number of days means none."""

    name: str = ""
    value: str = ""
    days: str = ""
    active: bool = True


def form_of(reward: Reward) -> RewardForm:
    """Return the form that shows a reward."""
    value = "" if reward.value is None else formats.number(reward.value)
    days = "" if reward.days_valid is None else str(reward.days_valid)
    return RewardForm(reward.name, value, days, reward.active)


def problems(form: RewardForm) -> dict[str, UserError]:
    """Return what is wrong by field."""
    found: dict[str, UserError] = {}
    if not form.name.strip():
        found["name"] = InvalidInput("Give the reward a name that staff and customers understand.")
    elif len(form.name) > LONGEST or unfit_character(form.name) is not None:
        found["name"] = InvalidInput("Use at most {most} printable characters.", most=LONGEST)
    if form.value and formats.parse_amount(form.value) is None:
        found["value"] = InvalidInput("Give an amount such as 4.50, or leave it empty.")
    if form.days and not (form.days.isdecimal() and 0 < int(form.days) <= LONGEST_DAYS):
        found["days"] = InvalidInput(
            "Give a number of days from 1 to {most}, or leave it empty.", most=LONGEST_DAYS
        )
    return found


def reward_of(form: RewardForm, before: Reward | None) -> Reward:
    """Return the reward that a form without problems stands for."""
    return Reward(
        before.id if before else str(uuid4()),
        form.name.strip(),
        formats.parse_amount(form.value) if form.value else None,
        int(form.days) if form.days else None,
        form.active,
    )

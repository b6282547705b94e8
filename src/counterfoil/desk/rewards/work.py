"""What the screen of rewards has the ledger do. Every function here runs behind a door."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.domain.reward import Reward
from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rewards import RewardFigures, list_rewards, reward_figures, save_reward


@dataclass(frozen=True, slots=True)
class Listed:
    """A reward, and what became of its coupons."""

    reward: Reward
    figures: RewardFigures


def look(ledger: Ledger, now: datetime) -> tuple[Listed, ...]:
    """Return the rewards by name."""
    figures = reward_figures(ledger, now)
    none = RewardFigures()
    return tuple(Listed(each, figures.get(each.id, none)) for each in list_rewards(ledger))


def save(ledger: Ledger, reward: Reward, by: Staff, now: datetime) -> Reward:
    """Save a reward."""
    return save_reward(ledger, reward, by, now)

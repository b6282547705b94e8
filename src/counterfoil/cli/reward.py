"""`reward`: what coupons are issued of."""

from pathlib import Path
from uuid import uuid4

import click

from counterfoil.cli.options import data_option, document, document_argument, records, staff_option
from counterfoil.cli.output import Column, say, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.domain.reward import Reward
from counterfoil.ledger.rewards import (
    RewardFigures,
    get_reward,
    list_rewards,
    reward_figures,
    save_reward,
)
from counterfoil.openloyalty.reward import read_reward

COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Value", "couponValue", right=True),
    Column("Days valid", "daysValid", right=True),
    Column("Active", "active"),
    Column("Issued", "issued", right=True),
    Column("Used", "used", right=True),
    Column("Expired", "expired", right=True),
)


@click.group()
def reward() -> None:
    """Create and list the rewards that campaigns issue coupons of."""


@reward.command("create")
@document_argument
@click.option("--id", "reward_id", metavar="ID", help="Its id, where campaigns name one already.")
@staff_option
@data_option
def create_command(file: str, reward_id: str | None, staff_id: str | None, data: Path) -> None:
    """Create a reward from JSON and print its id, which a campaign's rewardId names.

    {"reward": {"name": "A coffee", "couponValue": 4.5, "daysValid": 30}}
    """
    made = read_reward(document(file), id=reward_id or str(uuid4()))
    with opened(data) as ledger:
        save_reward(ledger, made, acting(ledger, staff_id), clock())
    say(made.id)


@reward.command("update")
@click.argument("reward_id", metavar="ID")
@document_argument
@staff_option
@data_option
def update_command(reward_id: str, file: str, staff_id: str | None, data: Path) -> None:
    """Change the reward ID to what JSON in FILE says; coupons already issued stay as they are."""
    changed = read_reward(document(file), id=reward_id)
    with opened(data) as ledger:
        get_reward(ledger, reward_id)
        save_reward(ledger, changed, acting(ledger, staff_id), clock())


@reward.command("list")
@records
def list_command(*, as_json: bool, data: Path) -> None:
    """List the rewards, with how many of their coupons were issued, used and expired."""
    with opened(data) as ledger:
        figures = reward_figures(ledger, clock())
        rewards = (
            _record(each, figures.get(each.id, RewardFigures())) for each in list_rewards(ledger)
        )
        show_records(
            rewards,
            COLUMNS,
            as_json=as_json,
            zone=ledger.store.zone,
            none="There is no reward yet.",
        )


def _record(each: Reward, figures: RewardFigures) -> dict[str, object]:
    return {
        "id": each.id,
        "name": each.name,
        "couponValue": each.value,
        "daysValid": each.days_valid,
        "active": each.active,
        "issued": figures.issued,
        "used": figures.used,
        "cancelled": figures.cancelled,
        "expired": figures.expired,
    }

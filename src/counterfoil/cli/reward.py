"""`reward`: what coupons are issued of."""

from pathlib import Path
from uuid import uuid4

import click

from counterfoil.cli.options import data_option, document, document_argument, records, staff_option
from counterfoil.cli.output import Column, say, show_records
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.ledger.rewards import list_rewards, save_reward
from counterfoil.openloyalty.reward import read_reward

COLUMNS = (
    Column("Id", "id"),
    Column("Name", "name"),
    Column("Value", "couponValue", right=True),
    Column("Days valid", "daysValid", right=True),
    Column("Active", "active"),
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


@reward.command("list")
@records
def list_command(*, as_json: bool, data: Path) -> None:
    """List the rewards."""
    with opened(data) as ledger:
        rewards = (
            {
                "id": each.id,
                "name": each.name,
                "couponValue": each.value,
                "daysValid": each.days_valid,
                "active": each.active,
            }
            for each in list_rewards(ledger)
        )
        show_records(
            rewards,
            COLUMNS,
            as_json=as_json,
            zone=ledger.store.zone,
            none="There is no reward yet.",
        )

"""`reverse`: a redemption undone."""

from pathlib import Path

import click

from counterfoil.cli.options import records, staff_option
from counterfoil.cli.output import show_json
from counterfoil.cli.verdict import reversal_record, show_reversal
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.ledger.reverse import reverse


@click.command("reverse")
@click.argument("redemption")
@click.option("--reason", required=True, help="Why it is undone; it stays on record.")
@staff_option
@records
def reverse_command(
    redemption: str, reason: str, staff_id: str | None, *, as_json: bool, data: Path
) -> None:
    """Undo REDEMPTION, by the id that `redeem` gave; a supervisor may do so, once.

    Units go back by opposite transfers and unused coupons are cancelled. Whether the code can be
    redeemed again is a setting of its campaign.
    """
    with opened(data) as ledger:
        undone = reverse(ledger, redemption, reason, acting(ledger, staff_id), clock())
        if as_json:
            show_json(reversal_record(undone))
        else:
            show_reversal(undone, ledger.store)

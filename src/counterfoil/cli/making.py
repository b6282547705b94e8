"""Codes made here, or by the hub of an office device."""

import threading

from counterfoil.cli.wiring import clock
from counterfoil.domain.campaign import Campaign, Label
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import CodesWanted
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.ledger import Ledger


def made_by_hub(
    ledger: Ledger,
    campaign: Campaign,
    quantity: int,
    staff: Staff,
    *,
    name: str = "",
    labels: tuple[Label, ...] = (),
    test: bool = False,
) -> Batch:
    """Have the hub make codes, fetch them, and return their batch."""
    if ledger.hub is None:
        raise InvalidInput("This device knows no hub; join one first.")
    from counterfoil.sync.exchange import sync_once
    from counterfoil.sync.http import HttpPort
    from counterfoil.sync.making import make_codes, new_request

    wanted = CodesWanted(
        request=new_request(),
        campaign_id=campaign.id,
        quantity=quantity,
        staff=staff.id,
        name=name,
        labels=tuple((label.key, label.value) for label in labels),
        test=test,
    )
    with HttpPort(ledger.hub) as port:
        return make_codes(
            ledger,
            port,
            wanted,
            clock,
            sync=lambda: sync_once(ledger, port, clock()),
            wait=threading.Event().wait,
        )

"""A till that has joined a hub, without one: its ledger says so, and that is all."""

from datetime import datetime
from pathlib import Path

from counterfoil.domain.exchange import Standing
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.settings import HUB, STANDING, write_setting

URL = "http://127.0.0.1:9"
"""Where nothing answers."""


def stand(folder: Path, standing: Standing, now: datetime) -> None:
    """Have the ledger of a folder stand as a device that has joined."""
    with open_ledger(folder, now) as ledger, ledger.write() as conn:
        write_setting(conn, STANDING, standing.value)
        write_setting(conn, HUB, URL)

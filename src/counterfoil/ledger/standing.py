"""What a program writes down of the ledger it opened: how it stands, and on which database."""

from counterfoil.ledger.database import SQLITE
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD
from counterfoil.ledger.sqlite import module


def about(ledger: Ledger) -> dict[str, str]:
    """Return the standing, the device, and the versions of tables and database, by name."""
    facts = {
        "standing": ledger.standing.value,
        "device": ledger.device.id,
        "tables": HEAD,
        "database": ledger.database.dialect,
    }
    if ledger.database.dialect == SQLITE:
        facts["sqlite"] = str(module(ledger.database.secret).sqlite_version)
    return facts

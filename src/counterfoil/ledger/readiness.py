"""Whether the ledger can be worked with at this moment."""

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.migrate import HEAD, version


def check_ready(ledger: Ledger) -> None:
    """Raise MachineError where the database does not answer, or has the tables of another version.

    The tables are of another version where a newer program has migrated them meanwhile.
    """
    with ledger.read() as conn:
        found = version(conn)
    if found != HEAD:
        raise MachineError(
            "The tables are of version {found}, this program's of {known}; update it.",
            found=found,
            known=HEAD,
        )

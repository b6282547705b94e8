"""What a crash left of long work on codes and sheets, cleared up when a ledger is opened."""

from contextlib import suppress
from dataclasses import dataclass

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.codes.removal import remove_unfinished
from counterfoil.ledger.codes.void import finish_voiding
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.record import drop_unfinished


@dataclass(frozen=True, slots=True)
class Recovered:
    """Batches that were removed because they never became ready, and those now void.

    `dropped` are runs of sheets that were being made.
    """

    removed: int
    voided: int
    dropped: int = 0


def recover(ledger: Ledger) -> Recovered:
    """Remove batches and sheets that were being made, and finish making void what was begun.

    Where the disk is full or fails, what is left waits for the next time, so that the counter can
    open: nobody knows the codes of the first, no sheet of the second was printed, and what is made
    void is refused already.
    """
    removed = voided = dropped = 0
    with suppress(MachineError):
        removed = remove_unfinished(ledger)
        voided = finish_voiding(ledger)
        dropped = drop_unfinished(ledger)
    return Recovered(removed, voided, dropped)

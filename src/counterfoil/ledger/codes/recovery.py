"""What a crash left of long work on codes, cleared up when a ledger is opened."""

from contextlib import suppress
from dataclasses import dataclass

from counterfoil.domain.errors import MachineError
from counterfoil.ledger.codes.removal import remove_unfinished
from counterfoil.ledger.codes.void import finish_voiding
from counterfoil.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Recovered:
    """Batches that were removed because they never became ready, and those now void."""

    removed: int
    voided: int


def recover(ledger: Ledger) -> Recovered:
    """Remove batches that were being written, and finish making void those that were begun.

    Where the disk is full or fails, what is left waits for the next time, so that the counter can
    open: nobody knows the codes of the one, and those of the other are refused already.
    """
    removed = voided = 0
    with suppress(MachineError):
        removed = remove_unfinished(ledger)
        voided = finish_voiding(ledger)
    return Recovered(removed, voided)

"""Codes made here, or by the hub of an office device: a job of steps either way."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Final
from uuid import uuid4

from counterfoil.desk.door import Door
from counterfoil.desk.shell.office import Office
from counterfoil.domain.exchange import CodesWanted, Standing
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.generate import generation_steps
from counterfoil.ledger.codes.steps import Progress, Steps

LOOKS_EVERY_S: Final = 0.1


def making(
    office: Office, campaign_id: str, quantity: int, *, name: str = "", test: bool = False
) -> tuple[Door, Iterator[object]]:
    """Return the steps that make codes, and the door that takes them.

    The hub's are waited for behind the reader's door: the counter goes on meanwhile. A job that is
    stopped there leaves the hub at its work.
    """
    ledger, staff = office.ledger, office.staff()
    if ledger.standing is not Standing.OFFICE or office.ask_for_codes is None:
        now = office.clock()
        steps = generation_steps(ledger, campaign_id, quantity, staff, now, name=name, test=test)
        return office.write, steps
    wanted = CodesWanted(uuid4().hex, campaign_id, quantity, staff.id, name, test=test)
    ask = office.ask_for_codes
    return office.read, _awaited(lambda: ask(wanted))


def _awaited(make: Callable[[], Batch]) -> Steps[Batch]:
    """Wait for what a thread of its own makes, a moment at a time."""
    made: SimpleQueue[Batch | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            made.put(make())
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            made.put(error)

    threading.Thread(target=run, name="codes", daemon=True).start()
    while True:
        try:
            found = made.get(timeout=LOOKS_EVERY_S)
        except Empty:
            yield Progress(0, 0)
            continue
        if isinstance(found, BaseException):
            raise found
        return found

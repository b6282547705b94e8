"""What a page works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from counterfoil.desk.door import Door
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.slips.words import Texts
from counterfoil.domain.exchange import CodesWanted
from counterfoil.domain.store import Staff
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Office:
    """The ledger and the ways to work on it, who is signed in, and where else to go.

    `write` is the door that the counter goes through too: what waits there holds up a scan, so its
    operations are short, and long work is a job of steps. `read` is for queries and for exports.
    `go` shows a screen, about a subject (such as a campaign's id) where it has one, `back` what the
    manual was opened over; `tell` says what went wrong, `say` what was done. `staff_changed` is
    called when somebody on the staff has another name or role. `preferences` are this desk's own,
    and `keep` lets others hold. `print_slip` prints one on the receipt printer. `ask_for_codes`
    has the hub make codes and waits for them, where the hub numbers them.
    """

    ledger: Ledger
    write: Door
    read: Door
    clock: Callable[[], datetime]
    staff: Callable[[], Staff]
    go: Callable[[Screen, str], None]
    back: Callable[[], None]
    tell: Callable[[Exception], None]
    say: Callable[[Callable[[], str]], None]
    staff_changed: Callable[[], None] = lambda: None
    preferences: Callable[[], Preferences] = Preferences
    keep: Callable[[Preferences], None] = lambda _preferences: None
    print_slip: Callable[[Texts], None] = lambda _texts: None
    ask_for_codes: Callable[[CodesWanted], Batch] | None = None

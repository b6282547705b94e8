"""From what came of tries to a line of the table; what went wrong is told on standard error."""

import sys

from tests.faults.deeds import Harm
from tests.prove.report import Proof

MOST_TOLD = 5


def proof(what: str, harm: Harm) -> Proof:
    """Return the line, and tell of the first things that went wrong."""
    for sentence in (*harm.losses, *harm.doubles, *harm.crashes)[:MOST_TOLD]:
        print(f"{what}: {sentence}", file=sys.stderr)
    counts = len(harm.losses), len(harm.doubles), len(harm.crashes)
    return Proof(what, harm.tries, *counts)


def planted(mistake: str, harm: Harm) -> Proof:
    """Return the line of a mistake that was planted: it is kept where the tries found it out."""
    found = len(harm.losses) + len(harm.doubles) + len(harm.crashes)
    return Proof(f"planted and found out: {mistake}", harm.tries, crashes=0 if found else 1)

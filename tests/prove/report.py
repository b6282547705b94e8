"""One line of the table of promises: a fault or an attack, how often, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.helpers.columns import columns

HEADINGS = ("fault or attack", "tries", "losses", "doubles", "crashes", "bound", "")


@dataclass(frozen=True, slots=True)
class Bound:
    """What is promised to stay within a bound, as it was measured, and the bound."""

    figure: float
    most: float
    unit: str

    @property
    def kept(self) -> bool:
        """Whether it stayed within."""
        return self.figure <= self.most

    def __str__(self) -> str:
        return f"{self.figure:,.6g} of at most {self.most:,.6g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of `tries` tries of a fault or an attack.

    `losses` counts what was shown as done and is not there afterwards, `doubles` what was paid
    twice beyond what is promised, `crashes` tracebacks, hangs and wrong answers. Each must be 0.
    Where a bound is promised rather than nothing, `bound` says how far it went.
    """

    what: str
    tries: int
    losses: int = 0
    doubles: int = 0
    crashes: int = 0
    bound: Bound | None = None

    @property
    def kept(self) -> bool:
        """Whether the promise was kept; what was never tried is no proof."""
        harm = self.losses or self.doubles or self.crashes
        return self.tries > 0 and not harm and (self.bound is None or self.bound.kept)


def table(proofs: Sequence[Proof]) -> str:
    """Return the proofs as a table in columns."""
    return columns([HEADINGS, *(_row(proof) for proof in proofs)])


def _row(proof: Proof) -> tuple[str, ...]:
    counts = (proof.tries, proof.losses, proof.doubles, proof.crashes)
    bound = "" if proof.bound is None else str(proof.bound)
    verdict = "kept" if proof.kept else "BROKEN"
    return (proof.what, *(f"{count:,}" for count in counts), bound, verdict)

"""Damaged databases: no code accepted twice, no crash, and all that stands is salvaged."""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from counterfoil.ledger.salvage.carve import carve
from tests.faults.damaged_tills import Base, Carver, Count, alone, damage, forgetful, joined
from tests.faults.deeds import Harm
from tests.faults.harm import HARMS
from tests.prove.harm import planted, proof
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

WORKERS = 2
EACH = 30
"""Tries of each kind of damage, on either kind of till."""
LAST = 2
"""Transactions at the end of a log that its damage may take away unseen, as a power cut would."""


def prove(effort: float) -> list[Proof]:
    """Damage tills in every way, and count."""
    wanted = tries(EACH, effort)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bases = {"alone": alone(folder), "joined": joined(folder)}
        with ProcessPoolExecutor(WORKERS, get_context("fork")) as pool:
            lines = [
                _line(harm, pool.map(partial(tried, harm, wanted, folder), bases.items()))
                for harm in HARMS
            ]
        wrong, _ = tried("bits turned over", 2, folder, ("alone", bases["alone"]), forgetful)
        return [*lines, planted("an entry that stands is forgotten", wrong)]


def tried(
    harm: str, wanted: int, folder: Path, base: tuple[str, Base], carver: Carver = carve
) -> tuple[Harm, Count]:
    """Do one kind of damage to one kind of till, so many times."""
    found, count = Harm(), Count()
    for seed in range(wanted):
        damage(base[1], folder / f"try-{base[0]}", harm, seed, found, count, carver)
    return found, count


def _line(harm: str, made: Iterable[tuple[Harm, Count]]) -> Proof:
    found, count = Harm(), Count()
    for each, counted in made:
        found.add(each)
        count.whole += counted.whole
        count.found += counted.found
        count.freed = max(count.freed, counted.freed)
    line = proof(f"database damaged: {harm}", found)
    if harm.startswith("log"):
        return replace(line, bound=Bound(count.freed, LAST, "codes that a log's end frees"))
    missed = 100 * (1 - count.found / count.whole) if count.whole else 0
    said = f"% of {count.whole:,} entries that stand missed"
    return replace(line, bound=Bound(missed, 0, said))

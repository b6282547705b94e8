"""Tills that are copied or put back: found out, nothing lost, no more at stake than was shown."""

import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.faults.copied_tills import history
from tests.faults.deeds import Harm
from tests.properties.base import make_base
from tests.properties.parts import Base
from tests.prove.harm import planted, proof
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

WORKERS = 2
HISTORIES = 100
LINES: Mapping[str, bool] = {
    "till copied, both used in any order": False,
    "till put back to an old copy": True,
}


def prove(effort: float) -> list[Proof]:
    """Live through histories, and count."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        base = make_base(folder / "base")
        lines = []
        with ProcessPoolExecutor(WORKERS, get_context("fork")) as pool:
            for what, back in LINES.items():
                wanted = tries(HISTORIES, effort)
                shares = [range(each, wanted, WORKERS) for each in range(WORKERS)]
                made = pool.map(partial(lived, base, folder, back=back), shares)
                lines.append(_line(what, list(made)))
        wrong, _ = lived(base, folder, range(4), forged=True)
        return [*lines, planted("copies that never speak with the hub", wrong)]


def lived(
    base: Base, folder: Path, seeds: range, *, back: bool = False, forged: bool = False
) -> tuple[Harm, Decimal]:
    """Live through the histories of these seeds; return the greatest share of what was at stake."""
    found, most = Harm(), Decimal(0)
    for seed in seeds:
        place = folder / f"try{seeds.start}"
        place.mkdir()
        most = max(most, history(base, place, seed, found, back=back, forged=forged))
        shutil.rmtree(place)
    return found, most


def _line(what: str, made: list[tuple[Harm, Decimal]]) -> Proof:
    found = Harm()
    for each, _ in made:
        found.add(each)
    most = max(share for _, share in made)
    line = proof(what, found)
    return replace(line, bound=Bound(float(100 * most), 100, "% of what was at stake, a copy"))

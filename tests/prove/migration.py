"""Migrations that are cut off: the old file stands, or the new one whole, and the journal in it."""

import tempfile
from pathlib import Path

from tests.faults.deeds import Harm
from tests.faults.old_databases import FAULTS, cut_off, old_databases, refuse_newer
from tests.prove.harm import planted, proof
from tests.prove.report import Proof
from tests.prove.runner import tries

EACH = 20
"""Tries of each fault at the migration of each earlier version."""


def prove(effort: float) -> list[Proof]:
    """Cut migrations off, and count."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        olds = old_databases(folder)
        lines = []
        for fault in FAULTS:
            harm = Harm()
            for old in olds:
                for seed in range(tries(EACH, effort)):
                    cut_off(old, fault, folder / "try", seed, harm)
            lines.append(proof(f"migration cut off: {fault}", harm))
        harm = Harm()
        refuse_newer(folder / "today", folder / "try", harm)
        lines.append(proof("database of a newer program", harm))
        wrong = Harm()
        cut_off(olds[-1], "error raised", folder / "try", 0, wrong, careless=True)
        return [*lines, planted("a migration without a backup", wrong)]

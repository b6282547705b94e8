"""What encryption costs: the same ledger plain and encrypted, by turns in one run.

A redemption with all that it does, a code looked up anywhere among them, and codes made in bulk.
The encrypted one comes with a newer SQLite of its own, which is part of what it costs or saves.
"""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.encryption import encrypt
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.staff import DEFAULT
from tests.bench.redeem import CAMPAIGN, NOW, fill, redeem_one
from tests.bench.report import Line, quantity, shown, within
from tests.helpers.own_keyring import own_keyring

CODES: Final = 1_000_000
TURNS: Final = 8
IN_TURN: Final = 250
MADE: Final = 50_000
"""Codes made in a turn."""

Act = Callable[[Ledger, str], None]


def run() -> list[Line]:
    """Measure with a million codes in the campaign."""
    return measured(CODES)


def measured(existing: int) -> list[Line]:
    """Measure with `existing` codes in the campaign."""
    with TemporaryDirectory() as name, own_keyring(Path(name) / "keyring"):
        plain, sealed = Path(name) / "plain", Path(name) / "sealed"
        with open_ledger(plain, NOW) as ledger:
            fill(ledger, existing)
        shutil.copytree(plain, sealed)
        began = perf_counter()
        encrypt(open_ledger(sealed, NOW), DEFAULT, NOW)
        taken = perf_counter() - began
        with open_ledger(plain, NOW) as ours, open_ledger(sealed, NOW) as theirs:
            codes = _chosen(ours, existing)
            redeemed = _by_turns(ours, theirs, redeem_one, codes[: TURNS * IN_TURN])
            looked_up = _by_turns(ours, theirs, _look_up, codes[TURNS * IN_TURN :])
            made = [[_seconds(_make, each, "") for _ in range(3)] for each in (ours, theirs)]
        size = (plain / "ledger.db").stat().st_size, (sealed / "ledger.db").stat().st_size
    return [
        _line("one redemption, encrypted", redeemed, 2.0),
        _line("a code looked up, encrypted", looked_up, 4.0),
        _line(f"{MADE:,} codes made, encrypted", (made[0], made[1]), 2.5),
        within("the file, encrypted", size[1] / 1e6, "plain", size[0] / 1e6, 1.1, "MB"),
        shown(f"a ledger of {existing:,} codes encrypted", quantity(taken, "s")),
    ]


def _line(name: str, taken: tuple[list[float], list[float]], times: float) -> Line:
    plain, sealed = taken
    return within(name, mean(sealed), "plain", mean(plain), times)


def _by_turns(
    plain: Ledger, sealed: Ledger, act: Act, codes: list[str]
) -> tuple[list[float], list[float]]:
    """Return the seconds of each call; by turns, so that a noisy neighbour slows both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for start in range(0, len(codes), IN_TURN):
        for ledger, times in zip((plain, sealed), taken, strict=True):
            times += [_seconds(act, ledger, code) for code in codes[start : start + IN_TURN]]
    return taken


def _seconds(act: Act, ledger: Ledger, code: str) -> float:
    begin = perf_counter()
    act(ledger, code)
    return perf_counter() - begin


def _look_up(ledger: Ledger, code: str) -> None:
    with ledger.read() as conn:
        find_code(ledger, conn, (code,), lock=False)


def _make(ledger: Ledger, _code: str) -> None:
    generate(ledger, CAMPAIGN, MADE, DEFAULT, NOW)


def _chosen(ledger: Ledger, existing: int) -> list[str]:
    """Return codes from all over the campaign."""
    ids = secrets.SystemRandom().sample(range(1, existing + 1), 2 * TURNS * IN_TURN)
    query = "SELECT text FROM codes WHERE id = ?"
    with ledger.read() as conn:
        return [conn.exec_driver_sql(query, (code_id,)).scalar_one() for code_id in ids]

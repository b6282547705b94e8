"""Prove the promises: `python -m tests.prove [--effort SHARE] [NAME…]`, all where none is named.

A proof is a module of this folder with `prove(effort: float) -> list[Proof]`. An effort of 1 makes
the thousands of tries that are promised, 0.01 a hundredth of them, never less than one. Each runs
in a fresh process. The exit code is 1 where a promise was broken.
"""

import argparse
import importlib
import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.helpers.quiet import quiet
from tests.prove.report import Proof, table


def proofs() -> list[str]:
    """Return the names of the proofs: this folder's modules that define `prove`."""
    return sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if "\ndef prove(effort: float) -> list[Proof]:" in path.read_text(encoding="utf-8")
    )


def prove_one(name: str, effort: float) -> list[Proof]:
    """Run the proof `name` in this process, which logs nothing: faults are made on purpose."""
    quiet()
    made: list[Proof] = importlib.import_module(f"tests.prove.{name}").prove(effort)
    return made


def tries(promised: int, effort: float) -> int:
    """Return how many tries an effort makes of those promised."""
    return max(1, round(promised * effort))


def main(arguments: Sequence[str]) -> int:
    """Run the proofs named, print one table, return 1 where a promise was broken."""
    known = proofs()
    parser = argparse.ArgumentParser(prog="python -m tests.prove")
    parser.add_argument("--effort", type=float, default=1.0)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        parser.error(f"no proof {', '.join(unknown)}; there are: {', '.join(known)}")
    made: list[Proof] = []
    for name in asked.names or known:
        began = time.monotonic()
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as fresh:
            made += fresh.submit(prove_one, name, asked.effort).result()
        print(f"{name}: {time.monotonic() - began:,.0f} s", file=sys.stderr, flush=True)
    print(table(made))
    return 0 if made and all(proof.kept for proof in made) else 1

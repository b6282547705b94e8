"""Run the benchmarks: `python -m tests.bench [NAME…]`, all of them where none is named.

A benchmark is a module of this folder with `run() -> list[Line]`. Each runs in a fresh process, so
that its peak memory and its caches are its own. The figures to reach are kept beside the README's
table (`tests.bench.figures`). The exit code is 1 where a goal was missed.
"""

import importlib
import multiprocessing
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import keep, kept, missing
from tests.bench.report import Line, table
from tests.helpers.quiet import quiet


def benchmarks() -> list[str]:
    """Return the names of the benchmarks: this folder's modules that define `run`."""
    return sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if "\ndef run() -> list[Line]:" in path.read_text(encoding="utf-8")
    )


def run_one(name: str) -> list[Line]:
    """Run the benchmark `name` in this process, which logs nothing."""
    quiet()
    lines: list[Line] = importlib.import_module(f"tests.bench.{name}").run()
    return lines


def main(names: Sequence[str]) -> int:
    """Run the benchmarks named, print their tables, return 1 where a goal was missed."""
    known = benchmarks()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    missed = 0
    for name in names or known:
        print(f"\n{name}", flush=True)
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as fresh:
            lines = fresh.submit(run_one, name).result()
        print(table(lines), flush=True)
        missed += sum(line.met is False for line in lines)
        keep(name, lines, datetime.now(UTC).date())  # noqa: TID251 - the day it was measured on
    for what, name in missing(kept()).items():
        print(f"never measured: {what} (make bench BENCH={name})", file=sys.stderr)
    return 1 if missed else 0

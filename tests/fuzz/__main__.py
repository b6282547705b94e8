"""`python -m tests.fuzz [TARGET…] [--seed N] [--inputs N] [--at N] [--keep DIR]`."""

import argparse
import sys
from pathlib import Path
from random import SystemRandom

from tests.fuzz.engine import input_of, last_lines
from tests.fuzz.known import names, target_of
from tests.fuzz.watching import blocks_of, watched


def main() -> int:
    """Try the targets named, all where none is; or one input again, with its whole traceback."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", default=names())
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    parser.add_argument("--inputs", type=int, help="of each target; as many as promised else")
    parser.add_argument("--at", type=int, help="try this one input again, in this process")
    parser.add_argument("--keep", type=Path, help="a folder for what is found")
    asked = parser.parse_args()
    _say(f"seed {asked.seed}")
    if asked.at is not None:
        return _again(asked.targets[0], asked.seed, asked.at)
    found = 0
    for name in asked.targets:
        target = target_of(name)
        count = asked.inputs or target.inputs
        tally = watched(blocks_of(target, asked.seed, count))[name]
        _say(f"{name}: {tally.tried:,} tried, {tally.taken:,} taken, {tally.seconds:.1f} s")
        for find in tally.causes:
            _say(str(find))
            if asked.keep is not None:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{name}-{find.at}").write_bytes(find.data)
        found += len(tally.finds)
    return 1 if found else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _again(name: str, seed: int, at: int) -> int:
    target = target_of(name)
    data = input_of(target, seed, at)
    _say(repr(data))
    with target.opened() as run:
        try:
            _say("taken" if run(data) else "refused")
        except Exception as error:
            _say(last_lines(error))
            raise
    return 0


if __name__ == "__main__":
    sys.exit(main())

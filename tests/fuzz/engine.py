"""What a target is, how its inputs come about, and how one input is tried.

An input depends on nothing but the seed, the target's name and its number, so that a find can be
repeated by naming the three: `python -m tests.fuzz TARGET --seed SEED --at NUMBER`.

Why inputs are made by our own generators. The same planted mistake (`mistakes.deep_link`: one URL
within another, with a percent sign behind it) was found by them at the 43rd input in the middle of
20 seeds, by Hypothesis at the 693rd where it was given the same words and not within 20,000 where
it was not, by atheris 3.0 at about the 300th where it began with the same texts and not within
224,645, in a minute, where it began with nothing. What an input begins with decides, not coverage;
and atheris has no wheels for every system that the suite runs on.
"""

import resource
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

CORPUS: Final = Path(__file__).parent / "corpus"
SLOW_S: Final = 2.0
LONGEST_SENTENCE: Final = 5_000
MOST_MEMORY: Final = 1 << 30
"""Bytes by which a process may grow over the inputs of a target."""

Run: TypeAlias = Callable[[bytes], bool]
"""Tries an input; says whether it was taken rather than refused. Raises only on a fault."""


@dataclass(frozen=True, slots=True)
class Target:
    """A way into the program.

    `inputs` is its share of the million. `make` gives an input from a source of chance; `opened`
    gives what tries one, and may check at its end what holds for all that were tried. An input that
    keeps the processor for more than `seconds` hangs. `block` is how many share one opening.
    """

    name: str
    inputs: int
    make: Callable[[Random], bytes]
    opened: Callable[[], AbstractContextManager[Run]]
    seconds: float = SLOW_S
    block: int = 5_000


@dataclass(frozen=True, slots=True)
class Find:
    """A fault: of which target, at which input, of what kind, and what was seen of it.

    `at` is -1 where it showed only once all inputs of a block had been tried.
    """

    target: str
    seed: int
    at: int
    kind: str
    seen: str
    data: bytes = b""

    @property
    def where(self) -> tuple[str, str, str]:
        """What finds of one cause have in common."""
        return self.target, self.kind, self.seen.rsplit("\n", 2)[0]

    def __str__(self) -> str:
        again = f"python -m tests.fuzz {self.target} --seed {self.seed} --at {self.at}"
        return f"{self.target}, {self.kind}: {self.data[:200]!r}\n{self.seen}\n  again: {again}"


def plain(run: Run) -> Callable[[], AbstractContextManager[Run]]:
    """Return how a target is opened that needs nothing around it."""
    return lambda: nullcontext(run)


def input_of(target: Target, seed: int, at: int) -> bytes:
    """Return the input of a number."""
    return target.make(Random(f"{seed} {target.name} {at}"))


@lru_cache(maxsize=64)
def corpus(name: str) -> tuple[bytes, ...]:
    """Return what is kept for a target: whole inputs to begin from, and every past find."""
    return tuple(path.read_bytes() for path in sorted((CORPUS / name).glob("*")))


def tried(target: Target, run: Run, data: bytes) -> tuple[str, str, bool]:
    """Try one input; return the kind of fault and what was seen, or "" twice; and if it was taken.

    The processor's time counts, not the clock's, which others on the machine take their share of.
    """
    began = time.process_time()
    try:
        taken = run(data)
    except AssertionError as wrong:
        return "wrong", last_lines(wrong), False
    except (Exception, RecursionError, MemoryError) as crash:  # noqa: BLE001 - each is a find
        return "crash", last_lines(crash), False
    spent = time.process_time() - began
    if spent > target.seconds:
        return "hang", f"  {spent:.1f} s of the processor's time", taken
    return "", "", taken


def last_lines(error: BaseException) -> str:
    """Return where an error was raised, innermost last, and what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    said = "".join(traceback.format_exception_only(error)).strip().replace("\n", " ")
    return "\n".join([*places, f"  {said[:300]}"])


def peak() -> int:
    """Return the most bytes that this process has had in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def one_of(rng: Random, *makers: Callable[[Random], bytes]) -> bytes:
    """Return an input of one of some makers."""
    return rng.choice(makers)(rng)


def told(refusal: Exception) -> bool:
    """Check that a refusal is a sentence of some length; return that the input was not taken."""
    said = str(refusal)
    assert said.endswith("."), said
    assert len(said) < LONGEST_SENTENCE, said
    return False


def texts(*words: str) -> tuple[bytes, ...]:
    """Return words as bytes; what UTF-8 has no bytes for stands as `decoded` reads it."""
    return tuple(word.encode("utf-8", "surrogatepass") for word in words)


def decoded(data: bytes) -> str:
    """Return bytes as text, whatever they are; those of no character become half surrogates."""
    return data.decode("utf-8", "surrogateescape")

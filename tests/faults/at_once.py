"""Programs that are started on one folder at the same moment: one has it, and the others say who.

Each is a fork that has loaded all of it and waits for the others before it begins.
"""

import os
import random
import re
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from counterfoil.cli.app import main
from counterfoil.desk import preferences
from counterfoil.desk.preferences import OFF, Preferences
from tests.faults import evidence
from tests.faults.deeds import Harm
from tests.faults.driven_desk import drive
from tests.faults.kills import doctor
from tests.faults.scene import Scene

TAKEN = re.compile(
    r"\S+ is in use by (process (?P<pid>\d+) \([^)]+\) since \S+ \S+ UTC|another program);"
    r" close it first\.\n"
)
WITHIN_S = 60.0
SHORT = 4
_WRONG_USE = 2


@dataclass
class Program:
    """A program that was started; `has_it` tells by its output that it has the folder."""

    name: str
    pid: int
    out: Path
    err: Path
    has_it: Callable[[str], bool]
    status: int | None = None

    @property
    def is_in(self) -> bool:
        """Whether it works on the folder."""
        return self.has_it(self.out.read_text("utf-8"))

    @property
    def refused(self) -> re.Match[str] | None:
        """What it said of who has the folder."""
        return TAKEN.search(self.err.read_text("utf-8"))

    @property
    def is_settled(self) -> bool:
        """Whether it is known what became of it."""
        return self.is_in or self.refused is not None or self.ended

    @property
    def ended(self) -> bool:
        """Whether it ended by itself."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if pid else None
        return self.status is not None

    def wait(self) -> int:
        """Wait for its end and return its exit code."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def kill(self) -> None:
        """End it, however it goes on."""
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()


@dataclass
class Start:
    """Programs that are ready, and begin together when the block ends."""

    folder: Path
    gun: tuple[int, int] = field(default_factory=os.pipe)
    programs: list[Program] = field(default_factory=list)

    def add(
        self, name: str, run: Callable[[], int], has_it: Callable[[str], bool] = bool,
        stdin: int | None = None,
    ) -> Program:  # fmt: skip
        """Make a program ready to run a function."""
        number = len(self.programs)
        out, err = self.folder / f"{number}.out", self.folder / f"{number}.err"
        for path in (out, err):
            path.write_bytes(b"")
        pid = os.fork()
        if not pid:
            self._be(run, out, err, stdin)
        made = Program(name, pid, out, err, has_it)
        self.programs.append(made)
        return made

    def _be(self, run: Callable[[], int], out: Path, err: Path, stdin: int | None) -> None:
        code = 70
        try:
            os.close(self.gun[1])
            os.dup2(os.open(os.devnull, os.O_RDONLY) if stdin is None else stdin, 0)
            for number, path in ((1, out), (2, err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND), number)
            for number, name in enumerate(("stdin", "stdout", "stderr")):
                mode = "w" if number else "r"
                setattr(sys, name, os.fdopen(number, mode, 1, encoding="utf-8", closefd=False))
            os.read(self.gun[0], 1)
            code = run()
            sys.stdout.flush()
        except BaseException:  # noqa: BLE001 - a child must not go on as its parent
            traceback.print_exc()
        finally:
            os._exit(code)


@contextmanager
def starting(folder: Path) -> Iterator[Start]:
    """Give what makes programs ready; at the end of the block they begin."""
    folder.mkdir(exist_ok=True)
    start = Start(folder)
    try:
        yield start
    finally:
        os.close(start.gun[1])
        os.close(start.gun[0])


def race_for_long(scene: Scene, chance: random.Random) -> Harm:
    """Start two or three that stay, then commands while one has the folder; look at it after."""
    reads, writes = os.pipe()
    kinds: dict[str, tuple[Callable[[], int], Callable[[str], bool], int | None]] = {
        "hub": (
            lambda: main(["hub", "serve", "--port", "0", "--data", str(scene.data)]),
            lambda out: "Serving on" in out,
            None,
        ),
        "desk": (lambda: _desk(scene), lambda out: "quiet" in out or "asks" in out, None),
        "redeem -": (
            lambda: main(["redeem", "-", "--data", str(scene.data)]),
            lambda out: "verdict" in out,
            reads,
        ),
    }
    preferences.write(scene.data, Preferences(language="en", camera=OFF))
    os.write(writes, b'{"code": "NONE"}\n')
    names = [*kinds, *kinds] if chance.random() < 0.3 else list(kinds)
    with starting(scene.folder) as start:
        for name in chance.sample(names, chance.choice((2, 3))):
            start.add(name, *kinds[name])
    programs = start.programs
    try:
        harm = _judged_long(programs)
        harm.add(_late_comers(scene, [each for each in programs if each.is_in]))
    finally:
        os.close(writes)
        os.close(reads)
        for each in programs:
            each.kill()
    harm.crashes += doctor(scene.data)
    harm.tries = 1
    return harm


def race_without_lock(scene: Scene) -> Harm:
    """Let a second program in by a planted mistake: the lock is taken away under the first."""
    programs: list[Program] = []
    harm = Harm()
    try:
        for _ in range(2):
            with starting(scene.folder / str(len(programs))) as start:
                words = ["hub", "serve", "--port", "0", "--data", str(scene.data)]
                start.add("hub", lambda words=words: main(words), lambda out: "Serving" in out)  # type: ignore[misc]
            programs += start.programs
            harm = _judged_long(programs)
            (scene.data / "lock").unlink()
    finally:
        for each in programs:
            each.kill()
    harm.tries = 1
    return harm


def race_for_code(scene: Scene, code: str, *, count: int = SHORT) -> Harm:
    """Start commands that redeem one code, at once: it goes once, and the rest say why not."""
    words = ["redeem", code, "--json", "--data", str(scene.data)]
    with starting(scene.folder) as start:
        for _ in range(count):
            start.add("redeem", lambda: main(words))
    codes = [each.wait() for each in start.programs]
    accepted = sum('"accepted"' in each.out.read_text("utf-8") for each in start.programs)
    harm = Harm(1, doubles=["a code was accepted twice"] * max(0, accepted - 1))
    for each, ended in zip(start.programs, codes, strict=True):
        is_told = ended in {0, 1} or (ended == _WRONG_USE and each.refused is not None)
        if not is_told:
            harm.crashes.append(f"redeem ended with {ended}: {each.err.read_text('utf-8')}")
    if not accepted:
        harm.losses.append("nobody had the code, though one came first")
    found = evidence.of_folder(scene.data)
    harm.losses += [] if code in found.redeemed.values() else [f"{code} is not recorded"]
    harm.doubles += ["a code is recorded twice"] * found.doubles
    harm.crashes += found.faults
    return harm


def _desk(scene: Scene) -> int:
    os.environ |= {"COUNTERFOIL_DATA": str(scene.data), "QT_QPA_PLATFORM": "offscreen"}
    return drive([])


def _judged_long(programs: Sequence[Program]) -> Harm:
    until = time.monotonic() + WITHIN_S
    tick = threading.Event()
    while not all(each.is_settled for each in programs) and time.monotonic() < until:
        tick.wait(0.005)
    inside = [each for each in programs if each.is_in]
    harm = Harm()
    if len(inside) != 1:
        told = [(each.name, each.status, each.err.read_text("utf-8")) for each in programs]
        harm.crashes.append(f"{len(inside)} have the folder: {told}")
    for each in programs:
        if each in inside:
            continue
        if each.refused is None:
            harm.crashes.append(f"{each.name} does not say who has it: {each.err.read_text()}")
        elif each.name != "desk" and each.wait() != _WRONG_USE:
            harm.crashes.append(f"{each.name} ended with {each.status}")
    return harm


def _late_comers(scene: Scene, inside: Sequence[Program]) -> Harm:
    """Give commands while one has the folder: each names it by its process, and changes nothing."""
    late = (
        ["campaign", "list"],
        ["redeem", scene.free[0]],
        ["doctor"],
        ["restore", str(scene.old)],
    )
    harm = Harm()
    with starting(scene.folder.with_name("late")) as start:
        for words in late:
            start.add(words[0], lambda words=words: main([*words, "--data", str(scene.data)]))  # type: ignore[misc]
    for each in start.programs:
        ended, said = each.wait(), each.refused
        holder = said and said.group("pid")
        if ended != _WRONG_USE or [holder] != [str(one.pid) for one in inside]:
            harm.crashes.append(f"{each.name} ended with {ended}: {each.err.read_text('utf-8')}")
    return harm

"""The hub as its own process, as `counterfoil hub serve` starts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.checkout import ROOT

STOPS_WITHIN_S = 40


@dataclass(frozen=True)
class Process:
    """A running hub; `log` is the file that its standard error goes to."""

    address: str
    running: subprocess.Popen[str]
    log: Path

    def terminate(self) -> None:
        """Ask it to stop, as a supervisor of services does."""
        self.running.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        """Wait until it has stopped; return its exit code."""
        return self.running.wait(timeout=STOPS_WITHIN_S)

    def logged(self) -> list[dict[str, Any]]:
        """Return the lines of its log, each of which is JSON."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


@contextmanager
def hub_process(folder: Path, *words: object) -> Iterator[Process]:
    """Start a hub on a free port, with its data in `folder`; stop it where the test did not."""
    folder.mkdir(exist_ok=True)
    log = folder / "hub.log"
    command = [sys.executable, "-m", "counterfoil", "hub", "serve", "--port", "0"]
    with log.open("w", encoding="utf-8") as errors:
        running = subprocess.Popen(
            [*command, *map(str, words), "--data", str(folder / "data")],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        try:
            assert running.stdout is not None
            said = running.stdout.readline()
            assert said.startswith("Serving on "), log.read_text("utf-8")
            yield Process(said.removeprefix("Serving on ").strip(), running, log)
        finally:
            if running.poll() is None:
                running.terminate()
                running.wait(timeout=STOPS_WITHIN_S)
            if running.stdout is not None:
                running.stdout.close()

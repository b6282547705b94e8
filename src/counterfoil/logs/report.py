"""A report for support: what a program wrote down about itself, as texts in one zip file."""

import json
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counterfoil.domain.errors import MachineError
from counterfoil.logs.hooks import CRASHES
from counterfoil.logs.places import place
from counterfoil.logs.scrub import scrub
from counterfoil.logs.setup import FOLDER

MOST_LINES: Final = 2000
_IN_CRASH: Final = re.compile(r'\s*File "(.+)", line (\d+) in ([\w<>.]+)\s*')
_SAID_IN_CRASH: Final = re.compile(
    r"Fatal Python error: [A-Za-z ]+|(?:Current thread|Thread) 0x[0-9a-f]+.*:|"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a report: its name in the zip, and its text."""

    name: str
    text: str


def as_json(name: str, facts: object) -> Part:
    """Return facts as a part that people can read, too."""
    return Part(name, json.dumps(facts, indent=2, ensure_ascii=False) + "\n")


def log_parts(data_dir: Path) -> Iterator[Part]:
    """Yield the newest lines of each log in a data folder, once more looked through.

    What an older program wrote there in another form is left out.
    """
    for path in sorted((data_dir / FOLDER).glob("*.log")):
        # One that goes while it is read is as good as none.
        with suppress(OSError):
            lines = _crash(path) if path.name == CRASHES else _lines(path)
            text = "".join(f"{line}\n" for line in lines)
            if text:
                yield Part(f"{FOLDER}/{path.name}", text)


def write_report(parts: Sequence[Part], to: Path) -> None:
    """Write a report to a zip file, whole or not at all; one that is there is replaced.

    Raises MachineError where it cannot be written.
    """
    beside = to.with_name(to.name + ".part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in parts:
                archive.writestr(part.name, part.text)
        beside.replace(to)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise MachineError(
            "The report {path} could not be written ({why}); name another place.",
            path=to,
            why=error.strerror or error,
        ) from error


def _lines(path: Path) -> Iterable[str]:
    for line in _newest(path):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict):
            yield json.dumps(scrub(None, "", said), ensure_ascii=False)


def _crash(path: Path) -> Iterable[str]:
    for line in _newest(path):
        found = _IN_CRASH.fullmatch(line)
        if found is not None:
            yield f"  {place(found[1], int(found[2]), found[3])}"
        elif (said := _SAID_IN_CRASH.match(line)) is not None and said[0]:
            yield said[0]


def _newest(path: Path) -> deque[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        return deque((line.rstrip("\n") for line in file), MOST_LINES)

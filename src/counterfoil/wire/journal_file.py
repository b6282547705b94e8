"""An exported journal: a line of JSON for each entry, of one device or several, in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from counterfoil.domain.chain import (
    KEY_UNKNOWN,
    START,
    Tip,
    announced_key,
    device_id,
    end_missing,
    flaws,
    tip,
)
from counterfoil.domain.entry import Flaw, SignedEntry
from counterfoil.domain.errors import UserError
from counterfoil.wire.entry import read_line, write_line

MOST_FLAWS: Final = 100
"""Flaws that are listed; the rest are only counted."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking an exported journal: the end of each device's chain, and what is wrong.

    `flaws` are the first hundred of `flaw_count`. Note the ends somewhere else: a later check
    against them finds what was cut off since.
    """

    entries: int
    ends: Mapping[str, Tip]
    flaws: tuple[Flaw, ...]
    flaw_count: int

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.flaw_count


def write_lines(entries: Iterable[SignedEntry]) -> Iterator[str]:
    """Yield the lines of an export, each with its end."""
    return (write_line(signed) + "\n" for signed in entries)


def read_lines(lines: Iterable[str]) -> Iterator[SignedEntry]:
    """Yield the entries of an export; empty lines count for nothing.

    Raises:
        UserError: of the kind and in the words of `read_line`, with the number of the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            signed = read_line(line)
        except UserError as error:
            values = {**error.values, "line": number}
            raise type(error)("Line {line}: " + error.template, **values) from None
        yield signed


def check_lines(
    lines: Iterable[str],
    *,
    public_keys: Iterable[bytes] = (),
    ends: Mapping[str, Tip] | None = None,
) -> Checked:
    """Check an exported journal with nothing but the file.

    `public_keys` are the devices' own, as their owner knows them. Without any, each chain is
    checked against the key its first entry announces, which proves that one device wrote it all,
    and its id says which. `ends` are what an earlier check gave: those entries must still be there.

    Raises:
        UserError: a line is no entry, or was written by a newer program.
    """
    check = _Check({device_id(key): key for key in public_keys}, dict(ends or {}))
    for signed in read_lines(lines):
        check.add(signed)
    return check.close()


class _Check:
    """The check of entries as they come, each device's held against its last one."""

    def __init__(self, known: Mapping[str, bytes], ends: Mapping[str, Tip]) -> None:
        self._known = known
        self._awaited = dict.fromkeys(known, START) | dict(ends)
        self._keys: dict[str, bytes | None] = {}
        self._last: dict[str, SignedEntry] = {}
        self._entries = self._flaw_count = 0
        self._flaws: list[Flaw] = []

    def add(self, signed: SignedEntry) -> None:
        device = signed.entry.device
        self._entries += 1
        key = self._key(signed)
        if key is not None:
            self._note(flaws(self._last.get(device), signed, key))
        self._last[device] = signed
        if self._awaited.get(device) in {START, tip(signed)}:
            del self._awaited[device]

    def close(self) -> Checked:
        missing = sorted(self._awaited.items())
        self._note(end_missing(device, self._last.get(device), end) for device, end in missing)
        ends = {device: tip(signed) for device, signed in self._last.items()}
        return Checked(self._entries, ends, tuple(self._flaws), self._flaw_count)

    def _key(self, signed: SignedEntry) -> bytes | None:
        device = signed.entry.device
        if device not in self._keys:
            self._keys[device] = self._known.get(device) if self._known else announced_key(signed)
            if self._keys[device] is None:
                self._note([Flaw(device, signed.entry.n, KEY_UNKNOWN)])
        return self._keys[device]

    def _note(self, found: Iterable[Flaw]) -> None:
        for flaw in found:
            self._flaw_count += 1
            if len(self._flaws) < MOST_FLAWS:
                self._flaws.append(flaw)

"""`journal`: the signed record of everything this till did, checked and exported."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from counterfoil.cli.files import written_whole
from counterfoil.cli.options import data_option, records
from counterfoil.cli.output import counted, say, show_json
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.chain import Tip
from counterfoil.domain.entry import Flaw, SignedEntry
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.ledger.damage import Damaged
from counterfoil.ledger.journal import count, entries, known_devices, tips, verify
from counterfoil.wire.journal_file import check_lines, write_lines

_BROKEN = 3
_MOST_SHOWN = 100
_KEY_BYTES = 32
_HASH_BYTES = 32


@click.group()
def journal() -> None:
    """Check and export the journal: append-only, each entry chained to the last and signed."""


@journal.command("verify")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--public-key", "keys", metavar="HEX", multiple=True, help="In FILE, only of these devices."
)
@click.option(
    "--end", "ends", metavar="DEVICE:N:HASH", multiple=True, help="This entry must still be there."
)
@records
def verify_command(
    file: Path | None,
    keys: tuple[str, ...],
    ends: tuple[str, ...],
    *,
    as_json: bool,
    data: Path,
) -> int:
    """Check every entry's hash, order and signature: of this ledger, or of an exported FILE.

    An export is checked against the keys that the devices announce in it, or against those given
    with --public-key. Note the ends that are printed somewhere else: a later check with --end finds
    what was cut off since. The exit code is 0 where the journal is whole and 3 where it is not.
    """
    noted = dict(_end(text) for text in ends)
    if file is not None:
        return _verify_file(file, [_key(text) for text in keys], noted, as_json=as_json)
    if keys:
        raise InvalidInput("--public-key is for an exported file; name the file too.")
    with opened(data) as ledger:
        flaws = list(verify(ledger, noted))
        devices = known_devices(ledger)
        return _tell(count(ledger), tips(ledger), flaws, len(flaws), keys=devices, as_json=as_json)


@journal.command("export")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Into this file.")
@data_option
def export_command(output: Path | None, data: Path) -> None:
    """Write every entry as a line of JSON, in order; the lines hold no code in clear.

    Of a damaged ledger it is every entry that can be found and proved; which are missing is told.
    """
    if output is None:
        sys.stdout.writelines(_lines(data))
        return
    with written_whole(output) as file:
        file.writelines(_lines(data))
    say(f"The journal is in {output}.")


def _lines(data: Path) -> Iterator[str]:
    """Yield the lines of a ledger's journal, and behind damage those that are still found."""
    told: dict[str, int] = {}
    try:
        with opened(data) as ledger:
            for device in known_devices(ledger):
                yield from write_lines(_noted(entries(ledger, device), told))
    except Damaged as error:
        click.echo(str(error), err=True)
        yield from _salvaged(data, told)


def _noted(every: Iterable[SignedEntry], told: dict[str, int]) -> Iterator[SignedEntry]:
    for signed in every:
        yield signed
        told[signed.entry.device] = signed.entry.n


def _salvaged(data: Path, told: Mapping[str, int]) -> Iterator[str]:
    from counterfoil.cli.salvage_words import lost
    from counterfoil.ledger.salvage.remains import held, survey

    with held(data, clock()):
        remains = survey(data)
        for signed in remains.entries():
            if signed.entry.n > told.get(signed.entry.device, 0):
                yield from write_lines([signed])
    for chain in remains.carved.chains.values():
        if chain.gaps:
            click.echo(f"{chain.device}{lost(chain)}.", err=True)


def _key(text: str) -> bytes:
    key = _bytes(text)
    if len(key) != _KEY_BYTES:
        raise InvalidInput(
            "{text} is no public key; it is 64 hex digits, as `journal verify` prints them.",
            text=text[:80],
        )
    return key


def _end(text: str) -> tuple[str, Tip]:
    device, _, rest = text.partition(":")
    n, _, digits = rest.partition(":")
    noted = _bytes(digits)
    if not device or not (n.isascii() and n.isdecimal()) or len(noted) != _HASH_BYTES:
        raise InvalidInput(
            "{text} is no end of a journal; write DEVICE:N:HASH, as `journal verify` prints it.",
            text=text[:120],
        )
    return device, Tip(int(n), noted)


def _bytes(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


def _verify_file(
    file: Path, keys: Iterable[bytes], noted: Mapping[str, Tip], *, as_json: bool
) -> int:
    try:
        with file.open(encoding="utf-8", errors="surrogateescape") as lines:
            checked = check_lines(lines, public_keys=keys, ends=noted)
    except FileNotFoundError:
        raise NotFound("There is no file {file}; check the path.", file=file) from None
    return _tell(checked.entries, checked.ends, checked.flaws, checked.flaw_count, as_json=as_json)


def _tell(
    entry_count: int,
    last: Mapping[str, Tip],
    flaws: Iterable[Flaw],
    flaw_count: int,
    *,
    keys: Mapping[str, bytes] | None = None,
    as_json: bool,
) -> int:
    found = [{"device": f.device, "n": f.n, "sentence": f.sentence} for f in flaws][:_MOST_SHOWN]
    ends = [f"{device}:{end.n}:{end.hash.hex()}" for device, end in sorted(last.items())]
    public = {device: key.hex() for device, key in sorted((keys or {}).items())}
    if as_json:
        record = {"whole": not flaw_count, "entries": entry_count, "ends": ends}
        if keys is not None:
            record["publicKeys"] = public
        show_json({**record, "flaws": found, "flawCount": flaw_count})
    elif not flaw_count:
        say(f"✓ The journal is whole: {entry_count:,} entries of {counted(len(last), 'device')}.")
        for line in _to_note(ends, public.values()):
            say(f"  {line}")
    else:
        found_wrong = counted(flaw_count, "flaw")
        say(f"✕ The journal is not whole: {found_wrong} in {entry_count:,} entries.")
        for flaw in found:
            say(f"  Entry {flaw['n']} of {flaw['device']}: {flaw['sentence']}.")
    return _BROKEN if flaw_count else 0


def _to_note(ends: Iterable[str], keys: Iterable[str]) -> Iterator[str]:
    yield "Note these somewhere else, for a later check:"
    yield from (f"--public-key {key}" for key in keys)
    yield from (f"--end {end}" for end in ends)

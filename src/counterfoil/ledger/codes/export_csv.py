"""Exporting a campaign's codes as CSV: read in stretches of ids, in flat memory.

Lines end in CRLF (RFC 4180). Names that a spreadsheet would take for a formula get an apostrophe in
front; importing takes it off again.
"""

import csv
from pathlib import Path
from typing import Final, TextIO

from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.export_lines import Writing, write_stretch
from counterfoil.ledger.codes.filters import ALL, CodeFilter, chosen_batches
from counterfoil.ledger.codes.presets import COLUMNS, Preset
from counterfoil.ledger.codes.steps import (
    Cancelled,
    Progress,
    Report,
    Steps,
    Stopped,
    finish,
    never,
    unheard,
    until,
)
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.whole_file import written_whole

CHUNK: Final = 16_384
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def export_file(
    ledger: Ledger,
    campaign_id: str,
    path: Path,
    *,
    wanted: CodeFilter = ALL,
    preset: Preset = Preset.OURS,
    bom: bool = False,
    progress: Report = unheard,
    cancelled: Cancelled = never,
) -> int | None:
    """Export to a file; return the number of codes, None where it was cancelled.

    See `export_file_steps`.
    """
    steps = export_file_steps(
        ledger, campaign_id, path, wanted=wanted, preset=preset, bom=bom, cancelled=cancelled
    )
    return finish(steps, progress)


def export_file_steps(
    ledger: Ledger,
    campaign_id: str,
    path: Path,
    *,
    wanted: CodeFilter = ALL,
    preset: Preset = Preset.OURS,
    bom: bool = False,
    cancelled: Cancelled = never,
) -> Steps[int | None]:
    """Export to a file in UTF-8, in short steps; it appears, or replaces another, only when whole.

    `preset` says whose columns it has. `bom` puts the mark in front by which Excel knows UTF-8.

    Raises:
        NotFound: there is no such campaign.
        InvalidInput: there is something else than a file at `path`.
        MachineError: the file cannot be written.
    """
    try:
        with written_whole(path) as file:
            if bom:
                file.write(_BOM)
            steps = export_steps(ledger, campaign_id, file, wanted, preset)
            return (yield from until(cancelled, steps))
    except Stopped:
        return None


def export_steps(
    ledger: Ledger,
    campaign_id: str,
    out: TextIO,
    wanted: CodeFilter = ALL,
    preset: Preset = Preset.OURS,
) -> Steps[int]:
    """Export to a text stream that leaves line ends alone; return the number of codes."""
    with ledger.read() as conn:
        campaign = current(ledger, conn, campaign_id)
        batches = chosen_batches(conn, campaign_id, wanted)
    work = Writing(out, campaign, wanted, COLUMNS[preset])
    csv.writer(out).writerow(work.columns.heading)
    written = passed = 0
    total = sum(batch.size for batch in batches)
    for batch in batches:
        for first_id in range(batch.first_id, batch.last_id + 1, CHUNK):
            last_id = min(first_id + CHUNK - 1, batch.last_id)
            # A read for each chunk: one for all would hold up the checkpoints for minutes.
            with ledger.read() as conn:
                written += write_stretch(work, conn, batch, first_id, last_id)
            passed += last_id - first_id + 1
            yield Progress(min(passed, total), total)
    return written

"""The long work with a campaign's codes: adding, importing, exporting; one at a time."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from counterfoil.desk import formats
from counterfoil.desk.campaigns import words, work
from counterfoil.desk.campaigns.add_codes import AddCodes
from counterfoil.desk.campaigns.report import Report
from counterfoil.desk.door import Done, Door
from counterfoil.desk.making import making
from counterfoil.desk.parts import files
from counterfoil.desk.parts.job import JobBar
from counterfoil.desk.parts.job_card import JobCard
from counterfoil.desk.parts.scrolled import Heap
from counterfoil.desk.shell.office import Office
from counterfoil.desk.translation import _, n_
from counterfoil.domain.errors import Conflict
from counterfoil.ledger.campaigns import Summary
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.export_csv import export_file_steps
from counterfoil.ledger.codes.filters import ALL, CodeFilter
from counterfoil.ledger.codes.import_csv import Imported, import_steps
from counterfoil.ledger.codes.presets import Preset

BUSY = Conflict("Something is still being done with codes; wait for it, or stop it.")


class CodeJobs(Heap):
    """The panels that ask, how far the work is, and what came of it. `changed` follows its end."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._asked: Summary | None = None
        self.job, self.add_codes, self.report = JobBar(), AddCodes(), Report()
        self.add_codes.wanted.connect(self._generate)
        self._card = JobCard(office, self.job, BUSY)
        self._card.ended.connect(self.changed)
        for part in (self._card, self.report, self.add_codes):
            self.put(part)

    def ask_for_codes(self, line: Summary) -> None:
        """Ask how many codes are to be added."""
        office = self._office

        def done(room: work.Room | None) -> None:
            if room is not None:
                self._asked = line
                self.add_codes.ask(room)
                return
            office.tell(
                Conflict(
                    "{campaign} takes imported codes only; import a file, or give it a code"
                    " generator.",
                    campaign=line.name,
                )
            )

        office.read.submit(lambda: work.room(office.ledger, line.id), done, office.tell)

    def ask_for_import(self, line: Summary) -> None:
        """Ask for a file of codes to import."""
        title = _("Import codes into {campaign}").format(campaign=line.name)
        files.ask_to_open(self, title, _pattern(), lambda path: self._import(line, path))

    def ask_for_export(
        self, line: Summary, wanted: CodeFilter = ALL, preset: Preset = Preset.OURS
    ) -> None:
        """Ask where the codes of a campaign are to be written, those that are wanted of them."""
        title = _("Export the codes of {campaign}").format(campaign=line.name)
        # By the word in its name Shopify's importer knows what a file holds.
        ending = " discounts.csv" if preset is Preset.SHOPIFY else ".csv"
        name = files.file_name(line.name, ending)
        files.ask_to_save(
            self, title, _pattern(), name, lambda path: self.export(line, path, wanted, preset)
        )

    def _generate(self, quantity: int, batch: str) -> None:
        line, office = self._asked, self._office
        assert line is not None  # noqa: S101 - asked about a campaign first

        def said(made: Batch) -> str:
            template = n_(
                "{campaign} has {count} more code.", "{campaign} has {count} more codes.", made.size
            )
            return template.format(
                campaign=words.shortened(line.name), count=formats.number(made.size)
            )

        door, steps = making(office, line.id, quantity, name=batch)
        self.begin(
            door,
            steps,
            lambda: _("Adding codes to {campaign}").format(campaign=words.shortened(line.name)),
            lambda made: office.say(lambda: said(made)),
        )

    def _import(self, line: Summary, path: Path) -> None:
        office = self._office

        def title() -> str:
            template = _("Importing {file} into {campaign}")
            return template.format(file=path.name, campaign=words.shortened(line.name))

        def done(imported: Imported) -> None:
            self.report.tell(imported, path.name)

        steps = import_steps(office.ledger, line.id, path, office.staff(), office.clock())
        self.begin(office.write, steps, title, done)

    def export(self, line: Summary, path: Path, wanted: CodeFilter, preset: Preset) -> None:
        """Write codes of a campaign to a file."""
        office = self._office

        def said(count: int) -> str:
            template = n_("{count} code is in {file}.", "{count} codes are in {file}.", count)
            return template.format(count=formats.number(count), file=path.name)

        # By the mark in front Excel knows UTF-8; importers may take it for part of the heading.
        steps = export_file_steps(
            office.ledger, line.id, path, wanted=wanted, preset=preset, bom=preset is Preset.OURS
        )
        self.begin(
            office.read,
            steps,
            lambda: _("Exporting the codes of {campaign}").format(
                campaign=words.shortened(line.name)
            ),
            lambda count: office.say(lambda: said(count)),
        )

    def begin(self, door: Door, steps: Iterator[Any], title: Callable[[], str], then: Done) -> None:
        """Have long work done through a door, unless something is under way; `then` gets its end.

        `then` is called once the card of the work is gone, and `changed` has been sent.
        """
        if self._card.is_free():
            self.report.hide()
            self._card.begin(door, steps, title, then)


def _pattern() -> str:
    return _("CSV files (*.csv *.txt)")

"""What is done with a campaign's codes: add, import, export, test, make void."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.campaigns.jobs import CodeJobs
from counterfoil.desk.codes.void_panel import VoidPanel
from counterfoil.desk.codes.work import About, Looked
from counterfoil.desk.parts.menu import Item
from counterfoil.desk.printing.wanted import subject
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.slips import words as slips
from counterfoil.desk.translation import _, n_
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Act, may
from counterfoil.ledger.campaigns import Summary
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.filters import ALL, CodeFilter
from counterfoil.ledger.codes.listing import CodeLine
from counterfoil.ledger.codes.presets import Preset
from counterfoil.ledger.codes.void import Voided, void_steps


class Acts(QWidget):
    """The panels that ask, and how far the work is. `changed` follows what changes codes."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._looked, self._wanted = Looked(), ALL
        self._doomed: tuple[int | None, tuple[int, ...]] = (None, ())
        self.jobs, self.void_panel = CodeJobs(office), VoidPanel()
        self.jobs.changed.connect(self.changed)
        self.void_panel.agreed.connect(self._void)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.jobs)
        column.addWidget(self.void_panel)

    def show_campaign(self, looked: Looked, wanted: CodeFilter) -> None:
        """Say which campaign it is about, and which of its codes are shown."""
        self._looked, self._wanted = looked, wanted

    def add(self) -> None:
        """Ask how many codes are to be added."""
        self.jobs.ask_for_codes(self._line)

    def exports(self) -> list[Item]:
        """Return what an export may be for."""
        named = {
            Preset.OURS: _("All columns"),
            Preset.VOUCHERIFY: _("For Voucherify"),
            Preset.SHOPIFY: _("For Shopify (Matrixify)"),
            Preset.WOOCOMMERCE: _("For WooCommerce"),
        }
        return [Item(text, partial(self._export, preset)) for preset, text in named.items()]

    def items(self) -> list[Item]:
        """Return what else there is to do."""
        makes = may(self._office.staff(), Act.MAKE_CODES)
        prints = may(self._office.staff(), Act.PRINT_CODES)
        manager = "" if makes else _("Ask a manager.")
        printer = "" if prints else _("Ask a manager.")
        batch = self._batch
        which = _("Choose a batch first.") if batch is None else ""
        naming = _("Make the batch {name} void…") if batch else _("Make a batch void…")
        return [
            Item(_("Import codes…"), lambda: self.jobs.ask_for_import(self._line), manager),
            Item(_("Try out, with test codes"), self._try),
            Item(_("Print…"), self._print, printer),
            Item(naming.format(name=batch.name if batch else ""), self._ask_for_batch, which),
        ]

    def print_slip(self, about: About | None) -> None:
        """Print one code as a slip."""
        if about is not None:
            store, ends_at = self._office.ledger.store, self._line.ends_at
            slip = slips.of_code(about.line, self._line.name, ends_at, store)
            self._office.print_slip(slip)

    def ask_to_void(self, lines: Sequence[CodeLine]) -> None:
        """Ask whether those of some codes that are unused are to be made void."""
        unused = [line for line in lines if line.status is CodeStatus.UNUSED]
        self._doomed = (None, tuple(line.id for line in unused))
        if len(unused) == 1:
            code = unused[0].text
            self.void_panel.ask(
                lambda: (
                    _("Make the code {code} void?").format(code=code)
                    if code
                    else _("Make this code void?")
                )
            )
            return

        def question() -> str:
            asked = n_("Make {count} code void?", "Make {count} codes void?", len(unused))
            return asked.format(count=formats.number(len(unused)))

        self.void_panel.ask(question)

    @property
    def _line(self) -> Summary:
        assert self._looked.campaign is not None  # noqa: S101 - else nothing can be asked for
        return self._looked.campaign

    @property
    def _batch(self) -> Batch | None:
        return self._looked.batch(self._wanted.batch_id)

    def _export(self, preset: Preset) -> None:
        self.jobs.ask_for_export(self._line, self._wanted, preset)

    def _try(self) -> None:
        self._office.go(Screen.SIMULATE, self._line.id)

    def _print(self) -> None:
        batch = self._batch
        about = subject(self._line.id, batch.id if batch else None)
        self._office.go(Screen.PRINT, about)

    def _ask_for_batch(self) -> None:
        batch = self._batch
        assert batch is not None  # noqa: S101 - the line of the menu cannot be chosen without
        self._doomed = (batch.id, ())

        def question() -> str:
            asked = n_(
                "Make the unused of {count} code in the batch {name} void?",
                "Make the unused of {count} codes in the batch {name} void?",
                batch.size,
            )
            return asked.format(count=formats.number(batch.size), name=batch.name)

        self.void_panel.ask(question)

    def _void(self, reason: str) -> None:
        office, (batch_id, code_ids) = self._office, self._doomed
        steps: Iterator[Any] = void_steps(
            office.ledger,
            self._line.id,
            office.staff(),
            office.clock(),
            reason=reason,
            batch_id=batch_id,
            code_ids=code_ids,
        )

        def done(voided: Voided) -> None:
            office.say(lambda: said(voided))

        self.jobs.begin(office.write, steps, lambda: _("Making codes void"), done)


def said(voided: Voided) -> str:
    """Return what came of making codes void."""
    text = n_("{count} code is void now.", "{count} codes are void now.", voided.void)
    parts = [text.format(count=formats.number(voided.void))]
    if voided.used:
        text = n_("{count} stays used.", "{count} stay used.", voided.used)
        parts.append(text.format(count=formats.number(voided.used)))
    return " ".join(parts)

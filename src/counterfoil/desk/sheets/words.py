"""Sheets in words: what the list and the panel beside it show of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.codes.words import Look, look
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row
from counterfoil.desk.printing import stock_words
from counterfoil.desk.printing.words import labels
from counterfoil.desk.sheets.work import Line
from counterfoil.desk.translation import _, n_, p_
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.sheets.model import Run, Sheet, SheetCode
from counterfoil.ledger.sheets.tallies import Tally

__all__ = ["COLUMNS", "counted", "facts", "look", "place", "reprinted", "row", "standing", "title"]

COLUMNS = (
    Column(lambda: _("Sheet"), 96),
    Column(lambda: _("Campaign")),
    Column(lambda: p_("of a sheet", "Codes"), 216, spare=600),
    Column(lambda: _("Printed"), 190, spare=800),
    Column(lambda: p_("of a sheet", "State"), 164, spare=420),
)


def title(sheet: Sheet) -> str:
    """Return what a sheet is called."""
    return _("Sheet {number}").format(number=sheet.number)


def place(code: SheetCode) -> str:
    """Return a code with its place and its status."""
    return _("Place {place} · {code} · {status}").format(
        place=code.place, code=code.text or _("not known here"), status=look(code.status).word
    )


def counted(counts: Tally) -> str:
    """Return how many codes have each status; nothing of what there is none of."""
    templates = (
        (CodeStatus.UNUSED, _("{count} unused")),
        (CodeStatus.USED, _("{count} used")),
        (CodeStatus.VOID, _("{count} void")),
    )
    return " · ".join(
        template.format(count=formats.number(counts[status]))
        for status, template in templates
        if counts.get(status)
    )


def standing(sheet: Sheet, run: Run) -> Look:
    """Return how a sheet stands: void, printed again, proved or not."""
    if sheet.voided_at is not None:
        return Look("close", p_("sheet", "Void"), "refused-text")
    if run.proved is not None:
        return Look("tick", _("Proved"), "accepted-text")
    return Look("dot", _("Not proved"), "soft")


def reprinted(sheet: Sheet) -> str:
    """Return how often a sheet was printed again, "" for never."""
    if not sheet.reprints:
        return ""
    text = n_("Printed again {count} time", "Printed again {count} times", sheet.reprints)
    return text.format(count=formats.number(sheet.reprints))


def row(line: Line, zone: ZoneInfo, now: datetime) -> Row:
    """Return a sheet as a row of the list."""
    sheet, stands = line.sheet, standing(line.sheet, line.run)
    return Row(
        str(sheet.number),
        (
            Cell(formats.number(sheet.number), labels(sheet.labels), strong=True),
            Cell(line.campaign, stock_words.name(line.stock)),
            Cell(*_codes(line.counts)),
            Cell(
                formats.short_moment(sheet.printed_at, zone, now),
                sheet.printed_by,
                tip=formats.moment(sheet.printed_at, zone),
            ),
            Cell(stands.word, _reprints(sheet), stands.icon, stands.tone, tip=sheet.void_reason),
        ),
    )


def facts(line: Line, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """Return what there is to know about a sheet: what, and how it is."""
    sheet, run = line.sheet, line.run
    told = (
        (_("Campaign"), line.campaign),
        (_("Stock"), stock_words.name(line.stock)),
        (_("Printed with"), _siblings(run)),
        (_("Printed"), f"{formats.moment(sheet.printed_at, zone)} · {sheet.printed_by}"),
        (_("Proof"), _proof(run)),
        (_("Printed again"), reprinted(sheet)),
        (_("Made void"), _voided(sheet, zone)),
    )
    return tuple((what, how) for what, how in told if how)


def _reprints(sheet: Sheet) -> str:
    if not sheet.reprints:
        return ""
    text = n_("{count} reprint", "{count} reprints", sheet.reprints)
    return text.format(count=formats.number(sheet.reprints))


def _siblings(run: Run) -> str:
    if run.first_sheet == run.last_sheet:
        return ""
    first, last = formats.number(run.first_sheet), formats.number(run.last_sheet)
    return _("Sheets {first} to {last}").format(first=first, last=last)


def _proof(run: Run) -> str:
    if run.proved is None:
        return _("Not proved: nobody read the labels back")
    text = n_("{count} label was read back", "All {count} labels were read back", run.proved)
    return text.format(count=formats.number(run.proved))


def _voided(sheet: Sheet, zone: ZoneInfo) -> str:
    if sheet.voided_at is None:
        return ""
    return f"{formats.moment(sheet.voided_at, zone)} · {sheet.void_reason}"


def _codes(counts: Tally) -> tuple[str, str]:
    """Return how many codes are unused, and what became of the others."""
    unused = {CodeStatus.UNUSED: counts.get(CodeStatus.UNUSED, 0)}
    spent = {status: count for status, count in counts.items() if status not in unused}
    return counted(unused) or _("None unused"), counted(spent)

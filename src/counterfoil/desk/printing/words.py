"""What would be printed and what came of it, in words."""

from counterfoil.desk import formats
from counterfoil.desk.printing.drawn import Drawn
from counterfoil.desk.translation import _, n_
from counterfoil.domain.text import printable
from counterfoil.ledger.campaigns import Summary
from counterfoil.ledger.sheets.model import Run
from counterfoil.sheets.calibration import CalibrationWords
from counterfoil.sheets.pages import PageWords
from counterfoil.sheets.proof import Failure


def labels(count: int) -> str:
    """Return how many labels there are."""
    return n_("{count} label", "{count} labels", count).format(count=formats.number(count))


def sheets(count: int) -> str:
    """Return how many sheets there are."""
    return n_("{count} sheet", "{count} sheets", count).format(count=formats.number(count))


def numbers(first: int, last: int) -> str:
    """Return the numbers of some sheets."""
    if first == last:
        return _("number {number}").format(number=first)
    return _("numbers {first}–{last}").format(first=first, last=last)


def planned(drawn: Drawn) -> str:
    """Return what would be printed."""
    return _("{labels} on {sheets}").format(
        labels=labels(drawn.labels), sheets=sheets(drawn.sheets)
    )


def proved(run: Run) -> str:
    """Return what was proved: all, of how many, on which sheets."""
    total = formats.number(run.labels)
    said = n_("{count} of {total} label proved", "{count} of {total} labels proved", run.labels)
    return ", ".join(
        (
            said.format(count=formats.number(run.proved or 0), total=total),
            sheets(run.sheets),
            numbers(run.first_sheet, run.last_sheet),
        )
    )


def failed(failure: Failure) -> str:
    """Return which label is not what it should be."""
    if not failure.place:
        return _("Nothing is printed: the head of sheet {sheet} failed the proof.").format(
            sheet=failure.sheet
        )
    return _("Nothing is printed: label {place} of sheet {sheet} failed the proof.").format(
        place=formats.number(failure.place), sheet=failure.sheet
    )


def why(failure: Failure) -> str:
    """Return what is wrong with a label, what was read there, and what to do."""
    said = [
        _(failure.why).format(**failure.values),
        _("It should be {code}.").format(code=failure.expected),
    ]
    if failure.read and failure.read != failure.expected:
        said.append(_("What was read is {text}.").format(text=printable(failure.read)))
    said.append(_("The codes are free to be printed again, once the design is mended."))
    return " ".join(said)


def spent(campaign: Summary, has_codes: bool) -> tuple[str, str, str, str]:
    """Return what is said where there is no code to print, and what may be done: two buttons."""
    if not has_codes:
        return (
            _("{campaign} has no codes yet").format(campaign=campaign.name),
            _("Add some; then print them here."),
            _("Add codes"),
            "",
        )
    return (
        _("Every code chosen here is printed, used or void"),
        _("Add codes to print more. A sheet that was spoilt can be printed again."),
        _("Add codes"),
        _("Show sheets"),
    )


def page_words() -> PageWords:
    """Return what stands in the head of a sheet, for whoever keeps it."""
    return PageWords(
        sheet=_("Sheet {number}"),
        page=_("page {page} of {total}"),
        reprint=_("Reprint {count}"),
        used=_("used"),
        void=_("void"),
    )


def stamp() -> str:
    """Return the sentence of the proof on the file and in the margin."""
    return _("proved {count}/{total} on {date}")


def preview() -> str:
    """Return what stands on what is only to be looked at."""
    return _("Preview")


def making() -> str:
    """Return what is being done, before its stages say so."""
    return _("Making the sheets")


def calibration() -> CalibrationWords:
    """Return what the calibration page says, by the names that the fields have here."""
    return CalibrationWords(
        title=_("Calibration page: {stock}"),
        steps=(
            _("Print this page on plain paper in its actual size, not fitted to the page."),
            _("Lay it over a sheet of labels and hold both against the light."),
            _("On each of the scales A to D, read where the edge of the label lies."),
            _("Then set the printer to:"),
        ),
        inset=_("Where a scale lies within its label, measure {inset} mm inwards from the edge."),
        right=_("Move right (mm): {figure}"),
        down=_("Move down (mm): {figure}"),
        across=_("Stretch across (%): {figure}"),
        along=_("Stretch down (%): {figure}"),
    )


def still_there() -> str:
    """Return what becomes of sheets that no printer took."""
    return _("The sheets are proved and recorded; they can be printed from here.")


def stage(name: str) -> str:
    """Return what is being done to the sheets."""
    named = {
        "writing": _("Writing the sheets"),
        "proving": _("Proving every label"),
        "printing": _("Printing"),
    }
    return named.get(name, name)

"""What each part of the report for support holds, in a sentence."""

from counterfoil.desk.translation import _
from counterfoil.logs.report import Part


def meaning(part: Part) -> str:
    """Return what a part of the report holds."""
    return {
        "about.json": _("Versions of the program and the system, sizes of the files"),
        "ledger.json": _("How this till stands, and how many rows each table has"),
        "doctor.json": _("What a look over the ledger found"),
        "settings.json": _("The settings of the screens"),
    }.get(part.name, _("The newest lines of the log"))

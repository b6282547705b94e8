"""What is said of a damaged till: sentences about its journal, its hub, its backups."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QTimeZone

from counterfoil.desk import formats
from counterfoil.desk.translation import _
from counterfoil.ledger.salvage.carve import Chain
from counterfoil.ledger.salvage.remains import Backup, Remains
from counterfoil.sync.salvage import Salvaged

MOST_GAPS = 6


def here() -> ZoneInfo:
    """Return this machine's time zone: the store's may not be readable."""
    try:
        return ZoneInfo(bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def facts(remains: Remains) -> Iterator[tuple[bool, str]]:
    """Yield what is left, one sentence each, and whether it is all that there was."""
    yield _journal(remains.chain)
    if remains.hub is not None:
        if remains.key is None:
            sentence = _(
                "Hub: {hub} has what was sent. This till’s key is lost, so it takes no more."
            )
            yield False, sentence.format(hub=remains.hub)
        else:
            sentence = _("Hub: {hub} has what was sent, and takes the rest.")
            yield True, sentence.format(hub=remains.hub)
    if remains.backups:
        newest = formats.moment(remains.backups[0].made_at, here())
        sentence = _("Backups: {count}, the newest of {moment}.")
        count = formats.number(len(remains.backups))
        yield True, sentence.format(count=count, moment=newest)
    else:
        yield False, _("Backups: none.")


def made(backup: Backup) -> str:
    """Return when a backup was made."""
    return formats.moment(backup.made_at, here())


def forgets(backup: Backup) -> str:
    """Return what a backup does not know of."""
    lost = backup.forgets
    if not lost.entries:
        return _("It has everything that was found.")
    return _(
        "It lacks what was done since: {entries} entries, of which redemptions: {count}."
    ).format(entries=formats.number(lost.entries), count=formats.number(lost.redemptions))


def handed_over(done: Salvaged) -> str:
    """Return what the hub took."""
    sentence = _("The hub has everything that was found: {count} entries more than before.")
    said = sentence.format(count=formats.number(done.sent))
    if done.lost:
        lost = _("Told as lost: {count}.").format(count=formats.number(done.lost))
        said = f"{said} {lost}"
    return said


def check(name: str) -> str:
    """Return what a check of the doctor looks at; a name that is not known here stays as it is."""
    known = {
        "database file": _("The database file"),
        "references": _("What rows name of each other"),
        "balances": _("Balances of members"),
        "limits": _("Limits of campaigns"),
        "numbers of codes": _("Numbers of codes"),
        "figures": _("Figures of the dashboard"),
        "one use of a code": _("One use of a code"),
        "redemptions and journal": _("Redemptions in the journal"),
        "what was given and journal": _("What was given, in the journal"),
        "journal": _("Signatures of the journal"),
        "batches of codes": _("Batches of codes"),
        "digests of codes": _("Digests of codes"),
        "units given": _("Units given by redemptions"),
        "printed sheets": _("Printed sheets"),
        "unfinished work": _("Unfinished work"),
        "clock": _("The clock"),
        "disk space": _("Free space on the disk"),
        "opening": _("Opening the records"),
        "reading": _("Reading the records"),
    }
    return known.get(name, name.capitalize())


def at(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as the list of codes shows it."""
    return formats.moment(moment, zone)


def _journal(chain: Chain | None) -> tuple[bool, str]:
    if chain is None or not chain.entries:
        return False, _("Journal: nothing of it was found.")
    found, last = formats.number(len(chain.entries)), formats.number(chain.last)
    if not chain.gaps:
        sentence = _("Journal: all {count} entries were found, each proved by its signature.")
        return True, sentence.format(count=found)
    sentence = _("Journal: {found} of {count} entries were found. Lost: {gaps}.")
    return False, sentence.format(found=found, count=last, gaps=_gaps(chain))


def _gaps(chain: Chain) -> str:
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in chain.gaps[:MOST_GAPS]]
    return ", ".join(shown) + (" …" if len(chain.gaps) > MOST_GAPS else "")

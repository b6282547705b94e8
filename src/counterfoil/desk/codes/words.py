"""Codes and what happened to them, in words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.counter.reasons import short_reason
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column
from counterfoil.desk.translation import _, n_, p_
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.refusal import Reason
from counterfoil.ledger.campaigns import Summary
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.history import CodeEvent, EventKind
from counterfoil.ledger.codes.listing import CodeLine
from counterfoil.ledger.sheets.model import PrintedAt

COLUMNS = (
    Column(lambda: _("Code")),
    Column(lambda: p_("code", "Status"), 180),
    Column(lambda: _("Batch"), 150, spare=760),
    Column(lambda: _("Used"), 230, spare=560),
    Column(lambda: _("Member"), 130, spare=960),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a status is shown: the icon and the word, in a colour of the theme."""

    icon: str
    word: str
    tone: str


def look(status: CodeStatus) -> Look:
    """Return how a code's status is shown."""
    return {
        CodeStatus.UNUSED: Look("dot", p_("code", "Unused"), "soft"),
        CodeStatus.USED: Look("tick", p_("code", "Used"), "accepted-text"),
        CodeStatus.VOID: Look("close", p_("code", "Void"), "refused-text"),
    }[status]


def cells(line: CodeLine, zone: ZoneInfo, now: datetime) -> tuple[Cell, ...]:
    """Return a code as a row of the list."""
    status, use = look(line.status), line.use
    under = _("Test") if line.test else ""
    return (
        Cell(line.text or _("not known here"), code=True),
        Cell(status.word, under, icon=status.icon, tone=status.tone),
        Cell(line.batch),
        Cell(
            formats.short_moment(use.at, zone, now) if use else "",
            f"{use.store} · {use.staff}" if use else "",
            tip=formats.moment(use.at, zone) if use else "",
        ),
        Cell(use.card if use else ""),
    )


def batch(each: Batch) -> str:
    """Return what a batch is called in a list of them."""
    count = n_("{count} code", "{count} codes", each.size).format(count=formats.number(each.size))
    name = f"{each.name} · {count}"
    return f"{name} · {_('Test')}" if each.is_test else name


def figures(line: Summary) -> str:
    """Return how many codes a campaign has and what became of them."""
    counts = line.counts
    made = n_("{count} code", "{count} codes", counts.codes)
    parts = [made.format(count=formats.number(counts.codes))]
    for count, template in (
        (counts.used, _("{count} used")),
        (counts.remaining, _("{count} left")),
        (counts.void, _("{count} void")),
    ):
        if count or template == _("{count} left"):
            parts.append(template.format(count=formats.number(count)))
    return " · ".join(parts)


def printed(at: PrintedAt | None) -> str:
    """Return where a code stands on paper, "" where it does not."""
    if at is None:
        return ""
    text = _("Sheet {sheet}, place {place}").format(sheet=at.sheet, place=at.place)
    return f"{text} · {p_('sheet', 'Void')}" if at.is_void else text


@dataclass(frozen=True, slots=True)
class EventWords:
    """One thing that happened to a code: what, when and by whom, and what there is to it."""

    icon: str
    tone: str
    what: str
    when: str
    detail: str


def event(one: CodeEvent, zone: ZoneInfo) -> EventWords:
    """Return one thing that happened, in words."""
    icon, tone, what = {
        EventKind.GENERATED: ("add", "soft", _("Generated")),
        EventKind.IMPORTED: ("import", "soft", _("Imported")),
        EventKind.PRINTED: ("print", "soft", _("Printed")),
        EventKind.REPRINTED: ("print", "soft", _("Printed again")),
        EventKind.REDEEMED: ("accepted", "accepted-text", _("Redeemed")),
        EventKind.REVERSED: ("undo", "used-text", _("Undone")),
        EventKind.REFUSED: ("refused", "refused-text", _("Refused")),
        EventKind.VOIDED: ("close", "refused-text", _("Made void")),
    }[one.kind]
    if one.test:
        icon, tone, what = "simulate", "soft", _("Test: redeemed, nothing given")
    where = " · ".join(filter(None, (one.who, one.store)))
    when = f"{formats.moment(one.at, zone)} · {where}" if where else formats.moment(one.at, zone)
    return EventWords(icon, tone, what, when, _detail(one))


def _detail(one: CodeEvent) -> str:
    match one.kind:
        case EventKind.GENERATED | EventKind.IMPORTED:
            return _("Batch {name}").format(name=one.detail)
        case EventKind.PRINTED | EventKind.REPRINTED:
            where = _("Sheet {sheet}, place {place}").format(sheet=one.sheet, place=one.place)
            return " · ".join(filter(None, (where, one.detail)))
        case EventKind.REDEEMED:
            if not one.detail:
                return _("At another till")
            return _("Redemption {id}").format(id=one.detail)
        case EventKind.REFUSED:
            return short_reason(Reason(one.detail))
        case EventKind.REVERSED | EventKind.VOIDED:
            reason = _("Reason: {reason}").format(reason=one.detail)
            sheet = "" if one.sheet is None else _("Sheet {sheet}").format(sheet=one.sheet)
            return " · ".join(filter(None, (sheet, reason)))

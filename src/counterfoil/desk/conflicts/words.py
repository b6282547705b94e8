"""Conflicts in words: the list, both redemptions, and what each decision will do."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.codes.words import Look
from counterfoil.desk.counter.scene import shortened
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row
from counterfoil.desk.translation import _, n_, p_
from counterfoil.ledger.exchange.conflict_rows import ConflictKind, ConflictState
from counterfoil.ledger.exchange.inbox import GivenCoupon, Shown, Side

COLUMNS = (
    Column(lambda: _("Conflict")),
    Column(lambda: p_("of a conflict", "Cost"), 132),
    Column(lambda: p_("of a conflict", "State"), 172, spare=600),
)
ONE_LINE = " + "


def look(clash: Shown) -> Look:
    """Return how a conflict stands."""
    if clash.is_open and clash.note:
        return Look("member", _("Being asked"), "used-text")
    return {
        ConflictState.OPEN: Look("warning", p_("conflict", "Open"), "used-text"),
        ConflictState.PROMOTED: Look("accepted", _("Counts after all"), "accepted-text"),
        ConflictState.REVERSED: Look("undo", _("Undone"), "soft"),
        ConflictState.KEPT_FIRST: Look("tick", _("First kept"), "accepted-text"),
        ConflictState.LOSS_ACCEPTED: Look("tick", _("Loss accepted"), "soft"),
    }.get(clash.state, Look("tick", p_("conflict", "Settled"), "soft"))


def title(clash: Shown) -> str:
    """Return what a conflict is called."""
    if clash.second is None:
        return _("Changed twice")
    if clash.kind == ConflictKind.DISPLACED:
        return _("An earlier redemption came back")
    return _("Redeemed twice") if clash.first is not None else _("Redeemed though void")


def lead(clash: Shown) -> str:
    """Return what happened, in a sentence or two."""
    if clash.second is None:
        return _(
            "While this was changed here, somebody else had changed it already. Theirs stands;"
            " yours was kept and not applied."
        )
    if clash.kind == ConflictKind.DISPLACED:
        return _(
            "After the hub was restored it took this redemption; then an earlier one of the same"
            " code came back. The earlier one counts."
        )
    if clash.first is None:
        return _("A till without a network accepted this code, which had been made void.")
    return _(
        "Two tills accepted one code, at least one of them without a network. The first counts; for"
        " the second, goods went out that no code covers."
    )


def of(clash: Shown) -> str:
    """Return the code and its campaign."""
    return " · ".join(filter(None, (shortened(clash.code), clash.campaign)))


def cost(clash: Shown, currency: str) -> str:
    """Return what the second redemption gave, "" for nothing."""
    parts = [formats.units(clash.units)] if clash.units else []
    if clash.money:
        parts.append(formats.money(clash.money, currency))
    return ONE_LINE.join(parts)


def costs(clash: Shown, currency: str) -> str:
    """Return what it cost, in a sentence."""
    told = cost(clash, currency)
    if not told:
        return _("The second redemption gave nothing that has a value here.")
    return _("It cost {cost}.").format(cost=told)


def row(clash: Shown, zone: ZoneInfo, currency: str, now: datetime) -> Row:
    """Return a conflict as a row of the list."""
    stands = look(clash)
    tone = "text" if clash.is_open else "soft"
    when = formats.short_moment(clash.at, zone, now)
    units, money = formats.units(clash.units), formats.money(clash.money, currency)
    return Row(
        clash.id,
        (
            Cell(
                title(clash),
                " · ".join(filter(None, (clash.campaign, when))),
                stands.icon,
                stands.tone if clash.is_open else "soft",
                strong=clash.is_open,
                tip=f"{title(clash)} · {of(clash)}",
            ),
            Cell(
                units if clash.units else money if clash.money else "–",
                money if clash.units and clash.money else "",
                tone=tone,
            ),
            Cell(stands.word, clash.settled_by, stands.icon, stands.tone),
        ),
    )


def heading(place: int) -> Look:
    """Return how the first or the second redemption is headed."""
    if place == 0:
        return Look("accepted", _("First: counts"), "accepted-text")
    return Look("used", _("Second: does not count"), "used-text")


def facts(side: Side, zone: ZoneInfo, currency: str) -> tuple[tuple[str, str], ...]:
    """Return what there is to know of one redemption, each with its name."""
    told = (
        (_("When"), formats.moment(side.at, zone)),
        (_("Store"), side.store),
        (_("Till"), side.till),
        (_("Staff"), side.staff),
        (_("Card"), side.card or _("none")),
        (_("Units"), formats.number(side.units) if side.units else _("none")),
        (_("Coupons"), _coupons(side.coupons, currency) or _("none")),
        (_("Receipt"), side.redemption_id),
    )
    return tuple((what, how) for what, how in told if how)


def settled(clash: Shown, zone: ZoneInfo) -> str:
    """Return who settled it, when, and what they noted; "" while it is open and without a note."""
    parts = []
    if clash.settled_at is not None and clash.settled_by and not clash.is_open:
        parts.append(
            _("{state}, by {name}, {when}.").format(
                state=look(clash).word,
                name=clash.settled_by,
                when=formats.moment(clash.settled_at, zone),
            )
        )
    elif not clash.is_open:
        parts.append(_OF_ITSELF[clash.state]() if clash.state in _OF_ITSELF else look(clash).word)
    if clash.note:
        parts.append(_("Note: {note}").format(note=clash.note))
    return " ".join(parts)


_OF_ITSELF = {
    ConflictState.PROMOTED: lambda: _(
        "The first redemption was undone, so this one counts now; nothing is left to do."
    ),
    ConflictState.REVERSED: lambda: _(
        "The second redemption was undone at its till; nothing is left to do."
    ),
}


def counted(open_count: int) -> str:
    """Return how many conflicts are open."""
    if not open_count:
        return _("Nothing waits for a decision.")
    text = n_(
        "{count} conflict waits for a decision.",
        "{count} conflicts wait for a decision.",
        open_count,
    )
    return text.format(count=formats.number(open_count))


def done(clash: Shown) -> str:
    """Return what is said once something was decided."""
    if clash.is_open:
        return _("Your note is kept; the conflict stays open.")
    return _("Settled: {state}.").format(state=look(clash).word)


def _coupons(coupons: Sequence[GivenCoupon], currency: str) -> str:
    return ", ".join(_coupon(each, currency) for each in coupons)


def _coupon(coupon: GivenCoupon, currency: str) -> str:
    """Return a coupon's name, what it is worth, and whether it was used."""
    worth = "" if coupon.value is None else formats.money(coupon.value, currency)
    stands = _("used") if coupon.used else _("not valid") if coupon.cancelled else ""
    more = ", ".join(filter(None, (worth, stands)))
    return f"{coupon.reward} ({more})" if more else coupon.reward

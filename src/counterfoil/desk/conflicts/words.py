"""Conflicts in words: the list, both redemptions, and what each decision will do."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.codes.words import Look
from counterfoil.desk.conflicts.work import Versions
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
    if clash.kind == ConflictKind.DISPLACED:
        return _("An earlier redemption came back")
    if clash.kind == ConflictKind.CLAIM:
        return _("Redeemed twice") if clash.first is not None else _("Redeemed, though not valid")
    return {
        "stale": _("Changed twice"),
        "coupon": _("Coupon used twice"),
        "card": _("One card, two members"),
    }.get(clash.kind, _("A change was not taken"))


def lead(clash: Shown) -> str:
    """Return what happened, in a sentence or two."""
    if clash.kind == ConflictKind.DISPLACED:
        return _(
            "After the hub was restored it took this redemption; then an earlier one of the same"
            " code came back. The earlier one counts."
        )
    if clash.kind == ConflictKind.CLAIM:
        return _of_claim(clash)
    return {
        "stale": _(
            "While this was changed on one device, somebody had changed it on another already. What"
            " came first stands; what came too late was kept and not applied."
        ),
        "coupon": _(
            "Two tills took one coupon, at least one of them without a network. The first use"
            " counts."
        ),
        "card": _(
            "Two devices gave one card to two members. The second was saved under a card of its"
            " own; put it right with the member."
        ),
    }.get(clash.kind, _("A device changed something that could not be; it stands as before."))


def _of_claim(clash: Shown) -> str:
    if clash.first is None:
        return _("A till without a network accepted this code, which was not valid any more.")
    return _(
        "Two tills accepted one code, at least one of them without a network. The first counts; for"
        " the second, goods went out that no code covers."
    )


def reason(clash: Shown, zone: ZoneInfo) -> str:
    """Return what the hub said of it, "" where it said nothing more."""
    if clash.second is not None or not clash.reason:
        return ""
    try:
        return formats.fill(clash.reason, clash.document.get("values") or {}, zone)
    except (KeyError, IndexError, ValueError):
        # What it names is kept nowhere, as it names a person.
        return ""


def versions(about: Versions) -> tuple[str, str]:
    """Return the headings of both versions."""
    stands = _("Stands: version {version}, by {name}").format(
        version=about.stands.version, name=about.saved_by
    )
    return _("Came too late"), stands


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
        return _("It cost neither units nor money.")
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


def heading(clash: Shown, place: int) -> Look:
    """Return how the first or the second redemption is headed: whether it counts."""
    counts, not_so = ("accepted", "accepted-text"), ("used", "used-text")
    promoted = clash.state is ConflictState.PROMOTED
    if place == 0:
        text = _("First: undone since") if promoted else _("First: counts")
        icon, tone = not_so if promoted else counts
        return Look(icon, text, tone)
    said = {
        ConflictState.PROMOTED: _("Second: counts now"),
        ConflictState.REVERSED: _("Second: undone"),
        ConflictState.LOSS_ACCEPTED: _("Second: accepted as a loss"),
    }.get(clash.state, _("Second: does not count"))
    icon, tone = counts if promoted else not_so
    return Look(icon, said, tone)


def facts(
    side: Side, other: Side | None, zone: ZoneInfo, currency: str
) -> tuple[tuple[str, str], ...]:
    """Return what there is to know of one redemption, each with its name.

    What neither it nor the `other` has is left out.
    """
    both = (side, other or side)
    told = (
        (_("When"), formats.moment(side.at, zone)),
        (_("Store"), side.store),
        (_("Till"), side.till),
        (_("Staff"), side.staff),
        (_("Card"), _or_none(side.card, any(each.card for each in both))),
        (
            _("Units"),
            _or_none(
                formats.number(side.units) if side.units else "", any(each.units for each in both)
            ),
        ),
        (
            _("Coupons"),
            _or_none(_coupons(side.coupons, currency), any(each.coupons for each in both)),
        ),
        (_("Receipt"), side.redemption_id),
    )
    return tuple((what, how) for what, how in told if how)


def _or_none(text: str, told: object) -> str:
    return text or (_("none") if told else "")


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

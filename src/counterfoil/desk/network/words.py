"""Devices, stores and rights in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.codes.words import Look
from counterfoil.desk.conflicts.risk import amount
from counterfoil.desk.network.work import Held, Line, Supply
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row
from counterfoil.desk.sync.state import CLOCK_BOUND
from counterfoil.desk.translation import _, n_, p_
from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import DeviceKind, DeviceState
from counterfoil.domain.rights import Allowance, Amount, Grant, GrantKind, GrantState
from counterfoil.domain.store import Store
from counterfoil.ledger.rights.exposure import Stake

DEVICES = (
    Column(lambda: _("Device")),
    Column(lambda: p_("of a device", "State"), 176),
    Column(lambda: p_("of a device", "Last seen"), 176, spare=640),
    Column(lambda: _("At stake"), 250, spare=860),
)
STORES = (
    Column(lambda: _("Store")),
    Column(lambda: _("Time zone"), 220, spare=560),
    Column(lambda: _("Currency"), 120),
)
SUPPLIES = (
    Column(lambda: _("Campaign")),
    Column(lambda: _("Each till may risk"), 330),
    Column(lambda: _("Share of the limits"), 230, spare=820),
)


def kind(of: DeviceKind) -> str:
    """Return what a kind of device is called."""
    return {DeviceKind.TILL: _("Till"), DeviceKind.OFFICE: _("Office device")}[of]


def name(line: Line) -> str:
    """Return what a device is called, with its store: most stores have a first till."""
    return f"{line.device.name} · {line.store}"


def look(line: Line) -> Look:
    """Return how a device stands."""
    device = line.device
    if device.awaited:
        return Look("provisional", _("Awaited"), "provisional-text")
    return {
        DeviceState.ACTIVE: Look("tick", p_("device", "Active"), "accepted-text"),
        DeviceState.FROZEN: Look("frozen", _("Frozen"), "refused-text"),
        DeviceState.REVOKED: Look("refused", _("Revoked"), "refused-text"),
        DeviceState.WRITTEN_OFF: Look("trash", _("Written off"), "soft"),
    }[device.state]


def row(line: Line, zone: ZoneInfo, currency: str, now: datetime) -> Row:
    """Return a device as a row of the list."""
    device, stands = line.device, look(line)
    here = _("this one") if line.is_here else ""
    under = " · ".join(filter(None, (line.store, kind(device.kind), here)))
    icon = "till" if device.kind is DeviceKind.TILL else "standalone"
    alive = device.state is DeviceState.ACTIVE
    return Row(
        device.id,
        (
            Cell(device.name, under, icon, "text" if alive else "soft", strong=alive),
            Cell(stands.word, waiting(line), stands.icon, stands.tone),
            Cell(
                formats.ago(device.seen_at, now),
                clock(line),
                tip=formats.moment(device.seen_at, zone),
            ),
            Cell(*_stake(line.stake, currency)),
        ),
    )


def waiting(line: Line) -> str:
    """Return how many entries the hub still lacks of a device, "" for none."""
    count = line.device.waiting
    text = n_("{count} waiting", "{count} waiting", count)
    return text.format(count=formats.number(count)) if count else ""


def clock(line: Line) -> str:
    """Return how far a device's clock is off, "" where it is right."""
    off = line.device.clock_off
    if abs(off) <= CLOCK_BOUND:
        return ""
    span = formats.span(abs(off))
    return (_("clock {span} fast") if off.total_seconds() > 0 else _("clock {span} slow")).format(
        span=span
    )


def codes(count: int) -> str:
    """Return a number of codes."""
    return n_("{count} code", "{count} codes", count).format(count=formats.number(count))


def thief(stake: Stake, currency: str) -> str:
    """Return what whoever takes a device could do with it."""
    held, cost = codes(stake.codes), amount(stake.risk, currency)
    if stake.codes and stake.risk != Amount():
        return _(
            "Without the hub, whoever takes it could redeem {codes} that it holds, and cost at"
            " most {amount} more."
        ).format(codes=held, amount=cost)
    if stake.codes:
        return _("Without the hub, whoever takes it could redeem {codes} that it holds.").format(
            codes=held
        )
    if stake.risk != Amount():
        return _("Without the hub, whoever takes it could cost at most {amount}.").format(
            amount=cost
        )
    return _("It may decide nothing without the hub: whoever takes it can redeem nothing.")


def facts(line: Line, zone: ZoneInfo, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what there is to know of a device, each with its name."""
    device = line.device
    told = (
        (_("Store"), line.store),
        (_("Kind"), kind(device.kind)),
        (_("Joined"), formats.moment(device.joined_at, zone)),
        (
            _("Last seen"),
            f"{formats.moment(device.seen_at, zone)} · {formats.ago(device.seen_at, now)}",
        ),
        (_("Not sent yet"), waiting(line)),
        (_("Clock"), clock(line)),
        (_("Why"), _(device.why) if device.why else ""),
        (_("Number"), device.id),
    )
    return tuple((what, how) for what, how in told if how)


def right(held: Held, currency: str) -> tuple[str, str]:
    """Return what a right is, and how it stands."""
    grant = held.grant
    return f"{_what(grant, currency)} · {held.campaign}", right_state(grant)


def right_state(grant: Grant) -> str:
    """Return how a right stands, and what of it is spent."""
    return {
        GrantState.GRANTED: _("on its way to the till"),
        GrantState.ACCEPTED: _("in the till"),
        GrantState.RECALLED: _("recalled; the till gives it back at its next sync"),
        GrantState.CLOSED: _("given back"),
        GrantState.WRITTEN_OFF: _("written off"),
    }[grant.state]


def supply_row(supply: Supply, currency: str) -> Row:
    """Return what tills are kept supplied with as a row of the list."""
    own = n_("{count} till otherwise", "{count} tills otherwise", len(supply.own))
    every = supply.every
    risk = amount(every.risk, currency) if every.risk != Amount() else _("nothing")
    if supply.policy is OfflinePolicy.OWNED:
        risk = _("only the codes it holds")
    hours = n_("for {count} hour", "for {count} hours", every.hours)
    share = amount(every.budget, currency) if every.budget != Amount() else _("none")
    return Row(
        supply.campaign_id,
        (
            Cell(
                supply.name,
                own.format(count=formats.number(len(supply.own))) if supply.own else "",
                "campaign",
                strong=True,
            ),
            Cell(risk, hours.format(count=every.hours) if every.risk != Amount() else ""),
            Cell(share, _quota(every)),
        ),
    )


def store_row(store: Store, own: str) -> Row:
    """Return a store as a row of the list; `own` is the code of this device's."""
    here = _("this device’s store") if store.code == own else ""
    under = " · ".join(filter(None, (store.code, here)))
    return Row(
        store.code,
        (
            Cell(store.name, under, "store", strong=True),
            Cell(store.zone.key),
            Cell(store.currency),
        ),
    )


def _quota(allowance: Allowance) -> str:
    if not allowance.quota:
        return ""
    text = n_("{count} a member", "{count} a member", allowance.quota)
    return text.format(count=formats.number(allowance.quota))


def _what(grant: Grant, currency: str) -> str:
    if grant.kind is GrantKind.CODES:
        first, last = grant.codes or (1, 0)
        return codes(last - first + 1)
    left = amount(grant.left, currency)
    if grant.kind is GrantKind.BUDGET:
        return _("Share of the limits: {amount} left").format(amount=left)
    return _("Risk: {amount} left").format(amount=left)


def _stake(stake: Stake, currency: str) -> tuple[str, str]:
    """Return what is at stake: what may be lost, and the codes that are held."""
    risk = amount(stake.risk, currency) if stake.risk != Amount() else ""
    held = codes(stake.codes) if stake.codes else ""
    return (risk, held) if risk else (held or "–", "")

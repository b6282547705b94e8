"""Members, their units, coupons and history in words: the cells of the tables."""

from collections.abc import Mapping
from decimal import Decimal

from counterfoil.desk import formats
from counterfoil.desk.counter.coupon_card import worth
from counterfoil.desk.counter.reasons import short_reason
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.parts.cells import Cell
from counterfoil.desk.parts.table import Column, Row
from counterfoil.desk.translation import _
from counterfoil.domain.coupon import CouponStatus, IssuedCoupon
from counterfoil.domain.member import DEFAULT_WALLET, Member
from counterfoil.domain.units import ZERO
from counterfoil.ledger.member_history import Happening, HistoryLine
from counterfoil.ledger.wallet_statement import StatementLine
from counterfoil.ledger.wallets import REDEEMED, REVERSED, SYNCED

MEMBERS = (
    Column(lambda: _("Member")),
    Column(lambda: _("Card"), 190),
    Column(lambda: _("Phone"), 170, spare=760),
    Column(lambda: _("Tier"), 150, spare=900),
    Column(lambda: _("Units"), 130, end=True),
    Column(lambda: _("Status"), 130, spare=620),
)
STATEMENT = (
    Column(lambda: _("Date"), 140),
    Column(lambda: _("What")),
    Column(lambda: _("Units"), 110, end=True),
    Column(lambda: _("Balance"), 120, end=True),
)
COUPONS = (
    Column(lambda: _("Code"), 150),
    Column(lambda: _("Coupon")),
    Column(lambda: _("Member"), 200, spare=900),
    Column(lambda: _("Issued"), 180, spare=640),
    Column(lambda: _("Status"), 150),
)
OWN_COUPONS = (*COUPONS[:2], *COUPONS[3:])
HISTORY = (
    Column(lambda: _("Date"), 140),
    Column(lambda: _("What"), 164),
    Column(lambda: _("About")),
    Column(lambda: _("Units"), 110, end=True, spare=520),
    Column(lambda: _("By"), 130, spare=720),
)


def name_of(member: Member) -> str:
    """Return what a member is called, in the screen's language where they were erased."""
    return _("Erased member") if member.erased else member.name


def member_row(member: Member, tiers: Mapping[str, str]) -> Row:
    """Return a member as a row of the list."""
    tier = tiers.get(member.tier, member.tier) if member.tier else ""
    return Row(
        member.id,
        (
            Cell(member.name, member.email, strong=True),
            Cell(member.loyalty_card_number, code=True),
            Cell(member.phone),
            Cell(tier),
            Cell(formats.number(member.wallets.get(DEFAULT_WALLET, ZERO)), end=True),
            Cell(_("Active"), icon="tick", tone="accepted-text")
            if member.active
            else Cell(_("Inactive"), icon="pause", tone="soft"),
        ),
    )


def statement_row(line: StatementLine, scene: Scene) -> Row:
    """Return a transfer as a row of the statement."""
    words = {REDEEMED: _("Redeemed"), REVERSED: _("Undone"), SYNCED: _("On other tills")}
    what = words.get(line.kind, _("Adjusted"))
    return Row(
        str(line.id),
        (
            Cell(formats.short_moment(line.at, scene.zone, scene.now)),
            Cell(what, line.campaign or line.reason),
            _units(line.units),
            Cell(formats.number(line.after), strong=True, end=True),
        ),
    )


def coupon_row(issued: IssuedCoupon, scene: Scene, *, own: bool = False) -> Row:
    """Return a coupon as a row; without its member where all are of one (`own`)."""
    holder = issued.holder
    cells = [
        Cell(issued.coupon.code, code=True),
        Cell(issued.coupon.reward_name, worth(issued, scene)),
    ]
    if not own:
        named = _("Erased member") if holder and not holder.card else holder and holder.name
        cells.append(Cell(named or "–", holder.card if holder else ""))
    cells += [
        Cell(formats.short_moment(issued.issued_at, scene.zone, scene.now)),
        coupon_status(issued, scene),
    ]
    return Row(issued.coupon.code, tuple(cells))


def coupon_status(issued: IssuedCoupon, scene: Scene) -> Cell:
    """Return where a coupon stands, with when and where it was used."""
    status = issued.status(scene.now)
    word, icon, tone = {
        CouponStatus.UNUSED: (_("Can be used"), "tick", "accepted-text"),
        CouponStatus.USED: (_("Used"), "used", "soft"),
        CouponStatus.EXPIRED: (_("Expired"), "history", "soft"),
        CouponStatus.CANCELLED: (_("Cancelled"), "refused", "soft"),
    }[status]
    use = issued.use
    when = formats.short_moment(use.at, scene.zone, scene.now) if use else ""
    tip = f"{word} · {when} · {use.store} · {use.staff}" if use else word
    return Cell(word, when, icon=icon, tone=tone, tip=tip)


def history_row(line: HistoryLine, scene: Scene) -> Row:
    """Return what happened to a member as a row."""
    word, icon, tone = _happened(line)
    return Row(
        f"{line.kind}:{line.id}",
        (
            Cell(formats.short_moment(line.at, scene.zone, scene.now)),
            Cell(word, icon=icon, tone=tone),
            _about(line),
            _units(line.units) if line.units is not None else Cell(""),
            Cell(line.staff, line.store),
        ),
    )


def _about(line: HistoryLine) -> Cell:
    why = short_reason(line.refused.reason) if line.refused else line.note
    if line.what == DEFAULT_WALLET and why:
        return Cell(why)
    return Cell(line.what or "–", " · ".join(filter(None, (line.code, why))))


def _happened(line: HistoryLine) -> tuple[str, str, str]:
    if line.kind is Happening.REDEEMED and line.test:
        return _("Test"), "simulate", "soft"
    if line.kind is Happening.REDEEMED and line.undone:
        return _("Redeemed, then undone"), "undo", "soft"
    if line.kind is Happening.MOVED and line.undone:
        return _("Undone"), "undo", "soft"
    return {
        Happening.REDEEMED: (_("Redeemed"), "accepted", "accepted-text"),
        Happening.REFUSED: (_("Refused"), "refused", "refused-text"),
        Happening.MOVED: (_("Units adjusted") if line.staff else _("Units"), "units", "text"),
        Happening.COUPON_ISSUED: (_("Coupon issued"), "gift", "text"),
        Happening.COUPON_USED: (_("Coupon used"), "used", "text"),
        Happening.COUPON_CANCELLED: (_("Coupon cancelled"), "refused", "soft"),
    }[line.kind]


def _units(units: Decimal) -> Cell:
    sign = "+" if units > 0 else "−" if units < 0 else ""
    tone = "accepted-text" if units > 0 else "text"
    return Cell(f"{sign}{formats.number(abs(units))}", tone=tone, end=True)

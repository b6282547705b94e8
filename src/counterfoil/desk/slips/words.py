"""What a slip says: of a coupon, of a code, or to try the printer."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.desk import formats
from counterfoil.desk.translation import _
from counterfoil.domain.reward import Coupon
from counterfoil.domain.store import Store
from counterfoil.ledger.codes.listing import CodeLine

TEST_CODE = "TEST-1234"


@dataclass(frozen=True, slots=True)
class Texts:
    """A slip in words, from above: title, the code as a symbol and in groups, lines, the store."""

    title: str
    code: str
    lines: tuple[str, ...]
    footer: str


def of_coupon(coupon: Coupon, store: Store) -> Texts:
    """Return the slip of a coupon: what it is good for, and until when."""
    worth = "" if coupon.value is None else formats.money(coupon.value, store.currency)
    until = "" if coupon.expires_at is None else _until(coupon.expires_at, store)
    lines = tuple(filter(None, (worth, until)))
    return Texts(coupon.reward_name, coupon.code, lines, store.name)


def of_code(code: CodeLine, campaign: str, ends_at: datetime | None, store: Store) -> Texts:
    """Return the slip of a code of a campaign."""
    test = _("Test") if code.test else ""
    until = "" if ends_at is None else _until(ends_at, store)
    return Texts(campaign, code.text, tuple(filter(None, (test, until))), store.name)


def of_test(store: Store) -> Texts:
    """Return a slip to try the printer with; its code is nobody's."""
    return Texts(
        _("Test"), TEST_CODE, (_("If you can scan this, the printer is ready."),), store.name
    )


def _until(at: datetime, store: Store) -> str:
    return _("valid until {day}").format(day=formats.day(at, store.zone))

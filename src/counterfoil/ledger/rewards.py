"""Rewards, and the coupons that are issued of them."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, case, func, select, update

from counterfoil.domain.code import CharacterSet, CodeFormat, candidates
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.reward import Coupon, Reward
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement, inserting, putting
from counterfoil.ledger.tables.base import (
    from_micros_or_none,
    from_units,
    to_micros,
    to_micros_or_none,
    to_units,
)
from counterfoil.ledger.tables.campaigns import coupons, rewards

COUPON_FORMAT: Final = CodeFormat(CharacterSet.ALPHANUM, 10)
"""Ten of 31: one guess in 82 million hits, with ten million coupons out."""

LONGEST_CODE: Final = 200
LONGEST_DAYS: Final = 3653

_PUT: Final = putting(rewards)
_READ: Final = Statement(select(rewards).where(rewards.c.id == bindparam("id")))
_ISSUE: Final = inserting(coupons)
_EXISTS: Final = Statement(select(coupons.c.code).where(coupons.c.code == bindparam("code")))
_COUPON: Final = Statement(
    select(
        coupons.c.code,
        coupons.c.reward_id,
        rewards.c.name,
        coupons.c.value,
        coupons.c.expires_at,
        coupons.c.used_at,
    )
    .join(rewards, rewards.c.id == coupons.c.reward_id)
    .where(coupons.c.code == bindparam("code"))
)


def read_reward(conn: Connection, reward_id: str) -> Reward | None:
    """Return a reward, None where there is none."""
    row = _READ.run(conn, {"id": reward_id}).fetchone()
    if row is None:
        return None
    found_id, name, value, days_valid, active = row
    return Reward(found_id, name, from_units(value), days_valid, bool(active))


def list_rewards(ledger: Ledger) -> tuple[Reward, ...]:
    """Return the rewards by name."""
    with ledger.read() as conn:
        rows = conn.execute(select(rewards).order_by(func.lower(rewards.c.name), rewards.c.id))
        return tuple(
            Reward(row.id, row.name, from_units(row.value), row.days_valid, bool(row.active))
            for row in rows
        )


@dataclass(frozen=True, slots=True)
class RewardFigures:
    """The coupons of a reward: all that were issued, and what became of them."""

    issued: int = 0
    used: int = 0
    cancelled: int = 0
    expired: int = 0

    @property
    def open(self) -> int:
        """How many can still be used."""
        return self.issued - self.used - self.cancelled - self.expired


def reward_figures(ledger: Ledger, now: datetime) -> Mapping[str, RewardFigures]:
    """Return the figures of each reward that coupons were issued of. It reads every coupon."""
    expired = case(
        (
            coupons.c.used_at.is_(None)
            & coupons.c.cancelled_at.is_(None)
            & (coupons.c.expires_at <= to_micros(now)),
            1,
        )
    )
    cancelled = case((coupons.c.used_at.is_(None) & coupons.c.cancelled_at.is_not(None), 1))
    query = select(
        coupons.c.reward_id,
        func.count(),
        func.count(coupons.c.used_at),
        func.count(cancelled),
        func.count(expired),
    ).group_by(coupons.c.reward_id)
    with ledger.read() as conn:
        return {row[0]: RewardFigures(*row[1:]) for row in conn.execute(query)}


def get_reward(ledger: Ledger, reward_id: str) -> Reward:
    """Return a reward. Raises NotFound."""
    with ledger.read() as conn:
        found = read_reward(conn, reward_id)
    if found is None:
        raise NotFound("There is no reward {reward}.", reward=reward_id[:64])
    return found


def save_reward(ledger: Ledger, reward: Reward, by: Staff, now: datetime) -> Reward:
    """Add or change a reward; coupons already issued stay as they are. Raises Forbidden."""
    require(by, Act.SAVE_REWARD)
    with ledger.write() as conn:
        values = put_reward(conn, reward)
        journal.append(ledger, conn, Kind.REWARD_SAVED, {**values, "staff": by.id}, now)
    return reward


def put_reward(conn: Connection, reward: Reward) -> Mapping[str, object]:
    """Add or change a reward in the transaction of `conn`, and return its row.

    Raises InvalidInput where it cannot be kept.
    """
    if not reward.id.strip() or not reward.name.strip():
        raise InvalidInput("Give the reward an id and a name.")
    check_text(reward.id, reward.name)
    if reward.value is not None and reward.value < 0:
        raise InvalidInput("A coupon cannot be worth less than nothing; leave its value empty.")
    if reward.days_valid is not None and not 0 < reward.days_valid <= LONGEST_DAYS:
        raise InvalidInput(
            "A coupon is valid for 1 to {most} days; leave it empty for ever.", most=LONGEST_DAYS
        )
    values = {
        "id": reward.id,
        "name": reward.name,
        "value": to_units(reward.value),
        "days_valid": reward.days_valid,
        "active": reward.active,
    }
    _PUT.run(conn, values)
    return values


def random_codes() -> Iterator[str]:
    """Yield coupon codes that nobody can foretell, without end."""
    while True:
        yield "".join(secrets.choice(COUPON_FORMAT.alphabet) for _ in range(COUPON_FORMAT.length))


def free_coupon_code(conn: Connection, drawn: Iterator[str]) -> str:
    """Return the first of the codes `drawn` that no coupon has."""
    return next(c for c in drawn if _EXISTS.run(conn, {"code": c}).fetchone() is None)


def coupon_among(conn: Connection, texts: Iterable[str]) -> str | None:
    """Return the code of the first coupon among texts as they were read, None where none is one."""
    for text in texts:
        for code in candidates(text, (COUPON_FORMAT,)):
            if len(code) <= LONGEST_CODE and _EXISTS.run(conn, {"code": code}).fetchone():
                return code
    return None


def issue_coupon(
    conn: Connection, coupon: Coupon, member_id: str | None, redemption_id: str, at: datetime
) -> None:
    """Keep a coupon that a redemption gave."""
    _ISSUE.run(conn, coupon_row(coupon, member_id, redemption_id, to_micros(at)))


def coupon_row(
    coupon: Coupon, member_id: str | None, redemption_id: str | None, at: int
) -> dict[str, Any]:
    """Return the row of a coupon that is given at a moment, as columns keep moments."""
    return {
        "code": coupon.code,
        "reward_id": coupon.reward_id,
        "member_id": member_id,
        "value": to_units(coupon.value),
        "issued_at": at,
        "expires_at": to_micros_or_none(coupon.expires_at),
        "redemption_id": redemption_id,
        "used_at": None,
        "cancelled_at": None,
    }


def read_coupon(conn: Connection, code: str) -> tuple[Coupon, bool]:
    """Return a coupon that must be there, and whether it was used."""
    row = _COUPON.run(conn, {"code": code}).fetchone()
    assert row is not None  # noqa: S101 - coupons are never removed
    found, reward_id, name, value, expires_at, used_at = row
    coupon = Coupon(found, reward_id, name, from_units(value), from_micros_or_none(expires_at))
    return coupon, used_at is not None


def cancel_coupon(conn: Connection, code: str, at: datetime) -> bool:
    """Make a coupon worthless; say False, and leave it, where it was used before."""
    unused = update(coupons).where(coupons.c.code == code, coupons.c.used_at.is_(None))
    return bool(conn.execute(unused.values(cancelled_at=to_micros(at))).rowcount)


def cancel_unused(conn: Connection, member_id: str, at: datetime) -> int:
    """Make all coupons of a member worthless that were not used; return how many there were."""
    open_ = (
        coupons.c.member_id == member_id,
        coupons.c.used_at.is_(None),
        coupons.c.cancelled_at.is_(None),
    )
    return conn.execute(update(coupons).where(*open_).values(cancelled_at=to_micros(at))).rowcount


def coupons_of(ledger: Ledger, member_id: str) -> tuple[Coupon, ...]:
    """Return a member's coupons that were neither used nor cancelled, the newest first."""
    query = (
        select(coupons, rewards.c.name)
        .join(rewards, rewards.c.id == coupons.c.reward_id)
        .where(
            coupons.c.member_id == member_id,
            coupons.c.used_at.is_(None),
            coupons.c.cancelled_at.is_(None),
        )
        .order_by(coupons.c.issued_at.desc(), coupons.c.code)
    )
    with ledger.read() as conn:
        return tuple(
            Coupon(
                row.code,
                row.reward_id,
                row.name,
                from_units(row.value),
                from_micros_or_none(row.expires_at),
            )
            for row in conn.execute(query)
        )

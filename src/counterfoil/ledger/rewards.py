"""Rewards, and the coupons that are issued of them."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.reward import Coupon, Reward
from counterfoil.domain.store import Role, Staff
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


def save_reward(ledger: Ledger, reward: Reward, by: Staff, now: datetime) -> Reward:
    """Add or change a reward; coupons already issued stay as they are. Raises Forbidden."""
    require(by, Role.MANAGER)
    if not reward.id.strip() or not reward.name.strip():
        raise InvalidInput("Give the reward an id and a name.")
    check_text(reward.id, reward.name)
    values = {
        "id": reward.id,
        "name": reward.name,
        "value": to_units(reward.value),
        "days_valid": reward.days_valid,
        "active": reward.active,
    }
    with ledger.write() as conn:
        _PUT.run(conn, values)
        journal.append(ledger, conn, Kind.REWARD_SAVED, {**values, "staff": by.id}, now)
    return reward


def random_codes() -> Iterator[str]:
    """Yield coupon codes that nobody can foretell, without end."""
    while True:
        yield "".join(secrets.choice(COUPON_FORMAT.alphabet) for _ in range(COUPON_FORMAT.length))


def free_coupon_code(conn: Connection, drawn: Iterator[str]) -> str:
    """Return the first of the codes `drawn` that no coupon has."""
    return next(c for c in drawn if _EXISTS.run(conn, {"code": c}).fetchone() is None)


def issue_coupon(
    conn: Connection, coupon: Coupon, member_id: str | None, redemption_id: str, at: datetime
) -> None:
    """Keep a coupon that a redemption gave."""
    _ISSUE.run(
        conn,
        {
            "code": coupon.code,
            "reward_id": coupon.reward_id,
            "member_id": member_id,
            "value": to_units(coupon.value),
            "issued_at": to_micros(at),
            "expires_at": to_micros_or_none(coupon.expires_at),
            "redemption_id": redemption_id,
            "used_at": None,
            "cancelled_at": None,
        },
    )


def read_coupon(conn: Connection, code: str) -> tuple[Coupon, bool]:
    """Return a coupon that must be there, and whether it was used."""
    row = _COUPON.run(conn, {"code": code}).fetchone()
    assert row is not None  # noqa: S101 - coupons are never removed
    found, reward_id, name, value, expires_at, used_at = row
    coupon = Coupon(found, reward_id, name, from_units(value), from_micros_or_none(expires_at))
    return coupon, used_at is not None


def cancel_coupon(conn: Connection, code: str, at: datetime) -> None:
    """Make a coupon worthless."""
    conn.execute(update(coupons).where(coupons.c.code == code).values(cancelled_at=to_micros(at)))


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

"""What a session of a device is made of: a challenge to sign, and the token it gets for that.

Both are signed by the hub and kept nowhere, so that any hub on the database takes them.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, Final

import jwt

from counterfoil.hub.errors import Unauthorized

CHALLENGE_LIFE: Final = timedelta(minutes=2)
_ALGORITHM: Final = "HS256"
_ISSUER: Final = "counterfoil"
_CHALLENGE: Final = "sync-challenge"
_SESSION: Final = "sync"
# Seconds by which the clocks of two hubs may differ.
_LEEWAY_S: Final = 60
_PAD: Final = 8


class UnknownDevice(Unauthorized):
    """The device is not known, or did not show that it is itself; which of them is not said."""

    def __init__(self) -> None:
        super().__init__("The hub knows no such device; join it first.")


def challenge(key: bytes, device: str, had: int, now: datetime, sessions: int = 0) -> str:
    """Return what a device is to sign.

    It carries, unreadably, what the hub had of the device, and how many sessions that has begun.
    """
    salt = secrets.token_hex(_PAD)
    known = had.to_bytes(_PAD) + sessions.to_bytes(_PAD)
    hidden = int.from_bytes(_pad(key, salt)) ^ int.from_bytes(known)
    claims = {"sub": device, "jti": salt, "had": hidden.to_bytes(2 * _PAD).hex()}
    return _issue(key, claims, _CHALLENGE, now, CHALLENGE_LIFE)


def challenged(key: bytes, token: str, now: datetime) -> tuple[str, int, int]:
    """Return the device that a challenge is for, what the hub had of it, and its sessions by then.

    Raises UnknownDevice.
    """
    claims = _read(key, token, _CHALLENGE, now)
    try:
        known = int(claims["had"], 16) ^ int.from_bytes(_pad(key, claims["jti"]))
        had, sessions = divmod(known, 1 << (8 * _PAD))
        return str(claims["sub"]), had, sessions
    except (KeyError, ValueError, TypeError, AttributeError):
        raise UnknownDevice from None


def session_token(key: bytes, device: str, now: datetime, life: timedelta) -> str:
    """Return the token of a device that has shown that it is itself."""
    return _issue(key, {"sub": device}, _SESSION, now, life)


def session_device(key: bytes, token: str, now: datetime) -> str:
    """Return the device that a session is of. Raises UnknownDevice."""
    return str(_read(key, token, _SESSION, now)["sub"])


def _issue(
    key: bytes, claims: dict[str, Any], audience: str, now: datetime, life: timedelta
) -> str:
    at = int(now.timestamp())
    ends = at + int(life.total_seconds())
    whole = {"iss": _ISSUER, "aud": audience, "iat": at, "exp": ends, **claims}
    return jwt.encode(whole, key, algorithm=_ALGORITHM)


def _read(key: bytes, token: str, audience: str, now: datetime) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            issuer=_ISSUER,
            audience=audience,
            # The library would ask its own clock.
            options={
                "require": ["sub", "iat", "exp", "aud"],
                "verify_exp": False,
                "verify_iat": False,
            },
        )
        issued, ends = int(claims["iat"]), int(claims["exp"])
    except (jwt.InvalidTokenError, TypeError, ValueError):
        raise UnknownDevice from None
    at = now.timestamp()
    if at >= ends or issued > at + _LEEWAY_S:
        raise UnknownDevice
    return claims


def _pad(key: bytes, salt: str) -> bytes:
    return hmac.digest(key, f"challenge {salt}".encode(), "sha256")[: 2 * _PAD]

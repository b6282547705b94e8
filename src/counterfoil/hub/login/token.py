"""Tokens: signed, short-lived, and naming nobody but the one who signed in (RFC 7519)."""

from datetime import datetime, timedelta
from typing import Final

import jwt

from counterfoil.hub.errors import Unauthorized

_ALGORITHM: Final = "HS256"
_ISSUER: Final = "counterfoil"
# Seconds by which the clocks of two hubs may differ.
_LEEWAY_S: Final = 60


def issue(key: bytes, staff_id: str, now: datetime, life: timedelta) -> str:
    """Return a token for somebody who has proved who they are."""
    at = int(now.timestamp())
    claims = {
        "iss": _ISSUER,
        "sub": staff_id,
        "iat": at,
        "exp": at + int(life.total_seconds()),
    }
    return jwt.encode(claims, key, algorithm=_ALGORITHM)


def holder(key: bytes, token: str, now: datetime) -> str:
    """Return the id of whom a token was issued to. Raises Unauthorized."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            issuer=_ISSUER,
            # The library would ask its own clock.
            options={
                "require": ["sub", "iat", "exp"],
                "verify_exp": False,
                "verify_iat": False,
            },
        )
        issued, ends = int(claims["iat"]), int(claims["exp"])
    except (jwt.InvalidTokenError, TypeError, ValueError):
        raise Unauthorized("Invalid JWT Token") from None
    at = now.timestamp()
    if at >= ends:
        raise Unauthorized("Expired JWT Token")
    if issued > at + _LEEWAY_S:
        raise Unauthorized("Invalid JWT Token")
    return str(claims["sub"])

"""Refusals of codes over HTTP.

A used, unknown, void or misread code is refused by one same answer, after a time that is rounded
up, so that who tries codes learns nothing of them. A code that is good, but not now or not for this
member, is told why.
"""

import asyncio
import math
from datetime import datetime, timedelta
from http import HTTPStatus
from time import perf_counter
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse

from counterfoil.domain.refusal import Reason, Refused, next_step, sentence
from counterfoil.hub.errors import TooMany
from counterfoil.hub.hub import hub_of
from counterfoil.ledger.ledger import Ledger

ALIKE: Final = frozenset(
    {
        Reason.UNREADABLE,
        Reason.MISTYPED,
        Reason.COUPON,
        Reason.UNKNOWN,
        Reason.VOID,
        Reason.ALREADY_USED,
    }
)
SAME_REASON: Final = "code_refused"
SAME_MESSAGE: Final = "This code cannot be redeemed."
STATUS: Final = HTTPStatus.UNPROCESSABLE_ENTITY


class RedemptionRefused(Exception):
    """A code was refused; `path` is where in the request it stood."""

    def __init__(self, message: str, reason: str, path: str) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.path = path


def public_reason(refused: Refused) -> str:
    """Return the reason as callers are told it."""
    return SAME_REASON if refused.reason in ALIKE else refused.reason.value


def refusal(refused: Refused, ledger: Ledger, path: str) -> RedemptionRefused:
    """Return a refusal as staff and integrations are told it, to be raised."""
    reason = public_reason(refused)
    if reason == SAME_REASON:
        return RedemptionRefused(SAME_MESSAGE, reason, path)

    def shown(moment: datetime) -> str:
        return moment.astimezone(ledger.store.zone).isoformat(" ", "minutes")

    message = f"{sentence(refused, shown)} {next_step(refused, shown)}"
    return RedemptionRefused(message, reason, path)


def refuse_waiting(refused: Refused, now: datetime) -> None:
    """Raise TooMany where nothing is looked at, as too many codes were unknown."""
    until = refused.values.get("until")
    if refused.reason is not Reason.TOO_MANY_GUESSES or not isinstance(until, datetime):
        return
    seconds = math.ceil((until - now).total_seconds())
    raise TooMany(
        "Too many codes were unknown; wait {seconds} s and try again.",
        retry_after=seconds,
        seconds=max(1, seconds),
    )


def add_refusal_handler(app: FastAPI) -> None:
    """Make the app answer a refused code by 422, after a time that does not tell why."""
    app.add_exception_handler(RedemptionRefused, _refused)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RedemptionRefused)  # noqa: S101 - registered for nothing else
    body = {
        "code": int(STATUS),
        "message": error.message,
        "errors": [{"path": error.path, "message": error.message}],
        "reason": error.reason,
    }
    await even_out(request)
    return JSONResponse(body, STATUS)


async def even_out(request: Request, steps: int = 1) -> None:
    """Wait until the request has taken a whole number of times so many of the refusal steps."""
    step = hub_of(request).settings.refusal_step * steps
    await asyncio.sleep(_left(perf_counter() - request.state.started, step))


def _left(taken_s: float, step: timedelta) -> float:
    """Return the seconds until the next whole step."""
    each = step.total_seconds()
    return math.ceil(taken_s / each) * each - taken_s if each else 0.0

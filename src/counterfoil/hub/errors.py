"""Errors as Open Loyalty answers them: `{"code": …, "message": …, "errors": […]}`.

What the caller can mend is said in one sentence; a bug is answered by 500 and the id of its report.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from counterfoil.domain.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    MachineError,
    NotFound,
    UserError,
)
from counterfoil.ledger.feed.read import Pruned

_LOG: Final = structlog.get_logger("counterfoil.hub")
RETRY_S: Final = 5
"""Seconds after which a caller may try again where the database did not answer."""


class Unauthorized(UserError):
    """Nobody, or somebody who did not prove who they are."""


class TooMany(UserError):
    """Asked too often; `retry_after` are the seconds to wait."""

    def __init__(self, template: str, *, retry_after: int, **values: object) -> None:
        super().__init__(template, **values)
        self.retry_after = max(1, retry_after)


class Busy(MachineError):
    """There is too much to do at once; `retry_after` are the seconds after which to come again."""

    def __init__(self, template: str, *, retry_after: int, **values: object) -> None:
        super().__init__(template, **values)
        self.retry_after = retry_after


_STATUS: Final[Mapping[type[UserError], int]] = {
    InvalidInput: HTTPStatus.BAD_REQUEST,
    Unauthorized: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    Pruned: HTTPStatus.GONE,
    MachineError: HTTPStatus.SERVICE_UNAVAILABLE,
}


def answer(
    status: int,
    message: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Return an error as it is answered."""
    body = {"code": int(status), "message": message, "errors": list(errors)}
    return JSONResponse(body, int(status), headers)


def bug(report: str) -> JSONResponse:
    """Return what is answered to a mistake in the program."""
    return answer(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        f"Something is wrong inside Counterfoil; give whoever looks after it the report {report}.",
    )


def add_handlers(app: FastAPI) -> None:
    """Make the app answer every error in the one shape."""
    app.add_exception_handler(UserError, _user_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_parameters)


async def _user_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, UserError)  # noqa: S101 - registered for nothing else
    status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
    if isinstance(error, MachineError) and not isinstance(error, Busy):
        _LOG.warning("machine failed", trouble=error.template)
    return answer(status, str(error), headers=_headers(error))


def _headers(error: UserError) -> dict[str, str]:
    if isinstance(error, TooMany | Busy):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, MachineError):
        return {"Retry-After": str(RETRY_S)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthorized) else {}


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    return answer(error.status_code, str(error.detail), headers=error.headers)


async def _bad_parameters(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for nothing else
    errors = [
        {"path": ".".join(str(part) for part in each["loc"][1:]), "message": str(each["msg"])}
        for each in error.errors()
    ]
    return answer(HTTPStatus.BAD_REQUEST, "Validation failed.", errors)

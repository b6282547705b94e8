"""What goes around every request: its id, the bound of its body, its figures, its line of log."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterfoil.hub.errors import answer, bug
from counterfoil.hub.hub import Hub
from counterfoil.logs.places import traced

REQUEST_ID: Final = "X-Request-Id"
UNKNOWN_ROUTE: Final = "unknown"
_NUL: Final = "The address holds the character U+0000; take it out."
_CLOSE: Final = {"Connection": "close"}
_USABLE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LOG: Final = structlog.get_logger("counterfoil.hub")


class Frame:
    """The outermost part of the app."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        self.app = app
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, and answer 500 with the id of a report where the program failed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope)
        sender = _Sender(send, _request_id(given))
        scope.setdefault("state", {}).update(request_id=sender.request_id, started=perf_counter())
        with self._measured(scope, sender):
            try:
                await self._serve(scope, given, receive, sender)
            except Exception as error:  # noqa: BLE001 - every one is reported and answered
                self._report(error, sender)
                if not sender.status:
                    await bug(sender.request_id)(scope, receive, sender)

    async def _serve(self, scope: Scope, given: Headers, receive: Receive, sender: Send) -> None:
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            # No name has that character, and no database takes it.
            await answer(HTTPStatus.BAD_REQUEST, _NUL)(scope, receive, sender)
            return
        most = self.hub.settings.most_bytes(scope["path"])
        length = given.get("Content-Length", "")
        if length.isdecimal() and int(length) > most:
            refusal = answer(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                _too_large(most),
                headers={"Connection": "close"},
            )
            await refusal(scope, receive, sender)
            return
        await self.app(scope, _limited(receive, most), sender)

    def _report(self, error: Exception, sender: "_Sender") -> None:
        self.hub.metrics.bug()
        _LOG.error("bug", request_id=sender.request_id, trace=traced(error))

    @contextmanager
    def _measured(self, scope: Scope, sender: "_Sender") -> Iterator[None]:
        started = perf_counter()
        self.hub.metrics.begin()
        try:
            yield
        finally:
            seconds = perf_counter() - started
            method = scope["method"]
            route = getattr(scope.get("route"), "path", UNKNOWN_ROUTE)
            self.hub.metrics.end(method, route, sender.status, seconds)
            _LOG.info(
                "request",
                request_id=sender.request_id,
                method=method,
                route=route,
                status=sender.status,
                ms=round(seconds * 1000, 1),
            )


class _Sender:
    """Sends an answer with the headers that all have, and remembers its status; 0 for none yet."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self.request_id
            headers["X-Content-Type-Options"] = "nosniff"
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)


def _request_id(given: Headers) -> str:
    asked = given.get(REQUEST_ID, "")
    return asked if _USABLE_ID.fullmatch(asked) else uuid4().hex


def _limited(receive: Receive, most: int) -> Receive:
    """Return `receive` that gives up a body of more than `most` bytes, whatever its header said."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(most), _CLOSE)
        return message

    return receiving


def _too_large(most: int) -> str:
    return f"The body has more than {most:,} bytes; send less at a time."

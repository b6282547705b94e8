"""The body of a device's message: bounded, packed or not, and awaited for so long and no longer."""

import asyncio
import zlib
from http import HTTPStatus
from typing import Final

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from counterfoil.domain.entry import canonical
from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.hub import MIB, hub_of

MOST_UNPACKED: Final = 32 * MIB
_GZIP: Final = 16 + zlib.MAX_WBITS
_GZIP_FROM: Final = 2048
_PLAIN: Final = frozenset({"", "identity"})


async def taken(request: Request) -> bytes:
    """Return a request's body as it came.

    Raises HTTPException: 408 where it does not come; 413 where it is too large.
    """
    try:
        async with asyncio.timeout(hub_of(request).settings.body_wait.total_seconds()):
            return await request.body()
    except (TimeoutError, ClientDisconnect):
        raise HTTPException(
            HTTPStatus.REQUEST_TIMEOUT, "The body did not come; send it again."
        ) from None


def unpacked(request: Request, body: bytes) -> bytes:
    """Return the message in a body.

    Raises InvalidInput where it is packed in another way than gzip, cut off, or not only one;
    HTTPException 413 where more is in it than `MOST_UNPACKED`.
    """
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding in _PLAIN:
        return body
    if coding != "gzip":
        raise InvalidInput("Send the body as it is, or packed with gzip.")
    unpacker = zlib.decompressobj(_GZIP)
    try:
        whole = unpacker.decompress(body, MOST_UNPACKED)
    except zlib.error:
        raise InvalidInput("The body says it is gzip and is not.") from None
    if unpacker.unconsumed_tail:
        raise HTTPException(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"The body has more than {MOST_UNPACKED:,} bytes in it; send less at a time.",
        )
    if not unpacker.eof or unpacker.unused_data:
        raise InvalidInput("The body is not one whole gzip; send it again.")
    return whole


def message(request: Request, document: dict[str, object]) -> Response:
    """Return a message as an answer, packed where that is worth it and the device can unpack it."""
    body = canonical(document).encode()
    if len(body) < _GZIP_FROM or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(body, media_type=JSONResponse.media_type)
    packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP)
    packed = packer.compress(body) + packer.flush()
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(packed, media_type=JSONResponse.media_type, headers=headers)

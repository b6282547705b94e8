"""The JSON document in a request's body, within the same bounds as one from a file."""

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.hub import hub_of
from counterfoil.openloyalty.document import parse


async def document(request: Request) -> object:
    """Return the document, of any kind; the endpoint reads it into its shape.

    Raises:
        InvalidInput: it is none, or not fit.
        HTTPException: 408 where it does not come; 413 where it is too large.
    """
    try:
        async with asyncio.timeout(hub_of(request).settings.body_wait.total_seconds()):
            body = await request.body()
    except (TimeoutError, ClientDisconnect):
        raise HTTPException(
            HTTPStatus.REQUEST_TIMEOUT, "The body did not come; send it again."
        ) from None
    if not body.strip():
        raise InvalidInput("The request has no body; send a JSON document.")
    return parse(body)


Document = Annotated[object, Depends(document)]

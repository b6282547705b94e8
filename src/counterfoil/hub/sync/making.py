"""Codes made for an office device."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import DeviceKind
from counterfoil.hub.described import takes
from counterfoil.hub.sync.bodies import message, taken, unpacked
from counterfoil.hub.sync.calling import Active
from counterfoil.ledger.exchange.making import make_codes
from counterfoil.wire import sync as wire
from counterfoil.wire.sync_codes import CodesMadeMessage, CodesWantedMessage

router = APIRouter(prefix="/sync", tags=["sync"])
Taken = Annotated[bytes, Depends(taken)]
FOR_OFFICES: Final = "Only office devices ask for codes."


@router.post(
    "/generate",
    response_model=CodesMadeMessage,
    openapi_extra=takes(CodesWantedMessage),
    summary="Ask for codes",
)
def generate(request: Request, calling: Active, body: Taken) -> Response:
    """Make codes and return their batch, which then comes by the feed.

    The same request again gets the same batch, and null while it is being made: ask again then.
    """
    if calling.kind is not DeviceKind.OFFICE:
        raise Forbidden(FOR_OFFICES)
    wanted = wire.read_wanted(wire.parse(unpacked(request, body)))
    batch = make_codes(calling.ledger, calling.device, wanted, calling.now)
    return message(request, wire.write_made(batch))

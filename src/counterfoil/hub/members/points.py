"""`points/add`: units given by hand, with a reason and an author."""

from datetime import UTC
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import AliasChoices, Field
from starlette.responses import JSONResponse

from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.domain.units import MOST, plain
from counterfoil.hub.body import Document
from counterfoil.hub.described import known_parameters, takes
from counterfoil.hub.members.answers import TransferAnswer
from counterfoil.hub.session import Caller
from counterfoil.ledger.wallets import LONGEST_EXTERNAL_ID, adjust_once
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import Amount, Code, Long, Shape

_WRAPPER: Final = "transfer"
_NO_REASON: Final = "Added over the API"

router = APIRouter(
    prefix="/api/{storeCode}/points",
    tags=["Points"],
    dependencies=[Depends(known_parameters)],
)

ExternalId = Annotated[str, Field(max_length=LONGEST_EXTERNAL_ID, pattern=r"^[^\r\n\t]*$")]


class TransferShape(Shape):
    """Units for a member. `externalTransferId` makes the same transfer, sent twice, count once."""

    customer: Code = Field(alias="customer", validation_alias=AliasChoices("customer", "member"))
    points: Annotated[Amount, Field(gt=0, le=MOST)]
    comment: Long = ""
    wallet_code: Code = DEFAULT_WALLET
    external_transfer_id: ExternalId = ""


@router.post(
    "/add",
    response_model=TransferAnswer,
    openapi_extra=takes(TransferShape, _WRAPPER),
    summary="Add units",
)
def add_route(caller: Caller, document: Document) -> JSONResponse:
    """Add units to a member's wallet; `comment` is kept as the reason, and who asked as author."""
    wanted = read(TransferShape, document, _WRAPPER, UTC)
    done = adjust_once(
        caller.ledger,
        wanted.customer,
        wanted.wallet_code,
        wanted.points,
        wanted.comment.strip() or _NO_REASON,
        caller.staff,
        caller.now,
        external_id=wanted.external_transfer_id.strip(),
    )
    return JSONResponse({"transferId": str(done.transfer_id), "activeUnits": plain(done.balance)})

"""`campaign/{campaign}/codes`: listed, made, exported as CSV."""

import re
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from io import StringIO
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.store import Act
from counterfoil.hub.body import Document
from counterfoil.hub.codes.answers import CodeList, answered
from counterfoil.hub.codes.making import MOST_IN_A_REQUEST, make
from counterfoil.hub.described import CampaignId, known_parameters, takes
from counterfoil.hub.scroll import Part, Scrolling
from counterfoil.hub.session import Caller, Session
from counterfoil.ledger.campaigns import get_campaign
from counterfoil.ledger.codes.export_csv import export_steps
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.listing import CodeLine, Page, after_skipping, count_codes, list_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import Shape, Whole

_WRAPPER: Final = "generate"
_MOST_TRIES: Final = 10
"""How many short pages of codes that are looked at one by one are put together for one."""

router = APIRouter(
    prefix="/api/{storeCode}/campaign/{campaign}/codes",
    tags=["Redemption codes"],
    dependencies=[Depends(known_parameters)],
)


class GenerateShape(Shape):
    """How many codes to make."""

    number_of_codes: Annotated[Whole, Field(ge=1, json_schema_extra={"maximum": MOST_IN_A_REQUEST})]


def wanted_codes(
    status: CodeStatus | None = None,
    code: Annotated[str, Query(max_length=100, description="How the code begins.")] = "",
    batch_id: Annotated[int | None, Query(alias="batchId", ge=1, le=2**31 - 1)] = None,
) -> CodeFilter:
    """Return which codes the query asks for."""
    return CodeFilter(status, batch_id, code)


Wanted = Annotated[CodeFilter, Depends(wanted_codes)]


@router.get("", response_model=CodeList, summary="Get redemption codes")
def list_route(
    caller: Caller, campaign_id: CampaignId, part: Scrolling, wanted: Wanted
) -> JSONResponse:
    """List a campaign's codes in the order they were made.

    Of those that have to be looked at one by one (`code`), a page may be short and go on.
    """
    require(caller.staff, Act.VOID_CODES)
    get_campaign(caller.ledger, campaign_id)
    shown = _page(caller.ledger, campaign_id, part, wanted)
    return JSONResponse(
        part.answer(
            [answered(line) for line in shown.codes],
            every=count_codes(caller.ledger, campaign_id) or 0,
            filtered=count_codes(caller.ledger, campaign_id, wanted),
            more=shown.more,
        )
    )


@router.post(
    "/generate",
    status_code=HTTPStatus.NO_CONTENT,
    openapi_extra=takes(GenerateShape, _WRAPPER),
    summary="Generate redemption codes",
)
def generate_route(caller: Caller, campaign_id: CampaignId, document: Document) -> Response:
    """Make a batch of codes in the campaign's format."""
    quantity = read(GenerateShape, document, _WRAPPER, caller.ledger.store.zone).number_of_codes
    make(caller, campaign_id, quantity)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
    summary="Export redemption codes",
)
def export_route(caller: Caller, campaign_id: CampaignId, wanted: Wanted) -> StreamingResponse:
    """Send a campaign's codes as a CSV file, as it is read."""
    require(caller.staff, Act.MAKE_CODES)
    campaign = get_campaign(caller.ledger, campaign_id)
    return StreamingResponse(
        _lines(caller, campaign_id, wanted),
        media_type="text/csv",
        headers={"Content-Disposition": _attached(f"{campaign.name} codes.csv")},
    )


def _page(ledger: Ledger, campaign_id: str, part: Part, wanted: CodeFilter) -> Page:
    """Put a whole page together; the part of a list that a scroll asks for is as it comes."""
    limit = part.page.items
    after = part.after_number()
    if after is not None:
        return _behind(ledger, campaign_id, after, limit, wanted)
    place: int | None = after_skipping(ledger, campaign_id, part.page.start, wanted)
    lines: tuple[CodeLine, ...] = ()
    for _ in range(_MOST_TRIES):
        if place is None or len(lines) >= limit:
            break
        found = _behind(ledger, campaign_id, place, limit - len(lines), wanted)
        lines, place = lines + found.codes, found.more
    return Page(lines, place)


def _behind(ledger: Ledger, campaign_id: str, after: int, limit: int, wanted: CodeFilter) -> Page:
    found = list_codes(ledger, campaign_id, after=after, limit=limit, wanted=wanted)
    # A whole code is found wherever it stands.
    return replace(found, codes=tuple(line for line in found.codes if line.id > after))


def _lines(caller: Session, campaign_id: str, wanted: CodeFilter) -> Iterator[str]:
    """Yield the lines of an export a stretch of codes at a time."""
    out = StringIO(newline="")
    for _ in export_steps(caller.ledger, campaign_id, out, wanted):
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _attached(name: str) -> str:
    """Name a file for whoever saves it: plainly, and in full as RFC 6266 has it."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name.removesuffix(".csv")).strip("-")[:80]
    return f"attachment; filename=\"{plain}.csv\"; filename*=UTF-8''{quote(name, safe='')}"

"""`campaign`: listed, made, read, changed, put away."""

from dataclasses import replace
from datetime import UTC
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header
from pydantic import Field
from starlette.responses import JSONResponse, Response

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.codespace import check_space
from counterfoil.domain.errors import NotFound
from counterfoil.hub.body import Document
from counterfoil.hub.campaigns.answers import (
    WRAPPER,
    CampaignAnswer,
    CampaignList,
    Made,
    StaleAnswer,
    answered,
    as_sent,
    base_version,
    stale,
    tagged,
)
from counterfoil.hub.campaigns.choose import Chosen
from counterfoil.hub.codes.making import check_quantity, make
from counterfoil.hub.described import CampaignId, known_parameters, takes
from counterfoil.hub.paging import Paging
from counterfoil.hub.session import Caller, Session
from counterfoil.ledger.campaign_versions import Stale
from counterfoil.ledger.campaigns import (
    archive,
    get_campaign,
    list_campaigns,
    new_campaign_id,
    save_campaign,
)
from counterfoil.openloyalty.campaign import codes_wanted, read_campaign
from counterfoil.openloyalty.campaign_shape import CampaignShape
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.shape import Flag, Shape, Whole

_TRIES: Final = 3
"""How often a change of one field is made anew where somebody else saved meanwhile."""

router = APIRouter(
    prefix="/api/{storeCode}/campaign",
    tags=["Campaign"],
    dependencies=[Depends(known_parameters)],
)


class PatchShape(Shape):
    """What can be changed alone."""

    active: Flag | None = None
    display_order: Annotated[Whole, Field(ge=-1_000_000, le=1_000_000)] | None = None


@router.get("", response_model=CampaignList, summary="Get campaigns")
def list_route(caller: Caller, page: Paging, chosen: Chosen) -> JSONResponse:
    """List campaigns, in display order unless `_orderBy` says otherwise; `name` is a part of it."""
    found = chosen.of(list_campaigns(caller.ledger, archived=chosen.archived), caller.now)
    answer = page.of(found)
    shown = found[page.start : page.start + page.items]
    items = [answered(get_campaign(caller.ledger, each.id), each, caller.now) for each in shown]
    return JSONResponse({**answer, "items": items})


@router.post("", response_model=Made, openapi_extra=takes(CampaignShape, WRAPPER), summary="Add")
def add_route(caller: Caller, document: Document) -> JSONResponse:
    """Add a campaign; where generateCodes has a number, as many codes are made with it."""
    zone = caller.ledger.store.zone
    made = read_campaign(document, id=new_campaign_id(), zone=zone)
    quantity = codes_wanted(document, zone=zone)
    if quantity and made.code_format:
        check_quantity(quantity)
        check_space(made.code_format, 0, quantity)
    saved = _saved(caller, replace(made, archived=False))
    if quantity:
        make(caller, saved.id, quantity)
    return _made(saved)


@router.get("/{campaign}", response_model=CampaignAnswer, summary="Get campaign")
def show_route(caller: Caller, campaign_id: CampaignId) -> JSONResponse:
    """Return one campaign; ETag is its version, for If-Match."""
    found = get_campaign(caller.ledger, campaign_id)
    return JSONResponse(_shown(caller, found), headers=tagged(found.version))


@router.put(
    "/{campaign}",
    response_model=Made,
    responses={409: {"model": StaleAnswer}},
    openapi_extra=takes(CampaignShape, WRAPPER),
    summary="Update",
)
def update_route(
    caller: Caller,
    campaign_id: CampaignId,
    document: Document,
    if_match: Annotated[str | None, Header(max_length=100)] = None,
) -> JSONResponse:
    """Save a changed document in the place of a campaign's own.

    If-Match, or else the document's `counterfoil.version`, says what version it was made from;
    where somebody else saved another one meanwhile the answer is 409 with both.
    """
    before = get_campaign(caller.ledger, campaign_id)
    sent = as_sent(document)
    changed = read_campaign(sent, id=before.id, zone=caller.ledger.store.zone)
    changed = replace(changed, archived=before.archived)
    base = base_version(if_match, sent)
    try:
        return _made(_saved(caller, changed, before.version if base is None else base))
    except Stale as error:
        return stale(error, changed)


@router.patch(
    "/{campaign}",
    response_model=Made,
    openapi_extra=takes(PatchShape, WRAPPER),
    summary="Activate, deactivate or move",
)
def patch_route(caller: Caller, campaign_id: CampaignId, document: Document) -> JSONResponse:
    """Change whether a campaign is active, or its place in the display order, and nothing else."""
    wanted = read(PatchShape, document, WRAPPER, UTC)
    return _made(_patched(caller, campaign_id, wanted, _TRIES))


@router.delete("/{campaign}", status_code=HTTPStatus.NO_CONTENT, summary="Archive")
def archive_route(caller: Caller, campaign_id: CampaignId) -> Response:
    """Put a campaign away for good; its history stays."""
    archive(caller.ledger, campaign_id, caller.staff, caller.now)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _saved(caller: Session, campaign: Campaign, base: int = 0) -> Campaign:
    return save_campaign(caller.ledger, campaign, caller.staff, caller.now, base_version=base)


def _made(campaign: Campaign) -> JSONResponse:
    body = {"campaignId": campaign.id, "version": campaign.version}
    return JSONResponse(body, headers=tagged(campaign.version))


def _shown(caller: Session, campaign: Campaign) -> dict[str, object]:
    every = list_campaigns(caller.ledger, archived=True)
    summary = next((each for each in every if each.id == campaign.id), None)
    if summary is None:
        raise NotFound("There is no campaign {campaign}.", campaign=campaign.id)
    return answered(campaign, summary, caller.now)


def _patched(caller: Session, campaign_id: str, wanted: PatchShape, tries: int) -> Campaign:
    before = get_campaign(caller.ledger, campaign_id)
    changed = replace(
        before,
        active=before.active if wanted.active is None else wanted.active,
        display_order=(
            before.display_order if wanted.display_order is None else wanted.display_order
        ),
    )
    if changed == before:
        return before
    try:
        return _saved(caller, changed, before.version)
    except Stale:
        if tries <= 1:
            raise
        return _patched(caller, campaign_id, wanted, tries - 1)

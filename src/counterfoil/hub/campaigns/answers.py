"""Campaigns as they are answered, and as a changed one may come back."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.errors import InvalidInput
from counterfoil.hub.described import Refusal
from counterfoil.hub.scroll import Total
from counterfoil.ledger.campaign_versions import Stale
from counterfoil.ledger.campaigns import Summary
from counterfoil.openloyalty.campaign import write_campaign

WRAPPER: Final = "campaign"
_ADDED: Final = frozenset({"campaignId", "name", "status", "codes"})
"""What an answer has beside the document; a client that sends it back means the document."""

_TAG: Final = re.compile(r'(?:W/)?"?([0-9]{1,9})"?', re.ASCII)


class Made(BaseModel):
    """Which campaign was made or changed, and its version by now."""

    campaignId: str  # noqa: N815 - the name in the API
    version: int


class CodeCounts(BaseModel):
    """How many codes a campaign has."""

    all: int
    used: int
    void: int
    remaining: int


class CampaignAnswer(BaseModel):
    """A campaign: its document, and how it stands."""

    model_config = ConfigDict(extra="allow")

    campaignId: str  # noqa: N815
    name: str
    status: str
    codes: CodeCounts
    type: str
    trigger: str
    translations: dict[str, dict[str, str]]
    activity: dict[str, str | None]
    event: str
    eventCodeAttribute: str  # noqa: N815
    rules: list[dict[str, object]]
    displayOrder: int  # noqa: N815
    active: bool


class CampaignList(BaseModel):
    """A page of campaigns."""

    items: list[CampaignAnswer]
    total: Total


class StaleAnswer(Refusal):
    """Somebody else changed the campaign meanwhile: theirs and yours, side by side."""

    current: dict[str, object] | None = None
    given: dict[str, object] | None = None
    savedBy: str | None = None  # noqa: N815
    savedAt: str | None = None  # noqa: N815


def answered(campaign: Campaign, summary: Summary, now: datetime) -> dict[str, object]:
    """Return a campaign as it is answered."""
    counts = summary.counts
    return {
        "campaignId": campaign.id,
        "name": campaign.name,
        "status": summary.status(now).value,
        "codes": {
            "all": counts.codes,
            "used": counts.used,
            "void": counts.void,
            "remaining": counts.remaining,
        },
        **body_of(campaign),
    }


def body_of(campaign: Campaign) -> dict[str, object]:
    """Return a campaign's document out of its wrapper."""
    body = write_campaign(campaign)[WRAPPER]
    assert isinstance(body, dict)  # noqa: S101 - what the room writes
    return body


def as_sent(document: object) -> object:
    """Return a body without what an answer adds to the document, so that it may be sent back."""
    if not isinstance(document, dict):
        return document
    body = document.get(WRAPPER, document)
    if not isinstance(body, dict):
        return document
    kept = {key: value for key, value in body.items() if key not in _ADDED}
    return {**document, WRAPPER: kept} if WRAPPER in document else kept


def base_version(if_match: str | None, document: object) -> int | None:
    """Return the version a change was made from: that of If-Match, else the document's own.

    None where neither is given: then it is made from whatever is there. Raises InvalidInput.
    """
    if if_match is not None and if_match.strip() != "*":
        found = _TAG.fullmatch(if_match.strip())
        if found is None:
            raise InvalidInput(
                'If-Match is {given}; give a version such as "3", as ETag had it.',
                given=if_match[:40],
            )
        return int(found[1])
    part = document
    for name in (WRAPPER, "counterfoil", "version"):
        if isinstance(part, Mapping):
            part = part.get(name) if name != WRAPPER else part.get(name, part)
    return part if isinstance(part, int) and not isinstance(part, bool) else None


def tagged(version: int) -> dict[str, str]:
    """Return the headers that tell a campaign's version."""
    return {"ETag": f'"{version}"'}


def stale(error: Stale, given: Campaign) -> JSONResponse:
    """Return what is answered where somebody else was quicker: both, and who and when."""
    last = error.version
    body = {
        "code": 409,
        "message": str(error),
        "errors": [],
        "current": {"campaignId": error.found.id, **body_of(error.found)},
        "given": {"campaignId": given.id, **body_of(given)},
        "savedBy": last.saved_by if last else None,
        "savedAt": last.saved_at.isoformat() if last else None,
    }
    return JSONResponse(body, 409, tagged(error.found.version))

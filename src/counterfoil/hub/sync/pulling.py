"""What devices pull: changes, snapshots, and the codes of a batch."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import DeviceKind
from counterfoil.hub.described import Refusal
from counterfoil.hub.sync.bodies import message
from counterfoil.hub.sync.calling import Active
from counterfoil.ledger.feed.batches import batch_page, pages
from counterfoil.ledger.feed.read import changes
from counterfoil.ledger.feed.snapshot import manifest, page
from counterfoil.wire import sync as wire
from counterfoil.wire.shape import MOST_N
from counterfoil.wire.sync_feed import BatchPagesMessage, ChangesMessage, ManifestMessage

MOST_CHANGES: Final = 2_000
MOST_PAGE: Final = 2**31 - 1
_BYTES: Final = "application/octet-stream"
_GONE: Final[dict[int | str, dict[str, Any]]] = {
    410: {"model": Refusal, "description": "The feed does not reach back so far."}
}
_PAGE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {_BYTES: {"schema": {"type": "string", "format": "binary"}}}}
}
After = Annotated[int, Query(ge=0, le=MOST_N)]
Limit = Annotated[int, Query(ge=1, le=MOST_CHANGES)]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
BatchId = Annotated[int, Path(ge=0, le=MOST_N)]

router = APIRouter(prefix="/sync", tags=["sync"])


@router.get(
    "/changes", response_model=ChangesMessage, responses=_GONE, summary="What changed meanwhile"
)
def changes_route(
    request: Request, calling: Active, after: After, limit: Limit = MOST_CHANGES
) -> Response:
    """Return what changed behind a number of the feed; 410 where a snapshot is needed instead."""
    found = changes(calling.ledger, calling.device, after, limit, calling.now)
    return message(request, wire.write_changes(found))


@router.get("/snapshot", response_model=ManifestMessage, summary="What a snapshot is made of")
def snapshot_route(request: Request, calling: Active) -> Response:
    """Return the SHA-256 of each page of a snapshot of now."""
    return message(
        request, wire.write_manifest(manifest(calling.ledger, calling.device, calling.now))
    )


@router.get(
    "/snapshot/{sha256}", response_class=Response, responses=_PAGE, summary="A page of a snapshot"
)
def page_route(calling: Active, sha256: Sha256) -> Response:
    """Return a page: gzipped lines of JSON, each an object as it was."""
    return Response(page(calling.ledger, sha256), media_type=_BYTES)


@router.get(
    "/batches/{batch}", response_model=BatchPagesMessage, summary="What a batch's codes are made of"
)
def batch_route(request: Request, calling: Active, batch: BatchId) -> Response:
    """Return the SHA-256 of each page of a batch; of readable codes for an office device only."""
    found = pages(calling.ledger, batch, texts=calling.kind is DeviceKind.OFFICE)
    return message(request, wire.write_batch(found))


@router.get(
    "/batches/{batch}/{page}",
    response_class=Response,
    responses=_PAGE,
    summary="A page of a batch's codes",
)
def batch_page_route(
    calling: Active, batch: BatchId, number: Annotated[int, Path(alias="page", ge=0, le=MOST_PAGE)],
    texts: Annotated[bool, Query()] = False,
) -> Response:  # fmt: skip
    """Return the digests of a page's codes, or the readable codes, one a line."""
    if texts and calling.kind is not DeviceKind.OFFICE:
        raise Forbidden("Readable codes are for office devices only.")
    return Response(batch_page(calling.ledger, batch, number, texts=texts), media_type=_BYTES)

"""`/health`, `/ready` and `/metrics`: what a balancer and Prometheus ask."""

from fastapi import APIRouter, Request, Response

from counterfoil import __version__
from counterfoil.hub.hub import hub_of
from counterfoil.hub.metrics import CONTENT_TYPE
from counterfoil.ledger.readiness import check_ready

router = APIRouter(tags=["health"])


@router.get("/health", summary="Whether the process runs")
async def health() -> dict[str, str]:
    """Answer without asking the database."""
    return {"status": "ok", "version": __version__}


@router.get("/ready", summary="Whether requests can be served")
def ready(request: Request) -> dict[str, str]:
    """Answer 503 where the database does not answer, or has another version's tables."""
    check_ready(hub_of(request).ledger)
    return {"status": "ready"}


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
async def metrics(request: Request) -> Response:
    """Answer with this process's figures."""
    return Response(hub_of(request).metrics.text(), media_type=CONTENT_TYPE)

"""The app: every resource's routes in one frame."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import anyio.to_thread
from fastapi import FastAPI

from counterfoil import __version__
from counterfoil.hub import health
from counterfoil.hub.campaigns import routes as campaigns
from counterfoil.hub.codes import routes as codes
from counterfoil.hub.described import REFUSALS
from counterfoil.hub.errors import add_handlers
from counterfoil.hub.events import routes as events
from counterfoil.hub.frame import Frame
from counterfoil.hub.hub import Hub
from counterfoil.hub.login import routes as login
from counterfoil.hub.members import points
from counterfoil.hub.members import routes as members
from counterfoil.hub.page import routes as customers
from counterfoil.hub.refusal import add_refusal_handler
from counterfoil.hub.schemas import routes as schemas
from counterfoil.hub.simulate import routes as simulate
from counterfoil.hub.sync import making, pulling, sessions
from counterfoil.hub.sync import routes as devices
from counterfoil.hub.sync.gate import Gate
from counterfoil.hub.windows import Windows

THREADS: Final = 7
"""Requests that are with the ledger at once. Each may hold two of the 15 connections that
SQLAlchemy pools by default, so that none waits for one that another waits with."""
# The first path that matches serves: schema is no event, and simulate no campaign.
ROUTERS: Final = (
    *(health.router, login.router, schemas.router, events.router, simulate.router),
    *(campaigns.router, codes.router, members.router, points.router),
    *(sessions.router, devices.router, pulling.router, making.router),
)


def create_app(hub: Hub) -> FastAPI:
    """Return the app that serves `hub`; its ledger stays open until whoever opened it closes it."""
    app = FastAPI(
        title="Counterfoil hub",
        version=__version__,
        description="Redemption codes over HTTP, shaped as Open Loyalty's management API.",
        lifespan=_lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.state.hub = hub
    app.state.windows = Windows()
    app.state.gate = Gate()
    add_handlers(app)
    add_refusal_handler(app)
    app.add_middleware(Frame, hub=hub)
    for router in ROUTERS:
        app.include_router(router, responses=REFUSALS)
    if hub.settings.page:
        app.include_router(customers.router)
    return app


def prepare(app: FastAPI) -> None:
    """Make the routes ready, a second's work that would keep the first requests waiting."""
    for route in app.routes:
        route.matches({"type": "http", "method": "GET", "path": "/", "headers": []})


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield

"""The dashboard's front door: `streamlit run app.py`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from blmk_metrics.components import health, meeting_route, outline_route
from blmk_metrics.components.accepting import Peers, guarded
from blmk_metrics.components.clients import Proxies
from blmk_metrics.components.limits import limits, raise_descriptors
from blmk_metrics.components.security import SecurityHeaders, embedding_sites
from blmk_metrics.components.sockets import Sockets
from blmk_metrics.components.trusted_hosts import TrustedHosts

LIMITS, PROXIES = limits(raise_descriptors()), Proxies()


@asynccontextmanager
async def running(server: st.App) -> AsyncIterator[dict[str, object]]:
    """What goes on for as long as the server runs."""
    async with guarded(LIMITS, PROXIES), meeting_route.draw_ahead(server):
        yield {}


# The pages live in a folder that Streamlit would otherwise list by itself until navigation first runs.
app = st.App(
    "pages/navigation.py",
    routes=[*health.ROUTES, *meeting_route.ROUTES, *outline_route.ROUTES],
    middleware=[
        Middleware(SecurityHeaders, framed_by=embedding_sites()),
        Middleware(Peers),
        Middleware(ProxyHeadersMiddleware, trusted_hosts=PROXIES.names),
        Middleware(TrustedHosts),
        Middleware(Sockets, limits=LIMITS),
    ],
    lifespan=running,
)

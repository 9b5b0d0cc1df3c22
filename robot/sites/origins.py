"""What a session's pages may reach: the origins of its profile and nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Page, Route, WebSocketRoute

from robot.sites.profile import SiteProfile


async def keep_to_origins(context: BrowserContext, profile: SiteProfile) -> None:
    """Let the context reach the profile's origins and nothing else."""
    allowed = "|".join(re.escape(_authority(origin)) for origin in profile.origins)
    foreign = re.compile(rf"^(?!(?:https?|wss?)://(?:{allowed})(?:[/?#]|$))(?!data:)(?!blob:)(?!about:)")

    async def refuse(route: Route) -> None:
        await route.abort("blockedbyclient")

    async def refuse_socket(socket: WebSocketRoute) -> None:
        await socket.close(code=1008, reason="not allowed")

    async def close_foreign(page: Page) -> None:
        if foreign.match(page.url) and page.url not in {"", "about:blank"}:
            await page.close()

    await context.route(foreign, refuse)
    await context.route_web_socket(foreign, refuse_socket)
    context.on("page", close_foreign)


def _authority(origin: str) -> str:
    return urlsplit(origin).netloc

"""The one release of an engine: held from its start, looked at before every use, its changes told once."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from robot.agent.released import Content, content_of, release_folder
from robot.domain.errors import InputRefused, JournalUnwritable
from robot.domain.views import ReleaseView
from robot.governance import (
    LiveRelease,
    Refusal,
    ReleaseRefused,
    ReleaseVerifier,
    TrustPlace,
    VerifiedRelease,
)
from robot.policy.facts import ReleaseStanding
from robot.policy.rules import permit_release
from robot.reporting.document import own_version
from robot.store.releases import SqliteReleaseMemory

if TYPE_CHECKING:
    from robot.agent.engine import Engine

_LOG = structlog.get_logger("agent.release")
#: Looked at again after so long although nobody sends: whoever watches learns of it, and what waits goes on.
LOOK_S = 20.0
#: Digits of the manifest's hash that name a release in a decision.
_NAME_DIGITS = 16


class ReleaseDesk:
    """Holds words, rules and sites, and knows whether anything may be sent with them.

    Without a usable release the agent still starts: it reads, reconciles and reports, and sends nothing.
    """

    def __init__(self, engine: Engine, trust: TrustPlace) -> None:
        """:param trust: the system's; only a demonstration's or a test's composition root passes another.

        :raises JournalUnwritable: an accepted release could not be remembered.
        """
        self._engine, self.trust = engine, trust
        self.memory = SqliteReleaseMemory(engine.database, engine.journal, engine.clock)
        folder = release_folder(engine.home, engine.settings)
        verifier = ReleaseVerifier(trust, self.memory, product_version=own_version())
        self.content = Content()
        self.live = LiveRelease(verifier, folder, lambda: engine.today, use=self._parse)
        self._one_at_a_time = asyncio.Lock()
        #: What the journal holds of it since the start.
        self._told = ""
        #: Since when nothing may be sent, or None.
        self.refused_since: datetime | None = None

    def _parse(self, release: VerifiedRelease) -> None:
        try:
            self.content = content_of(release, self._engine.settings)
        except InputRefused as err:
            # Signed, and still nothing that the product understands.
            raise ReleaseRefused(Refusal.MALFORMED, err) from err

    # --- asking --------------------------------------------------------------------------------------------

    async def look(self) -> ReleaseStanding:
        """Look at every file and signature anew, for one decision; a change is journalled before it counts.

        :raises JournalUnwritable: it could not be journalled; nothing may be sent.
        """
        async with self._one_at_a_time:
            refusal = await asyncio.to_thread(self.live.look)
            await self._tell(refusal)
        return ReleaseStanding(name=self._name, refusal=refusal.code if refusal is not None else "")

    async def require(self) -> ReleaseStanding:
        """As `look`, for what must not even begin.

        :raises ReleaseRefused: nothing may be sent.
        """
        standing = await self.look()
        refusal = self.live.refusal
        if standing.refusal and refusal is not None:
            raise refusal
        return standing

    async def watch(self) -> None:
        """Look now and then, for as long as the agent lives; cancel to end."""
        while True:
            try:
                await self.look()
                await self._let_through()
            except JournalUnwritable as err:
                self._engine.give_up(err)
                return
            except Exception as err:  # noqa: BLE001 - a border: a send looks for itself
                _LOG.warning("release_look_failed", kind=type(err).__name__, code=getattr(err, "code", ""))
            await asyncio.sleep(LOOK_S)

    async def _let_through(self) -> None:
        """Orders that waited for the release go on."""
        gate = self._engine.gate
        if self.live.refusal is None and gate.is_closed_by(permit_release.ID):
            await gate.open(permit_release.ID)

    # --- telling -------------------------------------------------------------------------------------------

    async def _tell(self, refusal: ReleaseRefused | None) -> None:
        said = str(refusal) if refusal is not None else ""
        if said == self._told:
            return
        engine = self._engine
        if refusal is None:
            await engine.note("release.good", self.named())
            self.refused_since = None
        else:
            what = {"code": refusal.code, "what": refusal.params["what"]}
            await engine.note("release.refused", {**what, **self.named()})
            self.refused_since = self.refused_since or engine.clock.now()
        self._told = said
        engine.revision.touch()

    def named(self) -> dict[str, object]:
        """What the journal calls the release that is held; nothing where none is."""
        release = self.live.release
        if release is None:
            return {}
        manifest = release.manifest
        return {
            "release": manifest.release_id,
            "version": manifest.version,
            "manifest": release.manifest_sha256,
        }

    @property
    def _name(self) -> str:
        release = self.live.release
        return release.manifest_sha256[:_NAME_DIGITS] if release is not None else ""

    @property
    def view(self) -> ReleaseView:
        """As of the last look."""
        release, refusal = self.live.release, self.live.refusal
        manifest = release.manifest if release is not None else None
        return ReleaseView(
            release_id=manifest.release_id if manifest is not None else "",
            version=manifest.version if manifest is not None else 0,
            expires_on=manifest.expires_on if manifest is not None else None,
            manifest=self._name,
            refusal=refusal.code if refusal is not None else "",
            said=str(refusal) if refusal is not None else "",
            is_throwaway=self.trust.is_throwaway,
        )

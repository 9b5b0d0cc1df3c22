"""What a workstation is set up with: accounts, sites, settings, its examination."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.intake import Intake
from robot.agent.os_account import os_account
from robot.agent.release_desk import ReleaseDesk
from robot.domain import views
from robot.domain.errors import InputRefused, TandemError

#: Settings a front may change, with what they may be.
_USER_SETTINGS: dict[str, Callable[[str], bool]] = {
    "hold_s": lambda value: value in {"0", "5", "8", "10", "20", "30"},
    "language": lambda value: value in {"zh_CN", "en"},
}


class SetupVerbs:
    """Answers about the workstation."""

    def __init__(self, engine: Engine, intake: Intake) -> None:
        """:param intake: asked to try the list's source."""
        self._engine = engine
        self._intake = intake

    async def accounts(self, _request: protocol.Nothing) -> tuple[views.AccountRow, ...]:
        return await self._engine.accounts.rows()

    async def account_set(self, request: protocol.SetAccount) -> views.Done:
        self._known_site(request.site)
        await self._engine.accounts.set(request.site, request.purpose, request.username, request.secret)
        return views.Done(detail=request.site)

    async def account_delete(self, request: protocol.OneAccount) -> views.Done:
        await self._engine.accounts.remove(request.site, request.purpose)
        return views.Done(detail=request.site)

    async def account_test(self, request: protocol.OneAccount) -> views.AccountRow:
        engine = self._engine
        self._known_site(request.site)
        try:
            if request.purpose == "api":
                await self._intake.try_source()
            else:
                session = engine.new_session(engine.profiles[request.site], request.purpose)
                try:
                    await session.renew()
                finally:
                    await session.close()
            result = "ok"
            if request.purpose == "robot":
                await engine.keeper.account_works(request.site, os_account())
        except TandemError as err:
            result = err.code
        return await engine.accounts.tested(request.site, request.purpose, result)

    def _known_site(self, site: str) -> None:
        live = self._engine.live
        if live.release is None and live.refusal is not None:
            # Where a site is and what it looks like stands in the release.
            raise live.refusal
        if site not in self._engine.profiles:
            raise InputRefused(
                f"no site named {site} is set up; known are: {', '.join(self._engine.profiles) or 'none'}",
                code="site.unknown",
            )

    async def sites(self, _request: protocol.Nothing) -> tuple[views.SiteRow, ...]:
        return tuple(
            views.SiteRow(
                site=site, title=profile.title, origin=profile.origins[0], profile_version=profile.version
            )
            for site, profile in self._engine.profiles.items()
        )

    async def settings(self, _request: protocol.Nothing) -> tuple[views.SettingRow, ...]:
        engine = self._engine
        kept = await engine.accounts.book.settings()
        fixed = _of_release(engine.released)
        key_held = engine.global_key.held if engine.global_key else ()
        fixed["stop.global_key"] = ", ".join(key_held) or "—"
        rows = [views.SettingRow(key=key, value=value, source="policy") for key, value in fixed.items()]
        defaults = {"hold_s": str(engine.settings.hold_s), "language": "zh_CN"}
        for key, value in defaults.items():
            source = "user" if key in kept else "default"
            rows.append(views.SettingRow(key=key, value=kept.get(key, value), source=source))
        return tuple(rows)

    async def setting_set(self, request: protocol.SetSetting) -> views.Done:
        allowed = _USER_SETTINGS.get(request.key)
        if allowed is None or not allowed(request.value):
            raise InputRefused(
                f"the setting {request.key} cannot be set to this value; nothing was changed",
                code="setting.refused",
            )
        await self._engine.accounts.book.set_setting(request.key, request.value)
        self._engine.revision.touch()
        return views.Done(detail=request.key)

    async def doctor(self, _request: protocol.Nothing) -> tuple[views.DoctorItem, ...]:
        from robot.agent.doctor import examine  # noqa: PLC0415 - rarely asked for, and heavy

        engine = self._engine
        look = functools.partial(
            examine, engine.home, engine.settings, clock=engine.clock, trust=engine.trust
        )
        return await asyncio.to_thread(look)


def _of_release(released: ReleaseDesk) -> dict[str, str]:
    """What the bank signed, as far as a workstation shows it; without a release nobody signed anything."""
    release, policy = released.live.release, released.content.policy
    if release is None:
        return {"release": "—"}
    manifest = release.manifest
    return {
        "release": f"{manifest.release_id} · {manifest.version} · {manifest.expires_on.isoformat()}",
        "policy.version": str(policy.version),
        "policy.allowed_from": policy.allowed_from.strftime("%H:%M"),
        "policy.allowed_until": policy.allowed_until.strftime("%H:%M"),
        "policy.daily_cap": str(policy.daily_cap),
        "policy.monthly_cap": str(policy.monthly_cap),
    }

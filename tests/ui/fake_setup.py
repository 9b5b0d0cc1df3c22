"""What the window's tests set up: accounts, sites and settings in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from robot.domain import views
from robot.domain.errors import NotPermitted


class FakeSetup:
    """The verbs of the Settings page."""

    def __init__(self) -> None:
        """Three accounts, one of them without a secret."""
        self.accounts = make_accounts()
        self.settings = {
            "pull.source": ("file", "default"),
            "night.start": ("20:30", "policy"),
            "hold_s": ("8", "default"),
        }

    def do_accounts(self) -> tuple[views.AccountRow, ...]:
        """All accounts."""
        return tuple(self.accounts.values())

    def do_account_set(self, site: str, purpose: str, username: str, secret: str) -> views.Done:
        """Keep that there is one."""
        row = self.accounts[site, purpose]
        self.accounts[site, purpose] = replace(
            row, username=username, has_secret=bool(secret), test_result=""
        )
        return views.Done(detail=site)

    def do_account_test(self, site: str, purpose: str) -> views.AccountRow:
        """Try to log in."""
        row = self.accounts[site, purpose]
        result = "ok" if row.has_secret else "site.login_needed"
        self.accounts[site, purpose] = replace(row, test_result=result, tested_at=datetime.now(UTC))
        return self.accounts[site, purpose]

    def do_account_delete(self, site: str, purpose: str) -> views.Done:
        """Forget one."""
        row = self.accounts[site, purpose]
        self.accounts[site, purpose] = replace(
            row, username="", has_secret=False, tested_at=None, test_result=""
        )
        return views.Done()

    def do_sites(self) -> tuple[views.SiteRow, ...]:
        """Profiles in force."""
        return (
            views.SiteRow(site="wecom", title="企业微信", origin="https://127.0.0.1:8443", profile_version=3),
            views.SiteRow(
                site="crm", title="客户关系管理", origin="https://127.0.0.1:8444", profile_version=2
            ),
        )

    def do_settings(self) -> tuple[views.SettingRow, ...]:
        """All settings."""
        return tuple(views.SettingRow(key=k, value=v, source=s) for k, (v, s) in self.settings.items())

    def do_setting_set(self, key: str, value: str) -> views.Done:
        """Change one."""
        if self.settings[key][1] == "policy":
            raise NotPermitted("locked by policy", code="permit.denied")
        self.settings[key] = (value, "user")
        return views.Done()


def make_accounts() -> dict[tuple[str, str], views.AccountRow]:
    rows = [
        ("wecom", "企业微信", "robot", "rm_liming", True, "ok"),
        ("wecom", "企业微信", "witness", "audit_read", True, ""),
        ("crm", "客户关系管理", "robot", "", False, ""),
    ]
    return {
        (site, purpose): views.AccountRow(
            site=site,
            site_title=title,
            origin="https://127.0.0.1:8443",
            purpose=purpose,
            username=username,
            has_secret=has_secret,
            tested_at=datetime(2026, 11, 23, 8, 12, tzinfo=UTC) if result else None,
            test_result=result,
        )
        for site, title, purpose, username, has_secret, result in rows
    }

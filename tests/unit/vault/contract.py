"""What every vault promises, written once and run against each of them."""

from __future__ import annotations

import secrets

import pytest

from robot.vault import Secret, SecretNotFound, SecretNotStored, SecretRef, Vault


class VaultContract:
    """Subclasses supply the fixture `vault`."""

    @pytest.fixture
    def site(self) -> str:
        return f"site-{secrets.token_hex(4)}"

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param("Test-1234", id="ascii"),
            pytest.param("密码 🔑 é", id="unicode"),
            pytest.param(" line\nbreaks\tand 'quotes\" ", id="whitespace"),
            pytest.param("k" * 1280, id="as-long-as-windows-takes"),
        ],
    )
    def test_gives_back_what_was_stored(self, vault: Vault, site: str, value: str) -> None:
        ref = vault.store(site, "王芳", Secret(value))

        assert ref == SecretRef(site=site, username="王芳")
        assert vault.load(ref).reveal() == value

    def test_the_last_one_stored_counts(self, vault: Vault, site: str) -> None:
        vault.store(site, "kefu", Secret("first-one"))
        ref = vault.store(site, "kefu", Secret("second-one"))

        assert vault.load(ref).reveal() == "second-one"

    def test_accounts_and_sites_are_kept_apart(self, vault: Vault, site: str) -> None:
        refs = [
            vault.store(where, who, Secret(f"secret of {where} {who}"))
            for where in (site, f"{site}:a", f"{site}%3Aa")
            for who in ("a:kefu", "kefu", "KEFU")
        ]

        for ref in refs:
            assert vault.load(ref).reveal() == f"secret of {ref.site} {ref.username}"

    def test_unknown_is_not_found(self, vault: Vault, site: str) -> None:
        ref = SecretRef(site=site, username="nobody")

        with pytest.raises(SecretNotFound) as caught:
            vault.load(ref)
        assert caught.value.parameters == {"site": site, "username": "nobody"}
        with pytest.raises(SecretNotFound):
            vault.delete(ref)

    def test_deleted_is_gone(self, vault: Vault, site: str) -> None:
        ref = vault.store(site, "kefu", Secret("Test-1234"))
        vault.delete(ref)

        with pytest.raises(SecretNotFound):
            vault.load(ref)

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            ("", "too_short"),
            ("abc", "too_short"),
            ("k" * 1281, "too_long"),
            ("🔑" * 641, "too_long"),
            ("ab\0cd", "not_text"),
        ],
    )
    def test_refuses_what_some_desk_could_not_keep(
        self, vault: Vault, site: str, value: str, reason: str
    ) -> None:
        with pytest.raises(SecretNotStored) as caught:
            vault.store(site, "kefu", Secret(value))
        assert caught.value.parameters["reason"] == reason
        with pytest.raises(SecretNotFound):
            vault.load(SecretRef(site=site, username="kefu"))

    @pytest.mark.parametrize(
        ("where", "who"), [("", "kefu"), ("site", ""), ("site", "ke\nfu"), ("si\0te", "kefu")]
    )
    def test_refuses_names_that_cannot_be_shown(self, vault: Vault, where: str, who: str) -> None:
        with pytest.raises(SecretNotStored) as caught:
            vault.store(where, who, Secret("Test-1234"))
        assert caught.value.parameters["reason"] == "bad_name"

    def test_probe_leaves_nothing_behind_and_can_be_repeated(self, vault: Vault) -> None:
        vault.probe()
        vault.probe()

"""The keyring vault against a real GNOME keyring, and against each trick that was seen to work on keyring."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demoday.private_keyring import keyring_answers, keyring_daemon, private_bus
from robot.vault import (
    KeyringLocked,
    KeyringUnavailable,
    KeyringVault,
    Secret,
    SecretRef,
    Vault,
    VaultError,
    secret_service,
)
from tests.support.workstation import eventually
from tests.unit.vault.contract import VaultContract

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs the Secret Service")

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.usefixtures("private_keyring")
class TestKeyringVault(VaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        return KeyringVault()


@contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        yield


def assert_refused(expected: type[VaultError], reason: str | None = None) -> None:
    vault = KeyringVault()
    ref = SecretRef(site="wecom", username="kefu")
    for attempt in (
        lambda: vault.store("wecom", "kefu", Secret("Test-1234")),
        lambda: vault.load(ref),
        lambda: vault.delete(ref),
        vault.probe,
    ):
        with pytest.raises(expected) as caught:
            attempt()
        assert caught.value.parameters.get("reason") == reason


class TestLocked:
    def test_a_daemon_with_the_wrong_password_is_refused_as_locked(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus):
            with keyring_daemon(tmp_path, bus, password="right"):
                KeyringVault().probe()
            with keyring_daemon(tmp_path, bus, password="wrong"):
                assert_refused(KeyringLocked)

    def test_a_daemon_that_nobody_unlocked_is_refused_without_a_prompt(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus):
            with keyring_daemon(tmp_path, bus, password="right"):
                KeyringVault().probe()
            with keyring_daemon(tmp_path, bus, password=None):
                assert_refused(KeyringLocked)

    def test_a_fresh_keyring_that_nobody_unlocked_is_not_created(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus), keyring_daemon(tmp_path, bus, password=None):
            assert_refused(KeyringUnavailable, "no_default_collection")
        assert not list(tmp_path.rglob("*.keyring"))

    def test_the_right_password_opens_it_again(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus):
            with keyring_daemon(tmp_path, bus, password="right"):
                ref = KeyringVault().store("wecom", "kefu", Secret("Test-1234"))
            with keyring_daemon(tmp_path, bus, password="right"):
                assert KeyringVault().load(ref).reveal() == "Test-1234"

    def test_the_file_on_disk_does_not_hold_the_secret(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus), keyring_daemon(tmp_path, bus, password="right"):
            KeyringVault().store("wecom", "kefu", Secret("Test-1234"))
        files = list(tmp_path.rglob("*.keyring"))
        assert files
        assert not [file for file in files if b"Test-1234" in file.read_bytes()]


class TestNotThere:
    def test_no_bus_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        assert_refused(KeyringUnavailable, "no_session_bus")

    @pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "nonsense", "tcp:host=bank"])
    def test_a_bus_that_does_not_answer(self, address: str) -> None:
        with environment({"DBUS_SESSION_BUS_ADDRESS": address}):
            assert_refused(KeyringUnavailable, "no_session_bus")

    def test_a_bus_without_a_keyring(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus):
            assert_refused(KeyringUnavailable, "no_secret_service")

    def test_a_keyring_that_went_away(self, tmp_path: Path) -> None:
        with private_bus(tmp_path) as bus, environment(bus):
            with keyring_daemon(tmp_path, bus, password="right"):
                KeyringVault().probe()
            assert_refused(KeyringUnavailable, "no_secret_service")

    def test_a_frozen_keyring_does_not_hang_us(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(secret_service, "ANSWER_TIMEOUT_SECONDS", 0.2)
        with (
            private_bus(tmp_path) as bus,
            environment(bus),
            keyring_daemon(tmp_path, bus, password="right") as pid,
        ):
            KeyringVault().probe()
            os.kill(pid, signal.SIGSTOP)
            try:
                assert_refused(KeyringUnavailable, "no_answer")
            finally:
                os.kill(pid, signal.SIGCONT)


# Runs in a process of its own, because keyring reads its settings once and for all.
STORE_AND_LOAD = """
    from robot.vault import KeyringVault, Secret, VaultError
    try:
        vault = KeyringVault()
        ref = vault.store("wecom", "kefu", Secret("canary-7c1f"))
        print("kept", vault.load(ref).reveal() == "canary-7c1f")
        vault.delete(ref)
    except VaultError as error:
        print("refused", error)
"""

PRINT_COLLECTION = """
    from robot.vault import backends
    print(hasattr(backends.build(backends.SECRET_SERVICE), "preferred_collection"))
"""

ATTACKER = """
    from pathlib import Path
    import keyring.backend

    Path(__file__).with_name("executed").touch()

    class Keyring(keyring.backend.KeyringBackend):
        priority = 99

        def set_password(self, service, username, password):
            Path(__file__).with_name("stolen").write_text(password)

        def get_password(self, service, username):
            return Path(__file__).with_name("stolen").read_text()

        def delete_password(self, service, username):
            pass
"""


class TestAttackers:
    """Reproduced: each of these made plain `keyring` hand over the password or keep it in plain text."""

    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        (tmp_path / "evil").mkdir()
        (tmp_path / "evil" / "attacker.py").write_text(textwrap.dedent(ATTACKER), encoding="utf-8")
        return tmp_path

    def run(self, home: Path, code: str, **variables: str) -> str:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_"))}
        variables = {"HOME": str(home), "PYTHONPATH": str(REPOSITORY), **variables}
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            env=clean | variables,
            cwd=home,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout.strip()

    def write_config(self, home: Path) -> None:
        config = home / ".config" / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir(parents=True)
        text = f"[backend]\ndefault-keyring=attacker.Keyring\nkeyring-path={home / 'evil'}\n"
        config.write_text(text, encoding="utf-8")

    def test_the_attack_by_config_works_on_plain_keyring(self, home: Path) -> None:
        self.write_config(home)
        self.run(home, "import keyring; keyring.set_password('wecom', 'kefu', 'canary-7c1f')")
        assert (home / "evil" / "stolen").read_text(encoding="utf-8") == "canary-7c1f"

    def test_a_config_that_names_a_module(self, home: Path, private_keyring: dict[str, str]) -> None:
        self.write_config(home)
        assert self.run(home, STORE_AND_LOAD, **private_keyring) == "kept True"
        assert not (home / "evil" / "executed").exists()

    def test_a_variable_that_names_a_module(self, home: Path, private_keyring: dict[str, str]) -> None:
        output = self.run(
            home,
            STORE_AND_LOAD,
            **private_keyring,
            PYTHON_KEYRING_BACKEND="attacker.Keyring",
            PYTHONPATH=f"{REPOSITORY}:{home / 'evil'}",
        )
        assert output == "kept True"
        assert not (home / "evil" / "executed").exists()

    def test_a_variable_that_names_the_null_backend(
        self, home: Path, private_keyring: dict[str, str]
    ) -> None:
        null = "keyring.backends.null.Keyring"
        assert self.run(home, STORE_AND_LOAD, **private_keyring, PYTHON_KEYRING_BACKEND=null) == "kept True"

    def test_a_variable_that_names_another_collection(
        self, home: Path, private_keyring: dict[str, str]
    ) -> None:
        volatile = "/org/freedesktop/secrets/collection/session"
        output = self.run(
            home,
            STORE_AND_LOAD + PRINT_COLLECTION,
            **private_keyring,
            KEYRING_PROPERTY_PREFERRED_COLLECTION=volatile,
        )
        assert output == "kept True\nFalse"

    @pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "attacker.Keyring"])
    def test_without_a_keyring_no_setting_brings_a_fall_back(self, home: Path, backend: str) -> None:
        self.write_config(home)
        before = {path for path in home.rglob("*") if "__pycache__" not in path.parts}
        output = self.run(
            home,
            STORE_AND_LOAD,
            PYTHON_KEYRING_BACKEND=backend,
            PYTHONPATH=f"{REPOSITORY}:{home / 'evil'}",
        )
        assert output == "refused vault.keyring_unavailable backend=secret-service reason=no_session_bus"
        assert {path for path in home.rglob("*") if "__pycache__" not in path.parts} == before


def test_a_crashed_keyring_daemon_is_told_from_one_that_answers(tmp_path: Path) -> None:
    with private_bus(tmp_path) as bus, keyring_daemon(tmp_path, bus, password="of a test") as pid:
        address = bus["DBUS_SESSION_BUS_ADDRESS"]
        assert keyring_answers(address)
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: not keyring_answers(address), 5)

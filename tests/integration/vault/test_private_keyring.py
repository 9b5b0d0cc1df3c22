"""The keyring of tests and demo outlives a crash of its daemon."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from demoday.private_keyring import keyring_answers, private_keyring
from robot.vault import KeyringVault, Secret, SecretRef, VaultError


def daemons_of(bus: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if b"gnome-keyring-daemon" in command and bus.encode() in environment:
                found.append(int(entry.name))
    return found


def test_a_daemon_that_crashed_is_back_with_what_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_keyring(tmp_path) as bus:
        for name, value in bus.items():
            monkeypatch.setenv(name, value)
        KeyringVault().store("wecom", "kefu", Secret("Test-1234"))
        (crashed,) = daemons_of(bus["DBUS_SESSION_BUS_ADDRESS"])
        os.kill(crashed, signal.SIGKILL)
        while daemons_of(bus["DBUS_SESSION_BUS_ADDRESS"]) in ([], [crashed]) or not keyring_answers(
            bus["DBUS_SESSION_BUS_ADDRESS"]
        ):
            pass
        held = None
        while held is None:
            try:
                held = KeyringVault().load(SecretRef(site="wecom", username="kefu"))
            except VaultError:
                # Its keyring is opened a moment after its name is taken.
                continue
        assert held.reveal() == "Test-1234"
    assert daemons_of(bus["DBUS_SESSION_BUS_ADDRESS"]) == []

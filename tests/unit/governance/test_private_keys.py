"""Key files: encrypted, for one account, never overwritten, and nothing else opens."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from robot.governance import Refusal, ReleaseRefused
from robot.governance.keys import PublicKey
from robot.governance.private_keys import SigningKey, new_key, open_key

PASSPHRASE = "correct horse battery"


def test_a_key_file_opens_with_its_passphrase_and_signs(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    public = new_key(path, PASSPHRASE)
    opened = open_key(path, PASSPHRASE)
    assert opened.public == public
    assert public.has_signed(opened.sign(b"words"), b"words")
    assert not public.has_signed(opened.sign(b"words"), b"other words")
    assert b"ENCRYPTED PRIVATE KEY" in path.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSPHRASE not in repr(opened)


def plain_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def other_kind() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSPHRASE.encode()))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (plain_pem(), "no encrypted private key"),
        (other_kind(), "another kind"),
        (b"", "no encrypted private key"),
        (
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
            "does not open",
        ),
    ],
)
def test_files_that_are_no_such_key(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    with pytest.raises(ReleaseRefused, match=said) as refusal:
        open_key(path, PASSPHRASE)
    assert refusal.value.reason is Refusal.KEY_UNUSABLE


def test_a_wrong_passphrase_a_missing_file_and_a_short_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    new_key(path, PASSPHRASE)
    before = path.read_bytes()
    for act in (
        lambda: open_key(path, "wrong passphrase"),
        lambda: open_key(tmp_path / "none.pem", PASSPHRASE),
        lambda: new_key(tmp_path / "short.pem", "short"),
        lambda: new_key(path, PASSPHRASE),
        lambda: new_key(tmp_path / "no" / "folder.pem", PASSPHRASE),
    ):
        with pytest.raises(ReleaseRefused) as refusal:
            act()
        assert refusal.value.reason is Refusal.KEY_UNUSABLE
        assert PASSPHRASE not in str(refusal.value)
    assert path.read_bytes() == before
    assert not (tmp_path / "short.pem").exists()


def test_public_lines_have_one_spelling() -> None:
    key = SigningKey.throw_away().public
    assert PublicKey.from_line(key.line("an.author")) == key
    assert PublicKey.from_text(key.text) == key
    loose = key.text[:-2] + chr(ord(key.text[-2]) ^ 1) + "="
    for text in ("", key.text + "=", key.text[:-1], loose, f" {key.text}", key.text * 2):
        with pytest.raises(ValueError, match=r"base64|no Ed25519"):
            PublicKey.from_text(text)
    for line in (key.text, f"ssh-ed25519 {key.text} me", f"tandem-ed25519 {key.text}"):
        with pytest.raises(ValueError, match="a line must read"):
            PublicKey.from_line(line)

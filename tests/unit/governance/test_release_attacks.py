"""One attack a line: what was done to a good release or its keys, and the reason for which it is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from robot.governance import ForgetfulMemory, Refusal, ReleaseRefused, Side
from robot.governance.private_keys import SigningKey
from robot.governance.signatures import Purpose
from tests.unit.governance.house import NOW, SPAN, TODAY, House, day, rewritten

Attack = Callable[[House], Any]


def refused(house: House, **how: Any) -> Refusal:
    with pytest.raises(ReleaseRefused) as refusal:
        house.load(**how)
    assert refusal.value.code == refusal.value.reason.value
    assert "nothing is sent" in str(refusal.value)
    # It goes into the journal and to the fronts, so it must be text that can be encoded.
    assert str(refusal.value).encode()
    return refusal.value.reason


def test_a_good_release_loads_with_its_bytes_and_signers(house: House) -> None:
    release = house.load()
    assert release.read("policy/policy.yaml") == b"version: 1\n"
    assert release.part("talktracks").keys() == {"deposit/maturity.yaml", "wealth/fixed.yaml"}
    assert {signer.side: signer.person.id for signer in release.signers} == {
        Side.AUTHOR: "an.author",
        Side.COMPLIANCE: "co.compliance",
    }
    release.still_good(TODAY)


def write(path: str, content: bytes | str = b"x") -> Attack:
    def attack(house: House) -> None:
        target = house.release / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    return attack


def remove(path: str) -> Attack:
    return lambda house: (house.release / path).unlink()


def link(path: str, target: str) -> Attack:
    def attack(house: House) -> None:
        (house.release / path).unlink(missing_ok=True)
        (house.release / path).symlink_to(target)

    return attack


def move_and_link(house: House) -> None:
    """The same bytes, but where somebody else may write."""
    outside = house.path / "outside.yaml"
    (house.release / "policy/policy.yaml").rename(outside)
    (house.release / "policy/policy.yaml").symlink_to(outside)


def no_text(house: House) -> None:
    Path(os.fsdecode(os.fsencode(house.release) + b"/talktracks/\xff\x80.yaml")).touch()


def pipe(house: House) -> None:
    (house.release / "policy/policy.yaml").unlink()
    os.mkfifo(house.release / "policy/policy.yaml")


FILES: list[tuple[str, Attack, Refusal]] = [
    ("a file is changed", write("policy/policy.yaml", b"version: 2\n"), Refusal.ALTERED),
    ("one byte is added at the end", write("policy/policy.yaml", b"version: 1\n\n"), Refusal.ALTERED),
    ("a file is removed", remove("lexicons/promise.txt"), Refusal.ALTERED),
    ("a file is added", write("talktracks/wealth/extra.yaml"), Refusal.ALTERED),
    ("a file is added at the top", write("notes.txt"), Refusal.ALTERED),
    ("a file is added among the signatures", write("signatures/notes.txt"), Refusal.ALTERED),
    ("a file is added whose name is no text", no_text, Refusal.ALTERED),
    ("a hidden file is added", write("talktracks/.hidden"), Refusal.ALTERED),
    ("a file becomes a link to /etc/passwd", link("policy/policy.yaml", "/etc/passwd"), Refusal.ALTERED),
    ("a file becomes a link to the same bytes elsewhere", move_and_link, Refusal.ALTERED),
    ("a file becomes a pipe that never ends", pipe, Refusal.ALTERED),
    ("a folder becomes a link to itself", link("talktracks/loop", "."), Refusal.ALTERED),
    ("the manifest is gone", remove("manifest.json"), Refusal.NOT_FOUND),
    ("a file of 9 MiB", write("lexicons/promise.txt", bytes(9 * 1024 * 1024)), Refusal.TOO_LARGE),
    ("a manifest of 2 MiB", write("manifest.json", b" " * 2 * 1024 * 1024), Refusal.MALFORMED),
    ("a manifest that is no JSON", write("manifest.json", b"{"), Refusal.MALFORMED),
    ("a manifest nested without end", write("manifest.json", b"[" * 100_000), Refusal.MALFORMED),
    ("a signature that is no JSON", write("signatures/author.sig.json", b"\xff"), Refusal.MALFORMED),
    ("a huge signature", write("signatures/author.sig.json", b" " * 100_000), Refusal.MALFORMED),
]


@pytest.mark.parametrize(("attack", "reason"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_files_that_are_not_what_was_signed(house: House, attack: Attack, reason: Refusal) -> None:
    held = house.load()
    attack(house)
    assert refused(house) is reason
    with pytest.raises(ReleaseRefused) as later:
        held.still_good(TODAY)
    assert later.value.reason is reason


def test_a_hundred_thousand_files_are_not_read(house: House) -> None:
    many = house.release / "talktracks" / "many"
    many.mkdir()
    for number in range(3000):
        (many / f"{number}.yaml").touch()
    assert refused(house) is Refusal.TOO_LARGE


def test_a_maze_of_folders_is_not_walked(house: House) -> None:
    (house.release / "/".join(["talktracks", *["d"] * 40])).mkdir(parents=True)
    assert refused(house) is Refusal.TOO_LARGE


def test_no_release_at_all(house: House) -> None:
    assert refused(house, folder=house.path / "nowhere") is Refusal.NOT_FOUND


def manifest_with(change: Callable[[dict[str, Any]], Any]) -> Attack:
    """Both signers sign a manifest that no builder of ours makes: the loader must not trust them either."""

    def attack(house: House) -> None:
        rewritten(house.release / "manifest.json", change)
        house.forge(house.release, Side.AUTHOR, "an.author")
        house.forge(house.release, Side.COMPLIANCE, "co.compliance")

    return attack


def path_as(path: str) -> Attack:
    return manifest_with(lambda manifest: manifest["files"][0].update(path=path))


HOSTILE_PATHS = {
    "absolute": "/etc/passwd",
    "upwards": "lexicons/../../secret.txt",
    "upwards at the end": "lexicons/..",
    "here": "lexicons/./promise.txt",
    "a drive": "C:/lexicons/promise.txt",
    "backslashes": "lexicons\\promise.txt",
    "a share": "//server/share/x",
    "a long Windows path": "\\\\?\\C:\\x",
    "NUL": "lexicons/promise.txt\0.yaml",
    "a line break": "lexicons/promise\n.txt",
    "another folder": "secrets/x.txt",
    "no folder": "manifest.json",
    "a signature": "signatures/author.sig.json",
    "a device": "lexicons/CON.txt",
    "a device's port": "lexicons/com1",
    "a dot at the end": "lexicons/promise.",
    "a blank at the end": "lexicons/promise ",
    "a stream": "lexicons/promise.txt:evil",
    "nothing between two slashes": "lexicons//promise.txt",
    "a slash at the end": "lexicons/",
    "reversed writing": "lexicons/\u202etxt.eslimorp",
    "not ASCII": "lexicons/承诺.txt",
    "too long": "lexicons/" + "a" * 300,
}


@pytest.mark.parametrize("path", HOSTILE_PATHS.values(), ids=HOSTILE_PATHS)
def test_a_signed_manifest_with_a_hostile_path_is_refused(house: House, path: str) -> None:
    path_as(path)(house)
    assert refused(house) is Refusal.MALFORMED


def twice(manifest: dict[str, Any]) -> None:
    manifest["files"].insert(0, manifest["files"][0])


def in_other_letters(manifest: dict[str, Any]) -> None:
    first = manifest["files"][0]
    manifest["files"].insert(0, {**first, "path": first["path"].replace("promise", "PROMISE")})


def file_and_folder(manifest: dict[str, Any]) -> None:
    first = manifest["files"][0]
    manifest["files"].insert(1, {**first, "path": first["path"] + "/inside.txt"})


BAD_MANIFESTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a file twice": twice,
    "two names that are one on Windows": in_other_letters,
    "a file that is also a folder": file_and_folder,
    "not sorted": lambda manifest: manifest["files"].reverse(),
    "no files": lambda manifest: manifest.update(files=[]),
    "a negative size": lambda manifest: manifest["files"][0].update(size=-1),
    "a size that is text": lambda manifest: manifest["files"][0].update(size="7"),
    "a hash in capitals": lambda manifest: manifest["files"][0].update(sha256="A" * 64),
    "version zero": lambda manifest: manifest.update(version=0),
    "a version that is true": lambda manifest: manifest.update(version=True),
    "another format": lambda manifest: manifest.update(format=2),
    "another kind": lambda manifest: manifest.update(kind="tandem.roles"),
    "an unknown key": lambda manifest: manifest.update(skip_checks=True),
    "no expiry": lambda manifest: manifest.pop("expires_on"),
    "an expiry that is a number": lambda manifest: manifest.update(expires_on=20261231),
    "a time without a zone": lambda manifest: manifest.update(created_at="2026-11-23T09:00:00"),
    "a time in another spelling": lambda manifest: manifest.update(created_at="2026-11-23 09:00:00+08:00"),
}


@pytest.mark.parametrize("change", BAD_MANIFESTS.values(), ids=BAD_MANIFESTS)
def test_a_signed_manifest_that_is_not_strict_is_refused(
    house: House, change: Callable[[dict[str, Any]], Any]
) -> None:
    manifest_with(change)(house)
    assert refused(house) is Refusal.MALFORMED


SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "a key twice": lambda raw: raw.replace(b'"version":7', b'"version":7,"version":7'),
    "a blank more": lambda raw: raw.replace(b'"version":7', b'"version": 7'),
    "a line break at the end": lambda raw: raw + b"\n",
    "a mark at the beginning": lambda raw: b"\xef\xbb\xbf" + raw,
    "an escape": lambda raw: raw.replace(b'"r7"', b'"\\u00727"'),
    "a float": lambda raw: raw.replace(b'"version":7', b'"version":7.0'),
    "NaN": lambda raw: raw.replace(b'"version":7', b'"version":NaN'),
    "a number of 5,000 digits": lambda raw: raw.replace(b'"version":7', b'"version":' + b"7" * 5000),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "other order of keys": lambda raw: json.dumps(
        dict(reversed(json.loads(raw).items())), separators=(",", ":")
    ).encode(),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_a_manifest_in_another_spelling_is_refused_even_when_signed_so(
    house: House, spell: Callable[[bytes], bytes]
) -> None:
    path = house.release / "manifest.json"
    before = path.read_bytes()
    path.write_bytes(spell(before))
    assert path.read_bytes() != before
    house.forge(house.release, Side.AUTHOR, "an.author")
    house.forge(house.release, Side.COMPLIANCE, "co.compliance")
    assert refused(house) is Refusal.MALFORMED


def forged(side: Side, who: str, **how: Any) -> Attack:
    return lambda house: house.forge(house.release, side, who, **how)


def by_one_person_with_two_keys(house: House) -> None:
    second = SigningKey.throw_away()
    one = house.people[2]
    more = {"public_key": second.public.text, "fingerprint": second.public.fingerprint, **SPAN}
    house.change("co.compliance", keys=[*one["keys"], more])
    house.forge(house.release, Side.AUTHOR, "co.compliance", key=second)


def as_another_person(house: House) -> None:
    """The author's own key, under the approver's name."""
    house.forge(house.release, Side.COMPLIANCE, "an.author", claims="co.compliance")


def swapped_sides(house: House) -> None:
    house.forge(house.release, Side.AUTHOR, "co.compliance")
    house.forge(house.release, Side.COMPLIANCE, "an.author")


def side_rewritten(house: House) -> None:
    """The side is under the signature: a second author's signature cannot be relabelled."""
    path = house.forge(house.release, Side.AUTHOR, "shi.signer", name="compliance")
    rewritten(path, lambda signature: signature.update(side="compliance"))


def copied_from_another_release(house: House) -> None:
    other = house.signed("other", version=8, release_id="r8")
    for name in ("author", "compliance"):
        content = (other / f"signatures/{name}.sig.json").read_bytes()
        (house.release / f"signatures/{name}.sig.json").write_bytes(content)


def hash_rewritten(house: House) -> None:
    """A signature over other bytes that says it is over these."""
    manifest = json.loads((house.release / "signatures/author.sig.json").read_bytes())
    path = house.forge(house.release, Side.AUTHOR, "an.author", over=b"other bytes")
    rewritten(path, lambda signature: signature.update(sha256=manifest["sha256"]))


def with_a_root_key(house: House) -> None:
    house.forge(house.release, Side.COMPLIANCE, "co.compliance", key=house.roots[0])


SIDES = ("author", "compliance")
SIGNATURES: list[tuple[str, Attack, Refusal]] = [
    ("no signature", lambda h: [remove(f"signatures/{s}.sig.json")(h) for s in SIDES], Refusal.UNSIGNED),
    ("the author's alone", remove("signatures/compliance.sig.json"), Refusal.UNSIGNED),
    ("the approver's alone", remove("signatures/author.sig.json"), Refusal.UNSIGNED),
    ("over other bytes", forged(Side.AUTHOR, "an.author", over=b"other"), Refusal.SIGNATURE_BAD),
    ("over other bytes, hash rewritten", hash_rewritten, Refusal.SIGNATURE_BAD),
    ("of another release", copied_from_another_release, Refusal.SIGNATURE_BAD),
    (
        "for another kind of document",
        forged(Side.COMPLIANCE, "co.compliance", purpose=Purpose.REVOCATIONS),
        Refusal.SIGNATURE_BAD,
    ),
    ("for the root's side", forged(Side.ROOT, "an.author", name="author"), Refusal.SIGNATURE_BAD),
    ("under another's name", as_another_person, Refusal.SIGNATURE_BAD),
    ("with the side rewritten", side_rewritten, Refusal.SIGNATURE_BAD),
    ("a third one", forged(Side.AUTHOR, "shi.signer", name="third"), Refusal.SIGNATURE_BAD),
    (
        "with an unknown key",
        forged(Side.AUTHOR, "an.author", key=SigningKey.throw_away()),
        Refusal.KEY_UNKNOWN,
    ),
    ("with a root key", with_a_root_key, Refusal.KEY_UNKNOWN),
    ("both by the author", forged(Side.COMPLIANCE, "an.author"), Refusal.ONE_PERSON),
    ("both by the approver", forged(Side.AUTHOR, "co.compliance"), Refusal.ONE_PERSON),
    ("by one person with two keys", by_one_person_with_two_keys, Refusal.ONE_PERSON),
    ("sides swapped", swapped_sides, Refusal.ROLE_MISSING),
    ("approved by an operator", forged(Side.COMPLIANCE, "ou.operator"), Refusal.ROLE_MISSING),
    (
        "signed in the future",
        forged(Side.AUTHOR, "an.author", at=NOW.replace(year=2028)),
        Refusal.ROLE_EXPIRED,
    ),
]


@pytest.mark.parametrize(
    ("attack", "reason"), [row[1:] for row in SIGNATURES], ids=[row[0] for row in SIGNATURES]
)
def test_signatures_that_do_not_count(house: House, attack: Attack, reason: Refusal) -> None:
    attack(house)
    assert refused(house) is reason


def until(who: str, what: str, last: str) -> Attack:
    def attack(house: House) -> None:
        person = next(each for each in house.people if each["id"] == who)
        house.change(who, **{what: [{**each, "until": last} for each in person[what]]})

    return attack


TIMES: list[tuple[str, Attack, str, Refusal | None]] = [
    ("its last day", lambda _house: None, "2026-12-31", None),
    ("the day after", lambda _house: None, "2027-01-01", Refusal.EXPIRED),
    ("before it was made", lambda _house: None, "2026-11-22", Refusal.CLOCK_BEHIND),
    ("the author left today", until("an.author", "roles", "2026-11-23"), "2026-11-23", None),
    ("the author left", until("an.author", "roles", "2026-11-23"), "2026-11-24", Refusal.ROLE_EXPIRED),
    ("the approver left", until("co.compliance", "roles", "2026-11-23"), "2026-11-24", Refusal.ROLE_EXPIRED),
    ("a key ran out", until("co.compliance", "keys", "2026-11-23"), "2026-11-24", Refusal.KEY_EXPIRED),
    (
        "a key was over when it signed",
        until("an.author", "keys", "2026-11-20"),
        "2026-11-23",
        Refusal.KEY_EXPIRED,
    ),
]


@pytest.mark.parametrize(
    ("attack", "on", "reason"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES]
)
def test_whatever_has_an_end_ends(house: House, attack: Attack, on: str, reason: Refusal | None) -> None:
    attack(house)
    if reason is None:
        house.load(today=day(on)).still_good(day(on))
    else:
        assert refused(house, today=day(on)) is reason


def test_a_clock_set_back_does_not_bring_an_expired_release_back(house: House) -> None:
    house.memory = memory = ForgetfulMemory()
    release = house.load()
    memory.came(day("2027-01-01"))
    assert refused(house) is Refusal.EXPIRED
    with pytest.raises(ReleaseRefused) as later:
        release.still_good(TODAY)
    assert later.value.reason is Refusal.EXPIRED


def test_a_release_made_for_a_newer_tandem_is_refused(house: House) -> None:
    folder = house.signed("newer", minimum_product="0.10.0")
    with pytest.raises(ReleaseRefused) as refusal:
        house.verifier(version="0.9.9").load(folder, TODAY)
    assert refusal.value.reason is Refusal.PRODUCT_TOO_OLD
    house.verifier(version="0.10.0").load(folder, TODAY).still_good(TODAY)


def test_nobody_approves_words_that_name_them_as_the_author(house: House) -> None:
    folder = house.unsigned("own", authors=("name of co.compliance",))
    house.forge(folder, Side.AUTHOR, "an.author")
    house.forge(folder, Side.COMPLIANCE, "co.compliance")
    assert refused(house, folder=folder) is Refusal.ONE_PERSON


def test_what_is_on_disk_later_changes_nothing_that_was_loaded(house: House) -> None:
    release = house.load()
    (house.release / "policy/policy.yaml").write_bytes(b"daily_cap: 100\n")
    assert release.read("policy/policy.yaml") == b"version: 1\n"
    with pytest.raises(TypeError):
        release.files["policy/policy.yaml"] = b""  # type: ignore[index]


def test_another_good_release_in_the_same_folder_is_not_the_one_that_was_loaded(house: House) -> None:
    release = house.load()
    house.release.rename(house.path / "old")
    house.signed("release", version=8, release_id="r8")
    with pytest.raises(ReleaseRefused) as refusal:
        release.still_good(TODAY)
    assert refusal.value.reason is Refusal.ALTERED


def test_a_flipped_byte_with_its_old_time_restored_is_seen(house: House) -> None:
    release = house.load()
    path = house.release / "policy/policy.yaml"
    before = path.stat()
    path.write_bytes(b"version: 2\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_size == before.st_size
    with pytest.raises(ReleaseRefused) as refusal:
        release.still_good(TODAY)
    assert refusal.value.reason is Refusal.ALTERED


def test_the_report_names_every_check_and_stops_where_nothing_can_follow(house: House) -> None:
    good = house.verifier().examine(house.release, TODAY)
    assert {check.state for check in good.checks} == {"ok"}
    names = [check.name for check in good.checks]
    (house.release / "policy/policy.yaml").write_bytes(b"")
    bad = house.verifier().examine(house.release, TODAY)
    assert [check.name for check in bad.checks] == names
    assert [check.state for check in bad.checks] == ["ok"] * 4 + ["failed"] + ["not_looked_at"] * 7


def test_an_expired_release_may_be_read_with_and_never_sent_with(house: House) -> None:
    late = TODAY + timedelta(days=100)
    release = house.verifier().load_for_reading(house.release, late)
    assert release.read("policy/policy.yaml")
    with pytest.raises(ReleaseRefused):
        release.still_good(late)


def test_an_altered_release_may_not_even_be_read_with(house: House, tmp_path: Path) -> None:
    (house.release / "policy/policy.yaml").write_bytes(b"")
    with pytest.raises(ReleaseRefused):
        house.verifier().load_for_reading(house.release, TODAY)

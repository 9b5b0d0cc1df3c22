"""`tandem release …` from the first key to a release that is used, left, and revoked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from robot.agent.endpoint import Home
from robot.domain.errors import InputRefused, StateConflict, TandemError
from robot.execution.stop import StopSwitch
from robot.governance import (
    ForgetfulMemory,
    Refusal,
    ReleaseRefused,
    ReleaseVerifier,
    SeenRelease,
    TrustPlace,
)
from robot.terminal import release_commands
from robot.terminal.release_commands import make_commands
from tests.support.builders import TEN_O_CLOCK, HandClock
from tests.unit.governance.house import SPAN, TODAY
from tests.unit.terminal.conftest import Tandem

ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "correct horse battery"
PEOPLE = {"an.author": "author", "co.compliance": "compliance", "ou.operator": "operator"}
Capture = pytest.CaptureFixture[str]


class Office:
    """A bank's folder of keys and releases, with the commands over it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trust = path / "trust"
        self.app: typer.Typer = make_commands(lambda: TrustPlace(folder=self.trust, is_throwaway=True))
        self.said = ""

    def do(self, *words: str, passphrase: str = PASSPHRASE) -> int:
        """The exit code; an error of ours is raised as the command line would show it."""
        result = CliRunner().invoke(self.app, list(words), input=f"{passphrase}\n")
        self.said = result.output
        if isinstance(result.exception, TandemError):
            raise result.exception
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code

    def refusal(self, *words: str, passphrase: str = PASSPHRASE) -> TandemError:
        with pytest.raises(TandemError) as refused:
            self.do(*words, passphrase=passphrase)
        return refused.value

    def key(self, name: str) -> str:
        return str(self.path / f"{name}.pem")

    def new_key(self, name: str) -> str:
        """The public line that was printed."""
        assert self.do("key", "new", "--name", name, "--out", self.key(name)) == 0
        return next(line for line in self.said.splitlines() if line.startswith("tandem-ed25519 "))

    def build(self, name: str, version: int, *more: str) -> Path:
        folder = self.path / name
        words = ("--version", str(version), "--expires", "2026-12-31", "--out", str(folder))
        assert self.do("build", str(self.path / "source"), *words, *more) == 0
        return folder

    def sign(self, folder: Path, side: str, who: str) -> int:
        return self.do("sign", str(folder), "--key", self.key(who), "--as", side)

    def release(self, name: str, version: int) -> Path:
        folder = self.build(name, version)
        assert self.sign(folder, "author", "an.author") == 0
        assert self.sign(folder, "compliance", "co.compliance") == 0
        return folder

    def install(self, folder: Path) -> None:
        """What the administrator does."""
        shutil.copytree(folder, self.trust, dirs_exist_ok=True)


@pytest.fixture
def office(tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Keys, people and a small source, all made with the commands."""
    for module in ("release_commands", "release_keys"):
        monkeypatch.setattr(f"robot.terminal.{module}.SystemClock", HandClock)
    office = Office(tmp_path)
    office.trust.mkdir()
    lines = [office.new_key(name) for name in ("root1", "root2")]
    (office.trust / "root-keys.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    people = []
    for who, role in PEOPLE.items():
        _word, public, _name = office.new_key(who).split()
        fingerprint = office.said.split("fingerprint ")[1].split()[0]
        held = {"public_key": public, "fingerprint": fingerprint, **SPAN}
        people.append({"id": who, "name": who, "roles": [{"role": role, **SPAN}], "keys": [held]})
    document = {"kind": "tandem.roles", "format": 1, "version": 1, "people": people}
    roles = office.trust / "roles.json"
    roles.write_text(json.dumps(document, indent=2), encoding="utf-8")
    for name in ("root1", "root2"):
        assert office.do("roles", "sign", str(roles), "--key", office.key(name), "--name", name) == 0
    assert office.do("roles", "check", str(office.trust)) == 0
    (office.path / "source" / "policy").mkdir(parents=True)
    (office.path / "source" / "profiles").mkdir()
    shutil.copy(ROOT / "resources/policy/policy.yaml", office.path / "source/policy")
    shutil.copy(ROOT / "resources/profiles/crm-demo.yaml", office.path / "source/profiles")
    return office


def test_from_the_first_key_to_a_release_that_is_good(office: Office) -> None:
    folder = office.release("r7", 7)
    assert office.do("verify", str(folder)) == 0
    assert "The release is good" in office.said
    assert office.do("verify", str(folder), "--json") == 0
    said = json.loads(office.said)
    assert said["good"] is True
    assert said["version"] == 7
    assert {check["state"] for check in said["checks"]} == {"ok"}
    trust = TrustPlace(folder=office.trust, is_throwaway=True)
    release = ReleaseVerifier(trust, ForgetfulMemory(), product_version="0.1.0").load(folder, TODAY)
    assert release.manifest.version == 7


def test_verify_says_which_check_failed_and_leaves_with_1(office: Office) -> None:
    folder = office.release("r7", 7)
    path = folder / "policy/policy.yaml"
    path.write_bytes(path.read_bytes().replace(b"daily_cap: 1", b"daily_cap: 9"))
    assert office.do("verify", str(folder)) == 1
    assert "release.altered" in office.said
    assert office.do("verify", str(folder), "--json") == 1
    said = json.loads(office.said)
    assert said["refusal"] == "release.altered"
    assert [check["name"] for check in said["checks"] if check["state"] == "failed"] == ["files"]


def test_an_unsigned_and_a_half_signed_release_are_not_good(office: Office) -> None:
    folder = office.build("r7", 7)
    assert office.do("verify", str(folder)) == 1
    office.sign(folder, "author", "an.author")
    assert office.do("verify", str(folder)) == 1
    assert "release.unsigned" in office.said


def test_the_tool_refuses_author_as_approver_and_whoever_lacks_the_role(office: Office) -> None:
    folder = office.build("r7", 7)
    office.sign(folder, "author", "an.author")
    before = sorted(folder.rglob("*"))
    for side, who, code in (
        ("compliance", "an.author", "release.role_missing"),
        ("compliance", "ou.operator", "release.role_missing"),
        ("author", "an.author", "release.signed_already"),
        ("compliance", "root1", "release.key_unknown"),
        ("root", "root1", "release.role_missing"),
    ):
        words = ("sign", str(folder), "--key", office.key(who), "--as", side)
        assert office.refusal(*words).code == code, (side, who)
    assert sorted(folder.rglob("*")) == before


def test_a_wrong_passphrase_signs_nothing_and_is_repeated_nowhere(office: Office) -> None:
    folder = office.build("r7", 7)
    words = ("sign", str(folder), "--key", office.key("an.author"), "--as", "author")
    refusal = office.refusal(*words, passphrase="another passphrase")
    assert refusal.code == Refusal.KEY_UNUSABLE
    assert "another passphrase" not in str(refusal)
    assert isinstance(office.refusal(*words, passphrase=""), InputRefused)
    assert not (folder / "signatures").exists()


def test_what_the_robot_could_not_load_is_not_built(office: Office) -> None:
    (office.path / "source/policy/policy.yaml").write_text("version: 1\n")
    out = office.path / "r7"
    words = ("--version", "7", "--expires", "2026-12-31", "--out", str(out))
    assert office.refusal("build", str(office.path / "source"), *words).code == "policy.unreadable"
    assert not [path for path in office.path.iterdir() if path.name.startswith((".r7", "r7"))]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda source: (source / "lexicons/承诺.txt").write_text("x"), "characters"),
        (lambda source: (source / "lexicons/.DS_Store").write_text("x"), "characters"),
        (lambda source: (source / "lexicons/a.txt").symlink_to("/etc/passwd"), "link"),
        (lambda source: [(source / "lexicons" / n).write_text("x") for n in ("a.txt", "A.txt")], "twice"),
    ],
)
def test_names_that_no_release_may_have(office: Office, spoil: Callable[[Path], Any], said: str) -> None:
    (office.path / "source/lexicons").mkdir()
    spoil(office.path / "source")
    words = ("--version", "7", "--expires", "2026-12-31", "--out", str(office.path / "r7"))
    assert said in str(office.refusal("build", str(office.path / "source"), *words))
    assert not (office.path / "r7").exists()


def test_a_build_never_overwrites_and_never_expires_before_it_is_made(office: Office) -> None:
    folder = office.build("r7", 7)
    source = str(office.path / "source")
    words = ("build", source, "--version", "8", "--expires")
    assert "exists already" in str(office.refusal(*words, "2026-12-31", "--out", str(folder)))
    late = office.refusal(*words, "2026-11-22", "--out", str(office.path / "r8"))
    assert "expired before" in str(late)
    nothing = office.refusal(*words, "2026-12-31", "--out", str(office.path / "r8"), "--leave-out", "*")
    assert "nothing in them" in str(nothing)


def test_the_shipped_resources_make_a_release(office: Office) -> None:
    folder = office.path / "shipped"
    words = ("--version", "1", "--expires", "2026-12-31", "--out", str(folder))
    assert office.do("build", str(ROOT / "resources"), *words, "--leave-out", "policy/demo.yaml") == 0, (
        office.said
    )
    manifest = json.loads((folder / "manifest.json").read_bytes())
    paths = [file["path"] for file in manifest["files"]]
    assert "policy/policy.yaml" in paths
    assert "policy/demo.yaml" not in paths
    assert any(path.startswith("talktracks/") for path in paths)
    assert manifest["authors"]


def test_diff_shows_what_changes_line_by_line(office: Office) -> None:
    old = office.build("r7", 7)
    policy = office.path / "source/policy/policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("daily_cap: 1", "daily_cap: 2"), encoding="utf-8")
    (office.path / "source/profiles/crm-demo.yaml").unlink()
    new = office.build("r8", 8)
    assert office.do("diff", str(old), str(new)) == 0
    assert "~ policy/policy.yaml" in office.said
    assert "-daily_cap: 1" in office.said
    assert "+daily_cap: 2" in office.said
    assert "- profiles/crm-demo.yaml" in office.said
    assert office.do("diff", str(new), str(old)) == 0
    assert "not newer" in office.said
    assert office.do("diff", str(old), str(old), "--json") == 0
    assert json.loads(office.said)["files"] == []


def test_diff_shows_talk_tracks_by_meaning(office: Office) -> None:
    source = office.path / "source"
    shutil.copytree(ROOT / "resources/talktracks", source / "talktracks")
    old = office.build("r7", 7)
    changed = next(
        path for path in sorted((source / "talktracks").rglob("*.yaml")) if "author:" in _text(path)
    )
    changed.write_text(_with_other_author(_text(changed)), encoding="utf-8")
    new = office.build("r8", 8)
    assert office.do("diff", str(old), str(new), "--json") == 0
    said = json.loads(office.said)
    assert [track["id"] for track in said["tracks"]] == [changed.stem]
    assert [change["key"] for change in said["tracks"][0]["changes"]] == ["author"]
    assert office.do("diff", str(old), str(new)) == 0
    assert changed.stem in office.said


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _with_other_author(content: str) -> str:
    lines = content.splitlines()
    return "\n".join("author: 另一个小组" if line.startswith("author:") else line for line in lines) + "\n"


def test_revoke_adds_to_the_installed_list(office: Office) -> None:
    folder = office.release("r7", 7)
    paper = office.path / "paper"
    words = ("--out", str(paper), "--key", office.key("co.compliance"), "--reason", "wrong rate")
    assert office.do("revoke", *words, "--version", "7") == 0
    assert office.do("verify", str(folder)) == 0, "not installed yet"
    office.install(paper)
    assert office.do("verify", str(folder)) == 1
    assert "release.revoked" in office.said
    second = office.path / "second"
    words = ("--out", str(second), "--key", office.key("co.compliance"), "--reason", "old")
    assert office.do("revoke", *words, "--below", "5", "--release", "r3") == 0
    listed = json.loads((second / "revocations.json").read_bytes())
    assert listed["serial"] == 2
    assert [each["version"] for each in listed["versions"]] == [7]
    assert listed["lowest_version"] == 5


def test_only_compliance_revokes_and_only_something(office: Office) -> None:
    paper = str(office.path / "paper")
    by_author = ("--key", office.key("an.author"), "--reason", "x", "--out", paper)
    assert office.refusal("revoke", *by_author, "--version", "7").code == "release.role_missing"
    by_compliance = ("--key", office.key("co.compliance"), "--reason", "x", "--out", paper)
    assert office.refusal("revoke", *by_compliance).code == "request.invalid"
    assert office.refusal("revoke", *by_compliance, "--revoked-key", "xyz").code == "request.invalid"
    assert not Path(paper).exists()


def accepted(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """This workstation has accepted that release."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    seen = SeenRelease(
        version=manifest["version"], release_id=manifest["release_id"], manifest_sha256="0" * 64
    )
    monkeypatch.setattr(release_commands, "remembered", lambda _path: ForgetfulMemory(seen))


def test_going_back_needs_an_order_of_both_sides(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = office.release("r7", 7), office.release("r8", 8)
    accepted(monkeypatch, new)
    assert office.do("verify", str(old)) == 1
    assert "release.older" in office.said
    paper = office.path / "paper"
    words = ("rollback", str(old), "--out", str(paper))
    by_author = ("--key", office.key("an.author"), "--as", "author")
    assert office.refusal(*words, *by_author).code == "request.invalid"
    assert office.do(*words, *by_author, "--reason", "wrong rate", "--expires", "2026-12-05") == 0
    office.install(paper)
    assert office.do("verify", str(old)) == 1
    by_operator = ("--key", office.key("ou.operator"), "--as", "compliance")
    assert office.refusal(*words, *by_operator).code == "release.role_missing"
    other = ("rollback", str(new), "--out", str(paper), "--key", office.key("co.compliance"))
    assert "another release" in str(office.refusal(*other, "--as", "compliance"))
    assert office.do(*words, "--key", office.key("co.compliance"), "--as", "compliance") == 0
    office.install(paper)
    assert office.do("verify", str(old)) == 0
    assert isinstance(office.refusal(*words, *by_author), StateConflict)


def test_keys_are_never_overwritten_and_need_a_long_passphrase(office: Office) -> None:
    words = ("key", "new", "--name", "x", "--out")
    assert isinstance(office.refusal(*words, office.key("an.author")), ReleaseRefused)
    short = office.refusal(*words, str(office.path / "x.pem"), passphrase="short")
    assert "12 characters" in str(short)
    assert not (office.path / "x.pem").exists()


def test_no_trust_no_signature_and_no_good_release(office: Office) -> None:
    folder = office.release("r7", 7)
    shutil.rmtree(office.trust)
    assert office.do("verify", str(folder)) == 1
    assert "release.trust_missing" in office.said
    words = ("sign", str(folder), "--key", office.key("an.author"), "--as", "author")
    assert office.refusal(*words).code == "release.trust_missing"


def test_the_installed_program_asks_the_systems_trust_and_leaves_the_stop_alone(
    tandem: Tandem, home: Home, capsys: Capture, tmp_path: Path
) -> None:
    assert tandem("release", "verify", str(tmp_path / "none"), "--json") == 1
    assert json.loads(capsys.readouterr().out)["refusal"].startswith("release.")
    assert tandem("stop") == 0
    assert tandem("release", "verify", str(tmp_path / "none")) == 1
    assert StopSwitch(home.stop_file).is_engaged, "a command of releases leaves the stop alone"
    tandem("release")
    assert StopSwitch(home.stop_file).is_engaged, "who looks for help lifts no stop"
    assert TEN_O_CLOCK.date() == TODAY

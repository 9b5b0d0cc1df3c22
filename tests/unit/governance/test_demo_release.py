"""The throw-away release of demonstrations and tests."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from demoday.release import make_release
from robot.governance import ForgetfulMemory, ReleaseVerifier, TrustPlace
from robot.policy.loading import load_policy
from robot.sites.profile import load_profile
from robot.talktracks.library import load_library
from tests.unit.governance.house import TODAY


def test_it_holds_what_is_shipped_and_loads_as_the_robot_loads(tmp_path: Path) -> None:
    made = make_release(tmp_path / "home", TODAY)
    release = ReleaseVerifier(made.trust, ForgetfulMemory(), product_version="0.1.0").load(made.folder, TODAY)
    assert set(release.part("policy")) == {"policy.yaml"}
    assert load_policy(made.folder / "policy/policy.yaml").unattended_exemptions
    assert load_library(made.folder / "talktracks").ids
    for profile in (made.folder / "profiles").glob("*.yaml"):
        assert load_profile(profile).origins
    assert made.trust.is_throwaway
    assert "THROW-AWAY" in (made.trust.folder / "README.txt").read_text(encoding="utf-8")
    assert not [path for path in made.folder.parent.rglob("*") if b"PRIVATE KEY" in _content(path)]


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_single_files_can_be_others_and_the_next_one_is_the_next_version(tmp_path: Path) -> None:
    memory = ForgetfulMemory()
    for version, words in ((1, b"site: one\n"), (2, b"site: two\n")):
        made = make_release(tmp_path / "home", TODAY, replaced={"profiles/wecom-short.yaml": words})
        release = ReleaseVerifier(made.trust, memory, product_version="0.1.0").load(made.folder, TODAY)
        assert release.read("profiles/wecom-short.yaml") == words
        assert release.manifest.version == version


def test_its_keys_are_nobodys_anywhere_else(tmp_path: Path) -> None:
    one = make_release(tmp_path / "one", TODAY)
    other = make_release(tmp_path / "other", TODAY)
    verifier = ReleaseVerifier(other.trust, ForgetfulMemory(), product_version="0.1.0")
    assert verifier.examine(one.folder, TODAY).refusal is not None
    system = ReleaseVerifier(TrustPlace.of_system(), ForgetfulMemory(), product_version="0.1.0")
    assert system.examine(one.folder, TODAY).refusal is not None


@pytest.mark.parametrize("times", [3])
def test_it_is_made_and_looked_at_fast_enough_to_do_so_every_time(tmp_path: Path, times: int) -> None:
    """Processor time, because the machine may be busy with other things."""
    making, looking = [], []
    for number in range(times):
        begun = time.process_time()
        made = make_release(tmp_path / f"home{number}", TODAY)
        making.append(time.process_time() - begun)
        release = ReleaseVerifier(made.trust, ForgetfulMemory(), product_version="0.1.0").load(
            made.folder, TODAY
        )
        begun = time.process_time()
        release.still_good(TODAY)
        looking.append(time.process_time() - begun)
    assert min(making) < 0.2
    assert min(looking) < 0.05

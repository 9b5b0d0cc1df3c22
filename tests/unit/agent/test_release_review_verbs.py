"""`release_review` and `release_sign`: what an approver sees, and whose signature is taken."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from robot.agent import protocol
from robot.agent.review.rows import file_change
from robot.agent.verbs.release_review import ReleaseReviewVerbs
from robot.domain.customer import Tier
from robot.domain.errors import InputRefused, StateConflict
from robot.domain.release_views import FileChange, ReleaseReview, TrackChange
from robot.governance import ReleaseRefused, Side, TrustPlace
from robot.governance.building import collect, sign_release
from robot.governance.private_keys import new_key, open_key
from tests.support.builders import task
from tests.support.desk import Desk
from tests.unit.governance.house import House

RESOURCES = Path(__file__).parents[3] / "resources"
PASSPHRASE = "correct horse battery"
TRACK = "talktracks/wealth/new-wealth-wecom.yaml"
EXPIRES = date(2026, 12, 31)


class Review:
    """A bank, an agent that trusts it, and a candidate release of the shipped words with changes."""

    def __init__(self, path: Path, desk: Desk) -> None:
        self.house, self.desk, self.path = House(path), desk, path
        for who in ("an.author", "co.compliance"):
            new_key(path / f"{who}.pem", PASSPHRASE)
            self.house.keys[who] = open_key(path / f"{who}.pem", PASSPHRASE)
        self.house.people = [
            self.house.person(each["id"], *(role["role"] for role in each["roles"]))
            for each in self.house.people
        ]
        self.house.install_roles()
        self.files = collect(RESOURCES, ["policy/demo.yaml"])
        self.house.signed("in-use", files=dict(self.files)).rename(desk.home.path / "release")
        desk.trust = TrustPlace(folder=self.house.trust, is_throwaway=True)
        desk.has_release = False
        desk.start()
        self.verbs = ReleaseReviewVerbs(desk.engine)

    def edit(self, path: str, was: str, now: str) -> None:
        text = self.files[path].decode()
        assert was in text
        self.files[path] = text.replace(was, now).encode()

    def build(self, name: str = "r8", **facts: Any) -> Path:
        usual = {"release_id": name, "version": 8, "authors": ("name of an.author",)}
        return self.house.unsigned(name, self.files, **{**usual, **facts})

    async def look(self, folder: Path) -> ReleaseReview:
        return await self.verbs.release_review(protocol.ReviewRelease(path=str(folder)))

    async def sign(self, folder: Path, who: str = "co.compliance", **changes: Any) -> Any:
        manifest = (await self.look(folder)).candidate.manifest_sha256
        usual = {
            "path": str(folder),
            "manifest_sha256": manifest,
            "key": str(self.path / f"{who}.pem"),
            "secret": PASSPHRASE,
        }
        return await self.verbs.release_sign(protocol.SignRelease(**{**usual, **changes}))


@pytest.fixture
def bank(desk: Desk, tmp_path: Path) -> Review:
    return Review(tmp_path, desk)


def only(changes: tuple[TrackChange, ...]) -> TrackChange:
    (change,) = changes
    return change


async def test_the_same_words_change_nothing(bank: Review) -> None:
    seen = await bank.look(bank.build())
    assert (seen.tracks, seen.files, seen.touched, seen.not_compared) == ((), (), (), "")
    assert seen.tracks_in_all == len(bank.desk.engine.library.ids)
    assert seen.in_use is not None
    assert (seen.in_use.release_id, seen.in_use.version) == ("r7", 7)
    assert seen.refusal == "release.unsigned"
    assert [check.state for check in seen.checks][:5] == ["ok"] * 5
    assert not [fault for fault in seen.lint if fault.severity == "error"]


async def test_a_changed_talk_track_is_told_with_its_example_and_todays_tasks(bank: Review) -> None:
    await bank.desk.take(
        task(1, talk_track="new-wealth-wecom"),
        task(2, talk_track="new-wealth-wecom", customer={"tier": Tier.PLATINUM}),
        task(3, talk_track="wealth-maturity-wecom"),
    )
    track = yaml.safe_load(bank.files[TRACK])
    bank.edit(TRACK, f"version: {track['version']}\n", f"version: {track['version'] + 1}\n")
    bank.edit(TRACK, f"change_note: {track['change_note']}", "change_note: 改期限。")
    bank.edit(TRACK, "您好", "您好呀")
    seen = await bank.look(bank.build())
    change = only(seen.tracks)
    assert (change.id, change.kind, change.is_version_raised) == ("new-wealth-wecom", "changed", True)
    assert (change.tasks, change.customers) == (2, 2)
    words = [field for field in change.fields if field.subject == "words"]
    assert words
    assert any(run.kind == "added" and "呀" in run.text for run in words[0].runs)
    assert "".join(run.text for run in words[0].runs if run.kind != "added") == words[0].before
    assert "您好呀" in change.examples[0].text
    assert [(t.tier, t.product_line, t.customers) for t in seen.touched] == [
        ("gold", "wealth", 1),
        ("platinum", "wealth", 1),
    ]
    assert (seen.tasks_in_all, seen.customers_in_all) == (3, 3)


async def test_added_and_removed_talk_tracks_are_told(bank: Review) -> None:
    content = bank.files.pop(TRACK)
    renamed = content.replace(b"id: new-wealth-wecom", b"id: newer-wealth-wecom")
    bank.files["talktracks/wealth/newer-wealth-wecom.yaml"] = renamed
    seen = await bank.look(bank.build())
    assert {(change.id, change.kind) for change in seen.tracks} == {
        ("new-wealth-wecom", "removed"),
        ("newer-wealth-wecom", "added"),
    }
    assert all(change.examples for change in seen.tracks)


async def test_policy_keys_and_lexicon_rows_are_told_by_name(bank: Review) -> None:
    bank.edit("policy/policy.yaml", "monthly_cap: 4", "monthly_cap: 3")
    bank.edit("lexicons/absolute.yaml", '      - "?绝无仅有"\n', '      - "?绝无仅有"\n      - "旷古绝今"\n')
    seen = await bank.look(bank.build())
    rows = {change.path: change.rows for change in seen.files}
    assert [(row.key, row.before, row.after) for row in rows["policy/policy.yaml"]] == [
        ("monthly_cap", "4", "3")
    ]
    (added,) = rows["lexicons/absolute.yaml"]
    assert (added.key, added.before, added.after) == ("rules[words.absolute].terms[]", "", "旷古绝今")


async def test_comments_change_no_value_and_bad_files_are_compared_by_line(bank: Review) -> None:
    policy = bank.files["policy/policy.yaml"]
    assert file_change("policy/policy.yaml", policy, policy + b"# by hand\n") == FileChange(
        path="policy/policy.yaml", part="policy", kind="changed", rows=(), rows_left_out=0
    )
    change = file_change("policy/policy.yaml", b"a: [1\nb: 2\n", b"a: [1\nb: 3\n")
    assert change is not None
    assert [(row.key, row.before, row.after) for row in change.rows] == [("[]", "b: 2", "b: 3")]
    numbers = file_change("lexicons/x.npz", b"PK\0a\n" * 500_000, b"PK\0b\n" * 500_000)
    assert numbers is not None
    assert [row.key for row in numbers.rows] == ["sha256"]
    many = file_change("lexicons/x.json", b"[1]", json.dumps(list(range(5000))).encode())
    assert many is not None
    assert (len(many.rows), many.rows_left_out) == (300, 4699)


async def test_lint_is_told_with_place_and_advice(bank: Review) -> None:
    bank.edit(TRACK, "您好", "您好，稳赚不赔，")
    seen = await bank.look(bank.build())
    (fault, *_rest) = [fault for fault in seen.lint if fault.rule.startswith("words.")]
    assert (fault.file, fault.severity) == (TRACK, "error")
    line = bank.files[TRACK].decode().split("\n")[fault.line - 1]
    assert fault.text == line
    assert line[fault.column - 1 :][: fault.length] in "稳赚不赔"
    assert fault.why
    assert fault.source


async def test_a_broken_talk_track_is_a_finding_and_no_fault_of_the_review(bank: Review) -> None:
    bank.edit(TRACK, "channel: wecom", "channel: pigeon")
    seen = await bank.look(bank.build())
    assert "talktracks/wealth/new-wealth-wecom.yaml" in seen.not_compared
    assert any(fault.severity == "error" and fault.file == TRACK for fault in seen.lint)


async def test_what_is_no_release_is_refused_with_its_code(bank: Review) -> None:
    folder = bank.build()
    with (folder / TRACK).open("ab") as file:
        file.write(b"#")
    for path, code in (
        (str(folder), "release.altered"),
        (str(folder / "nowhere"), "release.not_found"),
    ):
        with pytest.raises(ReleaseRefused) as caught:
            await bank.verbs.release_review(protocol.ReviewRelease(path=path))
        assert caught.value.code == code
    with pytest.raises(InputRefused) as refused:
        await bank.verbs.release_review(protocol.ReviewRelease(path="r8"))
    assert refused.value.code == "release.path_not_whole"


async def test_an_approver_signs_what_was_looked_at(bank: Review) -> None:
    folder = bank.build()
    sign_release(folder, Side.AUTHOR, bank.house.keys["an.author"], bank.house.desk())
    seen = await bank.look(folder)
    assert [(signer.side, signer.person, signer.is_checked) for signer in seen.candidate.signers] == [
        ("author", "an.author", True)
    ]
    signed = await bank.sign(folder)
    assert (signed.side, signed.person, signed.version) == ("compliance", "co.compliance", 8)
    after = await bank.look(folder)
    assert after.refusal == ""
    assert {signer.side for signer in after.candidate.signers} == {"author", "compliance"}
    (record,) = bank.desk.journalled("release.signed")
    assert record == {
        "release": "r8",
        "version": 8,
        "manifest": seen.candidate.manifest_sha256,
        "side": "compliance",
        "person": "co.compliance",
    }


async def test_the_passphrase_is_nowhere_afterwards(bank: Review) -> None:
    folder = bank.build()
    sign_release(folder, Side.AUTHOR, bank.house.keys["an.author"], bank.house.desk())
    await bank.sign(folder)
    assert PASSPHRASE.encode() not in bank.desk.home.database.read_bytes()
    request = protocol.SignRelease(path="/x", manifest_sha256="0" * 64, key="/k", secret=PASSPHRASE)
    assert PASSPHRASE not in repr(request)


async def test_nobody_approves_their_own_words(bank: Review) -> None:
    folder = bank.build(authors=("name of co.compliance",))
    with pytest.raises(ReleaseRefused) as caught:
        await bank.sign(folder)
    assert caught.value.code == "release.one_person"
    assert not (folder / "signatures").exists()
    assert bank.desk.journalled("release.signed") == []


async def test_an_author_is_no_approver(bank: Review) -> None:
    folder = bank.build()
    with pytest.raises(ReleaseRefused) as caught:
        await bank.sign(folder, "an.author")
    assert caught.value.code == "release.role_missing"


async def test_a_wrong_passphrase_signs_nothing(bank: Review) -> None:
    folder = bank.build()
    with pytest.raises(ReleaseRefused) as caught:
        await bank.sign(folder, secret="another passphrase")
    assert caught.value.code == "release.key_unusable"
    assert "another passphrase" not in str(caught.value)
    assert not (folder / "signatures").exists()


async def test_another_release_in_the_folder_is_not_signed(bank: Review) -> None:
    folder = bank.build()
    with pytest.raises(StateConflict) as caught:
        await bank.sign(folder, manifest_sha256="0" * 64)
    assert caught.value.code == "release.changed_since_review"
    assert not (folder / "signatures").exists()


async def test_without_trust_signatures_are_only_claims(bank: Review) -> None:
    folder = bank.build()
    sign_release(folder, Side.AUTHOR, bank.house.keys["an.author"], bank.house.desk())
    (bank.house.trust / "roles.json").unlink()
    seen = await bank.look(folder)
    assert [(signer.person, signer.name, signer.is_checked) for signer in seen.candidate.signers] == [
        ("an.author", "", False)
    ]
    assert seen.refusal == "release.trust_missing"
    assert json.loads((folder / "manifest.json").read_bytes())["version"] == 8

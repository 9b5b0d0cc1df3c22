"""A profile that does not fit is refused by file and key; nothing of it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from robot.domain.errors import InputRefused
from robot.sites.profile import load_profile

ROOT = Path(__file__).resolve().parents[3]
Change = Callable[[dict[str, Any]], object]


def good() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(
        (ROOT / "resources/profiles/wecom-demo.yaml").read_text(encoding="utf-8")
    )
    return content


@pytest.mark.parametrize(
    "path", sorted((ROOT / "resources/profiles").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_shipped_profile_loads(path: Path) -> None:
    assert load_profile(path).origins


def put(where: str, value: Any) -> Change:
    def change(content: dict[str, Any]) -> None:
        *parents, last = where.split(".")
        for name in parents:
            content = content[name]
        content[last] = value

    return change


WRONG = [
    ("an unknown key", put("speling", 1), "speling"),
    ("an unknown key deep inside", put("chat.speling", 1), "chat.speling"),
    ("no origin", put("origins", []), "origins"),
    ("an origin with a path", put("origins", ["http://127.0.0.1:1/x"]), "origins.0"),
    ("an origin of another scheme", put("origins", ["file:///etc"]), "origins.0"),
    ("an origin with a user", put("origins", ["http://a@b"]), "origins.0"),
    ("a locator of two kinds", put("elements.composer", [{"css": "a", "text": "b"}]), "elements.composer.0"),
    ("a locator of no kind", put("elements.composer", [{"name": "a"}]), "elements.composer.0"),
    ("a name without a role", put("elements.composer", [{"css": "a", "name": "b"}]), "elements.composer.0"),
    ("an element that nobody described", put("chat.composer", "nowhere"), "nowhere"),
    ("a collection that nobody described", put("chat.messages", "nowhere"), "nowhere"),
    ("a mask that nobody described", put("masks", ["nowhere"]), "nowhere"),
    ("a selector where a name belongs", put("chat.composer", "div > button"), "chat.composer"),
    ("one signal only", put("chat.signals", {"name": {"element": "chat_name"}}), "chat.signals"),
    ("a quorum of one", put("chat.quorum", 1), "chat.quorum"),
    ("a signal that nobody knows", put("chat.search_by", "telephone"), "chat.search_by"),
    (
        "a login step with two acts",
        put("login.steps", [{"click": "qr_tab", "press": "Enter"}]),
        "login.steps.0",
    ),
    ("a box filled with nothing", put("login.steps", [{"fill": "username_box"}]), "login.steps.0"),
    ("a secret typed nowhere", put("login.steps", [{"click": "qr_tab", "value": "secret"}]), "login.steps.0"),
    ("a code that is nowhere", put("login.scan", "nowhere"), "nowhere"),
    (
        "a login by a code that is not named",
        put("login", {**good()["login"], "by": "scan", "scan": None}),
        "login",
    ),
    ("words that are no pattern", put("texts.opt_out", ["(退订"]), "texts.opt_out.0"),
    ("a count that nobody described", put("witness.total", "nowhere"), "nowhere"),
    ("a forbidden button that nobody described", put("chat.send_unless", "nowhere"), "nowhere"),
    ("no patience", put("patience_s", 0), "patience_s"),
    ("a site name with a path", put("site", "../x"), "site"),
]


@pytest.mark.parametrize(("about", "change", "key"), WRONG, ids=[case[0] for case in WRONG])
def test_a_wrong_profile_is_refused_by_file_and_key(
    tmp_path: Path, about: str, change: Change, key: str
) -> None:
    content = good()
    change(content)
    path = tmp_path / "our-bank.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load_profile(path)
    assert str(path) in str(refused.value)
    assert key in str(refused.value)
    assert refused.value.code == "profile.invalid"


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"site: [", b"!!python/object/apply:os.system ['true']", b"", b"- a\n- b\n"],
    ids=["bytes", "broken yaml", "yaml that wants to run", "empty", "a list"],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "our-bank.yaml"
    path.write_bytes(content)
    with pytest.raises(InputRefused, match="our-bank"):
        load_profile(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        load_profile(tmp_path / "none.yaml")
    assert refused.value.code == "profile.unreadable"


def test_a_workstation_may_point_a_profile_elsewhere_and_nowhere_wrong(tmp_path: Path) -> None:
    profile = load_profile(ROOT / "resources/profiles/wecom-demo.yaml")
    assert profile.pointed_at("https://wecom.bank.example").origins == ("https://wecom.bank.example",)
    with pytest.raises(ValueError, match="origins"):
        profile.pointed_at("javascript:alert(1)")

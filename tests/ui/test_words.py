"""No Chinese outside the translator's reach, English complete and in step, every code a sentence."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from robot.domain.outcome import Outcome, Reason
from robot.governance import Refusal
from robot.policy.decide import DECIDE_RULES
from ui.words import labels, sentences
from ui.words.setting_names import setting_name

UI = Path(__file__).parents[2] / "ui"
TS = UI / "translations" / "tandem_en.ts"
CJK = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
CALLS = {"tr", "translate", "QT_TRANSLATE_NOOP"}
#: Tables of characters, and a language's own name.
EXEMPT = {"pinyin.py"}
OWN_NAMES = {"中文"}
#: What the send path logs, and what else `StepLine` names.
STEPS = (
    "policy",
    "render",
    "open",
    "identify",
    "fill",
    "read_back",
    "intend",
    "recheck",
    "click",
    "echo",
    "picture_before",
    "picture",
    "witness",
    "record",
    "outcome",
)
#: Of the check of words.
WORD_RULES = sorted(
    rule
    for file in (Path(__file__).parents[2] / "resources" / "lexicons").glob("*.yaml")
    for rule in re.findall(r"id: (words\.\w+)", file.read_text(encoding="utf-8"))
)
#: Rules of words, which live beside their checks.
TALK_TRACK_RULES = (
    "slot.bad_character",
    "slot.link_not_allowed",
    "slot.missing",
    "slot.required",
    "slot.too_long",
    "slot.unknown",
    "talktrack.not_valid_today",
    "talktrack.required_span_missing",
    "talktrack.too_long",
    "talktrack.variant_unknown",
    "talktrack.wrong_channel",
    "talktrack.wrong_line",
    "talktrack.wrong_tier",
)


def literals(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in CALLS:
                allowed |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            allowed |= {id(part) for part in ast.walk(node.body[0])}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed
    ]


def test_no_chinese_outside_the_translators_reach() -> None:
    found = [
        f"{path.relative_to(UI)}:{line}: {text}"
        for path in sorted(UI.rglob("*.py"))
        if path.name not in EXEMPT
        for line, text in literals(path)
        if CJK.search(text) and text not in OWN_NAMES
    ]
    assert found == []


def messages() -> list[tuple[str, str, list[str]]]:
    root = ET.parse(TS).getroot()  # noqa: S314 - our own file
    found = []
    for context in root.findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            source = message.findtext("source") or ""
            assert translation is not None
            assert translation.get("type") is None, source
            forms = [form.text or "" for form in translation.findall("numerusform")]
            found.append((context.findtext("name") or "", source, forms or [translation.text or ""]))
    return found


def test_english_is_complete_and_keeps_the_places() -> None:
    for context, source, forms in messages():
        for form in forms:
            assert form.strip(), (context, source)
            assert not CJK.search(form), (context, source, form)
            places = set(re.findall(r"\{\w+\}|%n", source))
            assert set(re.findall(r"\{\w+\}|%n", form)) == places, (context, source, form)


def test_the_built_translation_is_in_step() -> None:
    translator = QTranslator()
    assert translator.load(str(TS.with_suffix(".qm")))
    for context, source, forms in messages():
        n = 2 if "%n" in source else -1
        told = translator.translate(context, source, "", n)
        assert told == forms[-1], (context, source)


def test_the_source_file_is_in_step(tmp_path: Path) -> None:
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("pyside6-lupdate is not installed")
    fresh = tmp_path / "fresh.ts"
    sources = [str(path) for path in sorted(UI.rglob("*.py"))]
    arguments = [
        "-source-language",
        "zh_CN",
        "-target-language",
        "en",
        "-locations",
        "none",
        "-ts",
        str(fresh),
    ]
    done = subprocess.run([tool, *sources, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("pyside6-lupdate cannot run on this machine")
    root = ET.parse(fresh).getroot()  # noqa: S314 - our own file
    wanted = {
        (context.findtext("name"), message.findtext("source"))
        for context in root.findall("context")
        for message in context.findall("message")
    }
    assert wanted == {(context, source) for context, source, _ in messages()}


def english() -> dict[tuple[str, str], str]:
    return {(context, source): forms[-1] for context, source, forms in messages()}


@pytest.mark.parametrize(
    "code",
    [
        *(reason.value for reason in Reason),
        *(rule.id for rule in DECIDE_RULES),
        *(refusal.value for refusal in Refusal if refusal is not Refusal.KEY_UNUSABLE),
        *TALK_TRACK_RULES,
        *WORD_RULES,
    ],
)
def test_every_reason_and_rule_has_a_sentence_in_both_languages(code: str, qapp: QApplication) -> None:
    source = sentences.sentence(code)
    assert CJK.search(source), code
    assert english()["Sentences", source]


@pytest.mark.parametrize("code", STEPS)
def test_every_step_has_a_name_in_both_languages(code: str, qapp: QApplication) -> None:
    assert labels.step(code) != code
    assert english()["Labels", labels.step(code)]


@pytest.mark.parametrize("code", ["wecom", "phone", "visit", "sms", "push", "counter"])
def test_every_channel_of_the_bank_has_a_name(code: str, qapp: QApplication) -> None:
    assert labels.channel(code) != code
    assert english()["Labels", labels.channel(code)]


def test_a_setting_without_a_name_reads_as_words(qapp: QApplication) -> None:
    assert setting_name("hold_s") == "撤销秒数"
    assert setting_name("pull.retry_after") == "Pull: retry after"


def test_facts_of_a_rule_are_named_in_words(qapp: QApplication) -> None:
    told = sentences.finding_sentence("talktrack.wrong_channel", {"channel": "phone", "expected": "wecom"})
    assert told.endswith("渠道 电话 · 话术适用 企业微信")
    told = sentences.finding_sentence("talktrack.wrong_line", {"line": "loan", "expected": "card"})
    assert told.endswith("产品类别 贷款 · 话术适用 信用卡")


def test_a_rule_that_a_bank_added_tells_its_own_reason(qapp: QApplication) -> None:
    told = sentences.finding_sentence("words.of_the_bank", {"why": "本行不这样说", "law": "本行规定"})
    assert told == "本行不这样说 · 依据 本行规定"
    told = sentences.finding_sentence("permit.release", {"cause": "release.revoked"})
    assert told.endswith("原因 发布包已被撤销，不能发送")
    told = sentences.finding_sentence("words.guarantee", {"why": "本行不这样说"})
    assert told == sentences.sentence("words.guarantee")


def test_every_code_of_the_engine_has_words(qapp: QApplication) -> None:
    for outcome in Outcome:
        assert labels.outcome(outcome.value) != outcome.value
    assert sentences.sentence("brand.new_rule") == "brand.new_rule"
    assert sentences.finding_sentence("suitability.risk_too_high", {"customer_risk": "C1"}).endswith(
        "客户 C1"
    )

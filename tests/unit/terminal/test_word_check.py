"""`tandem talktrack check`: a line in, a verdict out, in order, whatever the line."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from robot.terminal import word_check


def answers(
    given: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
    assert word_check.check_lines() == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_verdict_a_line_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = "您好\n这款理财保本保息\r\n\n手慢无".encode()
    found = answers(given, monkeypatch, capsys)
    assert [answer["verdict"] for answer in found] == ["allow", "block", "allow", "review"]
    finding = next(f for f in found[1]["findings"] if f["rule"] == "words.guarantee")
    assert (finding["start"], finding["end"], finding["span"]) == (4, 8, "保本保息")
    assert finding["why"]
    assert finding["source"]


def test_bytes_that_are_no_text_have_an_answer_of_their_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answers("您好\n".encode() + b"\xff\xfe\n" + "保本\n".encode(), monkeypatch, capsys)
    assert [answer["verdict"] for answer in found] == ["allow", "block", "block"]
    assert [f["rule"] for f in found[1]["findings"]] == ["input.not_utf8"]


def test_a_long_message_is_checked_to_its_end_and_what_is_no_message_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filler = "您好，祝您愉快。" * 2_400
    book = "您好，祝您愉快。" * 45_000
    found = answers(f"{filler}保本保息\n{book}\n您好\n".encode(), monkeypatch, capsys)
    assert [answer["verdict"] for answer in found] == ["block", "block", "allow"]
    assert len(filler) in [finding["start"] for finding in found[0]["findings"]]
    assert [f["rule"] for f in found[1]["findings"]] == ["input.too_long"]


def test_a_line_beyond_the_limit_is_refused_and_the_next_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = b"a" * (word_check.MOST_BYTES * 2 + 3) + "\n保本\n".encode()
    found = answers(given, monkeypatch, capsys)
    assert [f["rule"] for f in found[0]["findings"]] == ["input.too_long"]
    assert found[1]["verdict"] == "block"
    assert len(found) == 2


def test_a_byte_order_mark_is_no_part_of_the_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answers(b"\xef\xbb\xbf" + "保本\n".encode(), monkeypatch, capsys)
    assert (found[0]["findings"][0]["start"], found[0]["findings"][0]["end"]) == (0, 2)

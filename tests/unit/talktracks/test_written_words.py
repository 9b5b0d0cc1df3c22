"""What a relationship manager writes into an approved text is judged; approved words and names are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import Any

import pytest

from robot.compliance import Checked, Checker, Verdict, WordFinding, load_checker
from robot.domain.task import Task
from robot.talktracks import Rendering, TalkTrack, render
from robot.talktracks.word_findings import neutral

TODAY = date(2026, 11, 23)
TaskMaker = Callable[..., Task]


@dataclass
class Objecting:
    """Objects to given words, with a given verdict; keeps what it was asked."""

    words: str
    verdict: Verdict = Verdict.BLOCK
    asked: list[str] = field(default_factory=list)

    def check(self, text: str, /) -> Checked:
        self.asked.append(text)
        start = text.find(self.words)
        if start < 0:
            return Checked(verdict=Verdict.ALLOW)
        end = start + len(self.words)
        found = WordFinding(
            rule="words.test",
            verdict=self.verdict,
            start=start,
            end=end,
            span=text[start:end],
            why="因为",
            source="办法",
            replacement="好",
        )
        return Checked(verdict=self.verdict, findings=(found,))


def rendered(track: TalkTrack, task: Task, checker: Checker | Objecting, **free: str) -> Rendering:
    return render(track, variant="1", task=task, free_slots=free, on=TODAY, checker=checker)


@pytest.mark.parametrize("wish", ["保证收益", "稳赚不赔", "加我微信"])
def test_a_promise_is_blocked_where_it_stands(
    wish: str, roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker
) -> None:
    made = rendered(roomy_track, task_maker(), checker, wish=wish)
    assert not made.may_be_sent
    blocking = [finding for finding in made.findings if finding.severity == "block"]
    assert blocking
    for finding in blocking:
        assert finding.rule.startswith("words.")
        assert made.text[finding.start : finding.end] in wish
        assert finding.params["slot"] == "wish"
        assert finding.params["why"]
        assert finding.params["law"]


@pytest.mark.parametrize("wish", ["谢谢您。", "祝身体健康。", "有事留言。"])
def test_kind_words_pass(wish: str, roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker) -> None:
    assert rendered(roomy_track, task_maker(), checker, wish=wish, call_time="明天上午10点").may_be_sent


def test_names_of_the_banks_data_pass_by_their_type(
    roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker
) -> None:
    task = task_maker(customer={"name": "保本初"}, rm_name="保本息", product={"name": "稳利固收"})
    made = rendered(roomy_track, task, checker, wish="谢谢您。")
    assert "保本初女士" in made.text
    assert made.findings == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"product": {"name": "保本保息稳赚不赔加微信"}}, "保本保息"),
        ({"branch": "稳赚不赔支行"}, "稳赚不赔"),
        ({"rm_name": "加我微信保本保息"}, "保本保息"),
    ],
    ids=["product", "branch", "a name that is none"],
)
def test_a_name_of_the_list_that_promises_is_looked_at_by_a_second_person(
    fields: dict[str, Any], words: str, roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker
) -> None:
    """A list is not signed: whoever can write one must not put words into an approved text."""
    made = rendered(roomy_track, task_maker(**fields), checker)
    assert made.needs_review
    assert any(words in made.text[finding.start : finding.end] for finding in made.findings)


def test_a_name_does_not_excuse_the_same_words_of_the_rm(
    roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker
) -> None:
    task = task_maker(customer={"name": "保本保息"})
    assert not rendered(roomy_track, task, checker, wish="保本保息").may_be_sent


def test_what_is_to_be_looked_at_is_neither_blocked_nor_sendable(
    roomy_track: TalkTrack, task_maker: TaskMaker
) -> None:
    made = rendered(roomy_track, task_maker(), Objecting("谢谢", Verdict.REVIEW), wish="谢谢您。")
    assert [finding.severity for finding in made.findings] == ["review"]
    assert made.needs_review
    assert not made.may_be_sent


def test_a_block_beside_a_review_is_no_review(roomy_track: TalkTrack, task_maker: TaskMaker) -> None:
    made = rendered(roomy_track, task_maker(), Objecting("谢谢", Verdict.REVIEW), wish="谢谢", call_time="x")
    assert not made.needs_review
    assert not made.may_be_sent


def test_a_finding_that_reaches_from_approved_words_into_the_rms_counts(
    roomy_track: TalkTrack, task_maker: TaskMaker
) -> None:
    made = rendered(roomy_track, task_maker(), Objecting("消息。好"), wish="好")
    (finding,) = made.findings
    assert made.text[finding.start : finding.end] == "消息。好"
    assert finding.params["slot"] == "wish"
    assert finding.replacement == "好"


def test_findings_in_approved_words_alone_do_not_count(roomy_track: TalkTrack, task_maker: TaskMaker) -> None:
    assert rendered(roomy_track, task_maker(), Objecting("存款利率"), wish="好").findings == ()


def test_a_finding_is_told_once(roomy_track: TalkTrack, task_maker: TaskMaker) -> None:
    # It is found in the slot alone and again in the whole text.
    assert len(rendered(roomy_track, task_maker(), Objecting("谢谢"), wish="谢谢").findings) == 1


def test_of_an_untouched_text_only_names_are_asked_about(
    roomy_track: TalkTrack, task_maker: TaskMaker
) -> None:
    asked = Objecting("今天下午3点")
    assert rendered(roomy_track, task_maker(), asked).findings == ()
    assert rendered(roomy_track, task_maker(), asked, call_time="今天下午3点").findings == ()
    assert set(asked.asked) == {"三年期大额存单", "滨江"}


def test_names_are_hidden_from_the_check(roomy_track: TalkTrack, task_maker: TaskMaker) -> None:
    asked = Objecting("没有")
    rendered(roomy_track, task_maker(), asked, wish="好")
    assert not any("王芳" in text or "李明" in text for text in asked.asked)


@pytest.mark.parametrize("wish", ["\ud800", "\x00", "\u202e", "好" * 5000, "", "‍"])
def test_whatever_is_written_is_judged(
    wish: str, roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker
) -> None:
    made = rendered(roomy_track, task_maker(), checker, wish=wish)
    assert made.may_be_sent is (wish == "")
    assert all(0 <= finding.start <= finding.end <= len(made.text) for finding in made.findings)


def test_a_preview_is_fast(roomy_track: TalkTrack, task_maker: TaskMaker, checker: Checker) -> None:
    task, taken = task_maker(), []
    for number in range(30):
        began = perf_counter()
        rendered(roomy_track, task, checker, wish=f"第{number}次祝好。")
        taken.append(perf_counter() - began)
    # 30 ms on a quiet machine; a busy one gets room.
    assert sorted(taken)[len(taken) // 2] < 0.15


def test_a_name_counts_as_one_word_however_long_it_is() -> None:
    checker = load_checker(with_opinion=False)
    for name in ("李", "李明", "张女士", "同行稳健增利六十天持有期净值型理财产品A款"):
        assert len(neutral(name)) == len(name)
        seen = checker.reading(f"您好，{neutral(name)}！明天见。").written
        assert seen == f"您好，{'某某'[: len(name)]}。明天见"
    # What stands beside it keeps its place.
    text = f"{neutral('同行稳健增利六十天持有期')}保本保息"
    assert [(f.start, f.end) for f in checker.check(text).findings] == [(12, 16)]

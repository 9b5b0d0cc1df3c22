"""Drawn records wait for their reviewer, and what others said of them is hidden until then."""

from __future__ import annotations

import pytest

from robot.domain.log_views import LogQuery, LogRecord
from robot.review.sources import read_sources
from tests.support.log_home import LogHome
from tests.support.reviewing import Sends


class Room:
    """Two reviewers at one log: `chen` has said something of three sends, and `lin` has an open sample."""

    def __init__(self, log: LogHome) -> None:
        self.log, self.sends = log, Sends(log)
        self.clicks = self.sends.many(30)
        self.known = self.clicks[3:6]
        # Of two on other records of their task.
        for click, of in zip(self.known, (0, 1, -1), strict=True):
            self.sends.mark(click + of, "chen", "escalated")
        log.tell("review.commented", {"source": "this", "seq": self.known[0], "by": "chen", "person": "chen"})
        self.sample, drawn = self.sends.draw("lin")
        self.seqs = drawn.seqs
        assert set(self.known) <= set(self.seqs)
        log.index()

    def as_(self, person: str) -> Room:
        self.log.reviewing.veil.person = person
        return self

    def marks(self, **query: object) -> dict[int, str]:
        return {row.seq: row.mark for row in self.log.found(**query)}

    def record(self, seq: int) -> LogRecord:
        return self.log.reviewing.record("this", seq, self.log.line)

    def say(self, seq: int, person: str, mark: str = "reviewed") -> None:
        self.sends.mark(seq, person, mark)
        self.log.index()

    def counts(self) -> dict[str, int]:
        facets = self.log.reviewing.facets(LogQuery(view="all"), self.log.line).facets
        return {value.value: value.count for value in facets.get("mark", ())}


@pytest.fixture
def room(log: LogHome) -> Room:
    return Room(log)


def waiting(room: Room) -> set[int]:
    found = set(room.log.seqs(view="waiting"))
    count = read_sources(room.log.path, room.log.reviewing, room.log.line).views["waiting"]
    assert count == len(found), "the number beside the view is that of its rows"
    return found


def test_drawn_records_wait_for_their_reviewer_alone_until_marked(room: Room) -> None:
    assert waiting(room.as_("lin")) == set(room.seqs)
    assert waiting(room.as_("chen")) == set()
    assert waiting(room.as_("")) == set()
    first, second, *_ = room.seqs
    room.say(first, "lin")
    # Of another record of the same task.
    room.say(second + 1, "lin", "escalated")
    room.say(room.seqs[2], "chen")
    assert waiting(room.as_("lin")) == set(room.seqs) - {first, second}


def test_a_known_record_looks_like_the_others(room: Room) -> None:
    rows = {row.seq: row for row in room.as_("lin").log.found(view="waiting")}
    assert {(rows[seq].mark, rows[seq].has_comment) for seq in room.seqs} == {("", False)}
    for seq in room.known:
        record = room.record(seq)
        assert record.marks == ()
        assert {row.mark for row in record.related} == {""}
    assert [made.by for made in room.as_("chen").record(room.known[0]).marks] == ["chen", "chen"]


def test_no_filter_word_or_count_finds_it_by_its_mark(room: Room) -> None:
    room.as_("lin")
    assert room.marks(filters={"mark": ("escalated",)}) == {}
    assert room.marks(text="escalated", filters={"type": ("contact.clicked",)}) == {}
    assert room.marks(text="chen", filters={"type": ("contact.clicked",)}) == {}
    assert set(room.known) <= set(room.marks(filters={"mark": ("none",)}))
    assert room.counts() == {}
    room.as_("chen")
    assert len(room.marks(filters={"mark": ("escalated",)})) == 3
    assert room.counts() == {"escalated": 3}


def test_the_records_of_marks_and_draws_do_not_say_of_what(room: Room) -> None:
    made = [row.seq for row in room.log.found(filters={"type": ("review.marked",)})]
    for person, is_told in (("lin", False), ("chen", True), ("", False)):
        names = {fact.name for seq in made for fact in room.as_(person).record(seq).facts}
        assert ("seq" in names) is is_told, person
    for person, is_told in (("lin", True), ("chen", False), ("", False)):
        names = {fact.name for fact in room.as_(person).record(room.sample).facts}
        assert ("seqs" in names) is is_told, person


def test_no_word_finds_what_was_drawn_for_another(room: Room) -> None:
    room.sends.draw("wang")
    room.log.index()
    assert room.as_("lin").marks(text="wang", filters={"type": ("contact.clicked",)}) == {}


def test_signing_out_is_no_way_around_it(room: Room) -> None:
    room.as_("")
    assert room.marks(filters={"mark": ("escalated",)}) == {}
    assert room.record(room.known[0]).marks == ()


def test_it_is_lifted_when_the_reviewer_has_spoken(room: Room) -> None:
    room.as_("lin").say(room.known[0], "lin", "reviewed")
    record = room.record(room.known[0])
    assert [(made.by, made.mark) for made in record.marks] == [
        ("chen", "escalated"), ("chen", ""), ("lin", "reviewed")
    ]  # fmt: skip
    assert room.record(room.known[1]).marks == ()
    assert room.marks(filters={"mark": ("reviewed",)}) == {room.known[0]: "reviewed"}


def test_one_s_own_comment_stays_in_sight(room: Room) -> None:
    room.log.tell("review.commented", {"source": "this", "seq": room.known[0], "by": "lin", "person": "lin"})
    room.log.index()
    rows = {row.seq: row for row in room.as_("lin").log.found(view="waiting")}
    assert rows[room.known[0]].has_comment
    assert [made.by for made in room.record(room.known[0]).marks] == ["lin"]


def test_what_was_marked_before_the_draw_does_not_wait_again(log: LogHome) -> None:
    sends = Sends(log)
    clicks = sends.many(10)
    sends.mark(clicks[0], "lin")
    _, drawn = sends.draw("lin")
    assert clicks[0] in drawn.seqs
    log.index()
    log.reviewing.veil.person = "lin"
    assert set(log.seqs(view="waiting")) == set(drawn.seqs) - {clicks[0]}


def test_a_settled_anomaly_of_a_hidden_task_still_waits(log: LogHome) -> None:
    sends = Sends(log)
    click = sends.send(1, reason="recipient.mismatch")
    sends.mark(click + 1, "chen", "reviewed")
    sends.draw("lin")
    log.index()
    log.reviewing.veil.person = "lin"
    # As it would if nobody had said anything of it.
    assert set(log.seqs(view="waiting")) == {click, click + 1}

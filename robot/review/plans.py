"""From a query to what the index is asked: groups of tokens that must hold, over a stretch of rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from robot.domain.log_views import LogFacet, LogMark, LogQuery, LogView
from robot.domain.pinyin import folded
from robot.review.codes import ANY_ANOMALY, NIGHT, WORDS, Kind, code_token, source_token, task_token
from robot.review.comments import Comments
from robot.review.dictionary import Dictionary
from robot.review.names import Names
from robot.review.schema import row_of
from robot.review.veil import Veil

#: More alternatives than this are looked for in the rows themselves: postings are merged one by one.
MOST_TERMS = 200
_LONGEST_REFERENCE_LIST = 150
#: From so many characters on, a word may be the beginning of a reference.
_REFERENCE_BEGINS = 3
_KINDS = {
    LogFacet.SITE: Kind.SITE,
    LogFacet.TYPE: Kind.TYPE,
    LogFacet.RESULT: Kind.RESULT,
    LogFacet.RULE: Kind.RULE,
    LogFacet.RUN: Kind.RUN,
    LogFacet.TALK_TRACK: Kind.TRACK,
    LogFacet.CUSTOMER: Kind.CUSTOMER,
    LogFacet.ANOMALY: Kind.ANOMALY,
    LogFacet.MARK: Kind.MARK,
}
#: Filters that the rollups know.
ROLLED_UP = {
    LogFacet.SITE: "site",
    LogFacet.TYPE: "type",
    LogFacet.RESULT: "result",
    LogFacet.ANOMALY: "anomaly",
}
LAST_ROW = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Alternatives, of which one must hold."""

    codes: frozenset[int] = frozenset()
    tasks: frozenset[int] = frozenset()
    tokens: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many alternatives."""
        return len(self.codes) + len(self.tasks) + len(self.tokens)

    def terms(self) -> str:
        """As a part of a full-text expression."""
        found = [*self.tokens, *map(code_token, sorted(self.codes)), *map(task_token, sorted(self.tasks))]
        return f"({' OR '.join(found)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the index is asked."""

    clauses: tuple[Clause, ...]
    #: Tokens that must not be there.
    without: tuple[str, ...]
    #: Tokens of rows that are found in spite of that, and of rows that are found in no case.
    despite: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    #: Rows from and to, both inclusive.
    low: int
    high: int
    newest_first: bool
    #: Columns of the rollups -> wanted numbers, if nothing else is asked; None if a rollup cannot answer.
    rollup: dict[str, frozenset[int]] | None
    #: Only records with an anomaly, as the rollups know them.
    only_anomalies: bool = False
    #: A filter or word that no record can fit.
    is_impossible: bool = False
    unknown_words: tuple[str, ...] = ()
    #: Of a part of a plan: how many alternatives are none too many.
    most_terms: int | None = None

    @property
    def is_everything(self) -> bool:
        """Every row of the stretch."""
        return not self.clauses and not self.without and not self.barred

    @property
    def has_anomalies_only(self) -> bool:
        """Whether every row of it is an anomaly."""
        return any(clause.tokens == (ANY_ANOMALY,) and len(clause) == 1 for clause in self.clauses)

    @property
    def large(self) -> Clause | None:
        """The one clause that is looked for in the rows themselves."""
        most = MOST_TERMS if self.most_terms is None else self.most_terms
        several = [clause for clause in self.clauses if len(clause.codes) + len(clause.tasks) > most]
        return max(several, key=len) if several else None

    def parts(self, size: int) -> Iterator[Plan]:
        """The plan with its large clause in parts of so many alternatives, which together give its rows."""
        large = self.large
        assert large is not None  # noqa: S101 - the caller looked
        others = tuple(clause for clause in self.clauses if clause is not large)
        for kind, numbers in (("codes", sorted(large.codes)), ("tasks", sorted(large.tasks))):
            for at in range(0, len(numbers), size):
                part = Clause(**{kind: frozenset(numbers[at : at + size])})  # type: ignore[arg-type]
                yield replace(self, clauses=(*others, part), most_terms=size)
        if large.tokens:
            yield replace(self, clauses=(*others, Clause(tokens=large.tokens)), most_terms=size)

    def expression(self) -> str:
        """The full-text expression of all clauses but the large one; empty if there is none."""
        large = self.large
        parts = [clause.terms() for clause in self.clauses if clause is not large]
        if not parts:
            return ""
        positive = " AND ".join(parts)
        found = f"({positive}) NOT ({' OR '.join(self.without)})" if self.without else positive
        if self.without and self.despite:
            found = f"({found}) OR (({positive}) AND ({' OR '.join(self.despite)}))"
        return f"({found}) NOT ({' OR '.join(self.barred)})" if self.barred else found


class Planner:
    """Makes plans; holds what names and codes are called, and what was said."""

    def __init__(self, dictionary: Dictionary, names: Names, comments: Comments, veil: Veil) -> None:
        """All are refreshed by their owner.

        :param veil: what is hidden from the one who asks is found by no mark.
        """
        self._veil = veil
        self._dictionary = dictionary
        self._names = names
        self._comments = comments

    def plan(self, query: LogQuery, index: sqlite3.Connection, asker: str) -> Plan:
        """:param asker: account name, for the view of one's own marks."""
        clauses, without = self._of_view(query.view, index, asker)
        impossible = False
        rollup: dict[str, frozenset[int]] | None = {}
        if query.view not in {LogView.ALL, LogView.ANOMALIES}:
            rollup = None
        for facet, values in query.filters.items():
            if not values:
                continue
            clause, excluded = self._of_filter(facet, values, index)
            without += excluded
            if clause is not None:
                impossible |= not len(clause)
                clauses.append(clause)
            column = ROLLED_UP.get(LogFacet(facet))
            rollup = {**rollup, column: clause.codes} if rollup is not None and column and clause else None
        before_text = len(clauses)
        unknown = self._add_text(query.text, clauses, index)
        hidden = self._veil.hidden_tokens(index)
        barred = hidden if self._is_about_marks(query, clauses[before_text:]) else ()
        if query.text.strip():
            rollup = None
        if query.sources:
            numbers = self._sources(query.sources, index)
            clauses.append(Clause(tokens=tuple(map(source_token, sorted(numbers)))))
            impossible |= not numbers
            rollup = {**rollup, "source": frozenset(numbers)} if rollup is not None else None
        if barred or (without and not clauses):
            clauses.append(_every(index))
        return Plan(
            clauses=tuple(clauses),
            without=tuple(without),
            despite=(*hidden, *(self._veil.waits(index) if query.view == LogView.WAITING else ())),
            barred=barred,
            low=row_of(int(query.time_from.timestamp() * 1000), 0) if query.time_from else 0,
            high=row_of(int(query.time_until.timestamp() * 1000), 0) - 1 if query.time_until else LAST_ROW,
            newest_first=query.newest_first,
            rollup=rollup,
            only_anomalies=query.view == LogView.ANOMALIES,
            is_impossible=impossible or bool(unknown),
            unknown_words=unknown,
        )

    def hides(self, index: sqlite3.Connection) -> bool:
        """Whether there are marks that the one who asks may not see yet."""
        return bool(self._veil.hidden(index))

    def of_seen_marks(self, plan: Plan, index: sqlite3.Connection) -> Plan:
        """The plan without the rows of which the one who asks may not know yet how they were marked."""
        hidden = self._veil.hidden_tokens(index)
        if not hidden:
            return plan
        return replace(plan, clauses=(*plan.clauses, _every(index)), barred=hidden, rollup=None)

    def _of_view(self, view: str, index: sqlite3.Connection, asker: str) -> tuple[list[Clause], list[str]]:
        if view == LogView.WAITING:
            settled = self._numbers(Kind.MARK, (LogMark.REVIEWED, LogMark.FALSE_ALARM), index)
            wanted = Clause(tokens=(ANY_ANOMALY, *self._veil.waits(index)))
            return [wanted], [code_token(number) for number in settled]
        if view == LogView.MINE:
            return [Clause(codes=frozenset(self._numbers(Kind.BY, (asker,), index)) or frozenset({0}))], []
        token = {LogView.ANOMALIES: ANY_ANOMALY, LogView.NIGHT: NIGHT, LogView.STOPPED_WORDS: WORDS}
        found = token.get(LogView(view))
        return ([Clause(tokens=(found,))] if found else []), []

    def _of_filter(
        self, facet: str, values: tuple[str, ...], index: sqlite3.Connection
    ) -> tuple[Clause | None, list[str]]:
        if facet == LogFacet.TASK:
            marks = ", ".join("?" * len(values))
            rows = index.execute(f"SELECT id FROM task WHERE name IN ({marks})", values)  # noqa: S608
            return Clause(tasks=frozenset(row[0] for row in rows)), []
        if facet == LogFacet.MARK and "none" in values:
            others = tuple(mark for mark in LogMark if mark not in values)
            return None, [code_token(number) for number in self._numbers(Kind.MARK, others, index)]
        return Clause(codes=frozenset(self._numbers(_KINDS[LogFacet(facet)], values, index))), []

    def _numbers(self, kind: Kind, texts: tuple[str, ...], index: sqlite3.Connection) -> list[int]:
        found = (self._dictionary.number(kind, text, index) for text in texts)
        return [number for number in found if number]

    def _add_text(self, text: str, clauses: list[Clause], index: sqlite3.Connection) -> tuple[str, ...]:
        unknown = []
        for word in dict.fromkeys(folded(text).split()):
            codes = self._names.find(word) | frozenset(
                code for code in self._dictionary.find(word) if self._dictionary.kind(code) is not Kind.SAMPLE
            )
            tasks: frozenset[int] = frozenset()
            if len(word) >= _REFERENCE_BEGINS and word.isascii():
                codes |= _beginning(index, "SELECT id FROM code WHERE kind = 7 AND text", word)
                tasks = _beginning(index, "SELECT id FROM task WHERE name", word)
            said = self._comments.find(word)
            if codes or tasks or said:
                clauses.append(Clause(codes=codes, tasks=tasks, tokens=said))
            else:
                unknown.append(word)
        return tuple(unknown)

    def _is_about_marks(self, query: LogQuery, words: Sequence[Clause]) -> bool:
        """Whether what was said decides what is found."""
        wanted = query.filters.get(LogFacet.MARK, ())
        if wanted and "none" not in wanted:
            return True
        kinds = {self._dictionary.kind(code) for clause in words for code in clause.codes}
        return bool(kinds & {Kind.MARK, Kind.BY}) or any(clause.tokens for clause in words)

    @staticmethod
    def _sources(ids: tuple[str, ...], index: sqlite3.Connection) -> set[int]:
        rows = index.execute("SELECT number, id FROM source").fetchall()
        return {number for number, id_ in rows if id_ in ids}


def _every(index: sqlite3.Connection) -> Clause:
    """What holds for every row: a full-text expression cannot only say what must not be there."""
    rows = index.execute("SELECT number FROM source").fetchall()
    return Clause(tokens=tuple(source_token(row[0]) for row in rows))


def _beginning(index: sqlite3.Connection, query: str, word: str) -> frozenset[int]:
    """References that begin with the word, as it was typed or in capitals."""
    found: set[int] = set()
    for begin in {word, word.upper()}:
        rows = index.execute(
            f"{query} >= ? AND {query.rsplit(' ', 1)[1]} < ? LIMIT ?",
            (begin, begin + "\U0010ffff", _LONGEST_REFERENCE_LIST),
        )
        found.update(row[0] for row in rows)
    return frozenset(found)

"""Where each value of a YAML file stands, so that a fault can be shown in its line."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from robot.compliance.strict_yaml import StrictLoader, hidden_at
from robot.talktracks.fault import Fault

_MOST_DEPTH = 40
#: Aliases can make a small file large.
_MOST_VALUES = 5_000
_PLAIN_TAGS = frozenset({"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a file; line and column counted from 1, in characters."""

    line: int
    column: int
    #: Characters of the stretch within its line, at least one.
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    start: int
    end: int
    #: Where the value's key stands, if it has one; the value's own start otherwise.
    key_start: int
    key_end: int


class Marks:
    """Keys of a file and where their values stand."""

    def __init__(self, source: str, spans: dict[str, _Span]) -> None:
        """:param spans: dotted key -> its stretch."""
        self._source = source
        self._spans = spans

    def place(self, key: str, mark: str = "") -> Place:
        """Where a value stands, or the words `mark` within it.

        :param key: dotted; what it names beyond the file is ignored, so that a missing key points at the
            mapping it is missing from.
        """
        span = self._nearest(key)
        if span is None:
            return self._at(0, 1)
        if mark:
            found = self._source.find(mark, span.start, span.end)
            if found >= 0:
                return self._at(found, len(mark))
        return self._at(span.key_start, span.key_end - span.key_start)

    def at(self, index: int) -> Place:
        """A single character of the file, counted from 0."""
        return self._at(index, 1)

    def line(self, number: int) -> str:
        """A line of the file as it stands, counted from 1."""
        lines = self._source.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _nearest(self, key: str) -> _Span | None:
        parts = key.split(".")
        for count in range(len(parts), 0, -1):
            span = self._spans.get(".".join(parts[:count]))
            if span is not None:
                return span
        return None

    def _at(self, index: int, length: int) -> Place:
        begin = self._source.rfind("\n", 0, index) + 1
        end = self._source.find("\n", index)
        room = (end if end >= 0 else len(self._source)) - index
        return Place(
            line=self._source.count("\n", 0, index) + 1,
            column=index - begin + 1,
            length=max(1, min(length, room)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as far as it could be read."""

    marks: Marks
    #: The document with plain values; None if there is none.
    data: object
    #: Faults of the YAML itself; with their places, since they have no key.
    faults: tuple[tuple[Fault, Place], ...]


def read_document(source: str) -> Document:
    """The values, where they stand, and what is wrong with the YAML; never raises."""
    try:
        node = yaml.compose(source, Loader=StrictLoader)
    except yaml.MarkedYAMLError as err:
        return _unreadable(source, err.problem or str(err), err.problem_mark or err.context_mark)
    except (yaml.YAMLError, ValueError, RecursionError) as err:
        return _unreadable(source, str(err) or type(err).__name__, None)
    spans: dict[str, _Span] = {}
    found: list[tuple[Fault, Place]] = []
    marks = Marks(source, spans)
    data = _Reader(marks, spans, found).value(node, "") if node is not None else None
    found += _hidden(marks, source, data)
    return Document(marks=marks, data=data, faults=tuple(found))


def _hidden(marks: Marks, source: str, data: object) -> list[tuple[Fault, Place]]:
    """What hides between the values; of one within a value its own rule speaks."""
    at = hidden_at(source)
    if at is None or source[at] in _all_words(data):
        return []
    fault = Fault(
        rule="text.invisible",
        key="",
        what="holds a character that nobody sees",
        suggestion="delete it, or type the line anew",
    )
    return [(fault, marks.at(at))]


def _all_words(data: object) -> str:
    if isinstance(data, dict):
        return "".join(_all_words(part) for part in data.values())
    if isinstance(data, list):
        return "".join(map(_all_words, data))
    return data if isinstance(data, str) else ""


def _unreadable(source: str, problem: str, mark: yaml.Mark | None) -> Document:
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    fault = Fault(
        rule="file.yaml",
        key="",
        what=f"is not YAML: {problem}",
        suggestion="put words with : or # in quotes, indent with blanks, close every bracket",
    )
    place = Place(line=line, column=column, length=1)
    return Document(marks=Marks(source, {}), data=None, faults=((fault, place),))


class _Reader:
    """Walks the nodes once; a value that cannot be constructed is told and stands as its text."""

    def __init__(self, marks: Marks, spans: dict[str, _Span], found: list[tuple[Fault, Place]]) -> None:
        self._marks, self._spans, self._found = marks, spans, found
        self._values = 0
        self._is_endless = False

    def value(self, node: yaml.Node, key: str, depth: int = 0) -> object:
        """The plain value of a node."""
        if key and key not in self._spans:
            start, end = node.start_mark.index, node.end_mark.index
            self._spans[key] = _Span(start=start, end=end, key_start=start, key_end=end)
        self._values += 1
        if depth > _MOST_DEPTH or self._values > _MOST_VALUES:
            if not self._is_endless:
                self._tell("file.yaml", "is nested without end", node)
            self._is_endless = True
            return None
        if not isinstance(node, yaml.ScalarNode) and node.tag not in _PLAIN_TAGS:
            self._tell("file.yaml", f"cannot be read: {node.tag} is no plain value", node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key, depth)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.value(item, f"{key}.{number}".lstrip("."), depth + 1)
                for number, item in enumerate(node.value)
            ]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, key: str, depth: int) -> dict[object, object]:
        made: dict[object, object] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                self._tell("file.yaml", "cannot be read: a key must be one word", name_node)
                continue
            name = name_node.value
            where = f"{key}.{name}".lstrip(".")
            if name in made:
                self._tell("file.duplicate_key", f"key {name} stands twice", name_node)
                continue
            self._spans[where] = _Span(
                start=value_node.start_mark.index,
                end=value_node.end_mark.index,
                key_start=name_node.start_mark.index,
                key_end=name_node.end_mark.index,
            )
            made[name] = self.value(value_node, where, depth + 1)
        return made

    def _scalar(self, node: yaml.Node) -> object:
        try:
            return StrictLoader("").construct_object(node)
        except (yaml.YAMLError, ValueError) as err:
            problem = getattr(err, "problem", None) or str(err)
            self._tell("file.yaml", f"cannot be read: {problem}", node)
            return str(node.value)

    def _tell(self, rule: str, what: str, node: yaml.Node) -> None:
        mark = node.start_mark
        length = node.end_mark.index - mark.index if node.end_mark.line == mark.line else 1
        place = Place(line=mark.line + 1, column=mark.column + 1, length=max(1, length))
        self._found.append((Fault(rule=rule, key="", what=what), place))

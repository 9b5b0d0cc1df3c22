"""Reads a small YAML file so that it means what a person sees: one value for a key, plain types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import yaml

_MAX_BYTES = 64 * 1024
_MERGE = "tag:yaml.org,2002:merge"
_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
#: Control, format, private-use, surrogate, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


class YamlUnreadableError(Exception):
    """The file cannot be read as what it looks like; the message says why."""

    def __init__(self, message: str, *, line: int = 0) -> None:
        """:param line: where, counted from 1; 0 if no single line is at fault."""
        super().__init__(message)
        self.line = line


class StrictLoader(yaml.SafeLoader):
    """YAML without what makes it mean something else than it shows.

    It silently keeps the last of two equal keys, where a reader would believe the first. Aliases and merged
    keys let a few lines stand for more than any machine can hold. `010` is 8 to it, and `1:30` is 90.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """As PyYAML's, without aliases."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(
                problem="an alias (*) stands for what is written elsewhere; write it out",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]  # bare in the stubs
            )
        return super().compose_node(parent, index)

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's signature
    ) -> dict[object, object]:
        """As PyYAML's, without merged keys and with each key once."""
        seen: set[str] = set()
        for key in (key for key, _ in node.value):
            name = str(key.value)
            if key.tag == _MERGE:
                raise yaml.constructor.ConstructorError(
                    problem="merged keys (<<) are not read; write them out", problem_mark=key.start_mark
                )
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"key {name} stands twice", problem_mark=key.start_mark
                )
            seen.add(name)
        return dict(super().construct_mapping(node, deep))


# Numbers are read in the one way in which a person reads them; any other stays words.
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in (_INT, _FLOAT)]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
StrictLoader.add_implicit_resolver(_INT, re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
StrictLoader.add_implicit_resolver(_FLOAT, re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789"))


def read_bytes(path: Path) -> bytes:
    r"""The content with `\n` line ends, so that its hash is the same on every desk.

    :raises YamlUnreadableError: not there, or larger than 64 KiB.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as err:
        raise YamlUnreadableError(str(err)) from err
    return one_spelling(content)


def one_spelling(content: bytes) -> bytes:
    r"""As `read_bytes`, of content that was read before.

    :raises YamlUnreadableError: larger than 64 KiB.
    """
    if len(content) > _MAX_BYTES:
        raise YamlUnreadableError(f"larger than {_MAX_BYTES} bytes")
    return content.replace(b"\r\n", b"\n")


def parse(content: bytes) -> object:
    """The document.

    :raises YamlUnreadableError: not UTF-8, not YAML, a key twice, an alias, or nested without end.
    """
    text = text_of(content)
    try:
        return StrictLoader(text).get_single_data()
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        raise YamlUnreadableError(str(err), line=mark.line + 1 if mark else 0) from err
    except (yaml.YAMLError, ValueError, RecursionError) as err:
        raise YamlUnreadableError(str(err)) from err


def text_of(content: bytes) -> str:
    """The content as text.

    :raises YamlUnreadableError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        raise YamlUnreadableError("is not UTF-8; save it with that encoding", line=line) from err


def hidden_at(text: str) -> int | None:
    r"""Where the first character stands that an editor does not show, or shows as part of another line.

    In a comment such a character can begin a line of its own: YAML reads a key there that nobody sees.

    :param text: with `\n` line ends; a byte order mark at its beginning means nothing.
    """
    for place, character in enumerate(text):
        is_usual = character in "\n\t" or (character == "\ufeff" and place == 0)
        if not is_usual and unicodedata.category(character) in _HIDDEN:
            return place
    return None


def line_of(content: bytes, key: Sequence[str | int]) -> int:
    """The line, counted from 1, where a value of a readable document stands.

    :param key: the way to it: names of keys and positions in lists. What it names beyond the document is
        ignored, so that a missing key points at the mapping it is missing from.
    """
    node = yaml.compose(content.decode("utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for step in key:
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return line


def _below(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value) == str(step):
                return key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value.start_mark.line + 1, value
    return None

"""Reads a small YAML file so that it means what a person sees: one value for a key, plain types."""

from __future__ import annotations

from pathlib import Path

import yaml

_MAX_BYTES = 64 * 1024


class YamlUnreadableError(Exception):
    """The file cannot be read as what it looks like; the message says why."""


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML silently keeps the last of two equal keys; a reader would believe the first."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's signature
    ) -> dict[object, object]:
        seen: set[str] = set()
        for key in (str(key.value) for key, _ in node.value):
            if key in seen:
                raise yaml.constructor.ConstructorError(problem=f"key {key} stands twice")
            seen.add(key)
        return dict(super().construct_mapping(node, deep))


def read_bytes(path: Path) -> bytes:
    r"""The content with `\n` line ends, so that its hash is the same on every desk.

    :raises YamlUnreadableError: not there, or larger than 64 KiB.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as err:
        raise YamlUnreadableError(str(err)) from err
    if len(content) > _MAX_BYTES:
        raise YamlUnreadableError(f"larger than {_MAX_BYTES} bytes")
    return content.replace(b"\r\n", b"\n")


def parse(content: bytes) -> object:
    """The document.

    :raises YamlUnreadableError: not UTF-8, not YAML, a key twice, or nested without end.
    """
    try:
        return _UniqueKeyLoader(content.decode("utf-8")).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as err:
        raise YamlUnreadableError(str(err)) from err

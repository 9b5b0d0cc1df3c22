"""Fields of a record in words: a line of the table, and the groups of the record itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ui.words import labels, log_codes, log_facts, sentences
from ui.words.digest_words import site as site_name

translate = QCoreApplication.translate
_DECISION = "facts."
_PERSON = "person:"
#: Fields whose value says what they are.
_NAMES_ITSELF = frozenset({"detail", "effect"})
#: A hash is told by its first and last characters.
_HASH_ENDS = 8


def fact(path: str) -> str:
    """What a field is called; a field of a later version by its path."""
    table = log_facts.DECISION if path.startswith(_DECISION) else log_facts.FACTS
    # Numbers of a list's items say nothing; the innermost field that has a word names the line.
    for part in reversed(path.split(".")):
        if part in table:
            return translate("Log", table[part])
    return path


def fact_value(path: str, value: str) -> str:
    """A field's value: codes as words, hashes by their ends, anything else as it is."""
    name = _last(path)
    if name in log_facts.HASHES:
        return ", ".join(short_hash(one) for one in value.split(", "))
    if name == "decided_by" and value.startswith(_PERSON):
        return f"{_code('person')} {value.removeprefix(_PERSON)}"
    named = _BY_FIELD.get(name)
    return named(value) if named is not None and value else _code(value)


def short_hash(digest: str) -> str:
    """First and last characters of a hash."""
    if len(digest) <= 2 * _HASH_ENDS + 1:
        return digest or "—"
    return f"{digest[:_HASH_ENDS]}…{digest[-_HASH_ENDS:]}"


def says_something(path: str, value: str) -> bool:
    """Whether a person learns anything by a field."""
    parts = path.split(".")
    return bool(value) and not log_facts.FOR_MACHINES.intersection(parts)


def detail(codes: str) -> str:
    """What else a payload says, `key=value` with codes: the fields that a line of the table tells."""
    told: dict[str, str] = {}
    plain = []
    for token in codes.split(" "):
        key, is_pair, code = token.partition("=")
        if not is_pair:
            plain.append(token)
        elif key in log_facts.IN_A_LINE and (key, code) not in log_facts.USUAL:
            told[key] = _part(key, code)
    parts = [told[key] for key in log_facts.IN_A_LINE if told.get(key)]
    return " ".join([" · ".join(parts), *plain]).strip()


def why(codes: str) -> str:
    """What an anomaly was found by: figures by name, anything else as it is."""
    told = []
    for token in codes.split(" "):
        key, is_pair, figure = token.partition("=")
        told.append(f"{fact(key)} {fact_value(key, figure)}" if is_pair else token)
    return " · ".join(told) if "=" in codes else codes


def _part(key: str, code: str) -> str:
    if key == "step":
        # The number of a step of the strategy stands in the record itself.
        return "" if code.isdigit() else labels.step(code)
    words = fact_value(key, code)
    return words if key in _NAMES_ITSELF else f"{fact(key)} {words}"


def _last(path: str) -> str:
    return next((part for part in reversed(path.split(".")) if not part.isdigit()), path)


def _code(value: str) -> str:
    return _named(log_facts.VALUES, value)


def _named(table: dict[str, str], code: str) -> str:
    source = table.get(code)
    return translate("Log", source) if source else code


def _result(code: str) -> str:
    return _named(log_codes.RESULTS, code) if code in log_codes.RESULTS else _code(code)


def _mark(code: str) -> str:
    return _named(log_codes.MARKS, code)


def _kind(code: str) -> str:
    return _named(log_codes.ANOMALIES, code) if code in log_codes.ANOMALIES else _code(code)


def _several(name: Callable[[str], str]) -> Callable[[str], str]:
    return lambda values: ", ".join(name(one.strip()) for one in values.split(","))


_BY_FIELD: dict[str, Callable[[str], str]] = {
    "site": site_name,
    "step": labels.step,
    "detail": labels.step_note,
    "channel": labels.channel,
    "consents": _several(labels.channel),
    "product_line": labels.product_line,
    "outcome": _result,
    "result": _result,
    "state": _result,
    "verdict": _result,
    "mark": _mark,
    "kind": _kind,
    "rule": sentences.sentence,
    "rules": _several(sentences.sentence),
    "reason": sentences.sentence,
    "why": sentences.sentence,
    "release_refusal": sentences.sentence,
}

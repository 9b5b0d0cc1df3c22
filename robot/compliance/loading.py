"""Reads the files of words; one that is not wholly understood and none is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from robot.compliance.characters import Characters
from robot.compliance.checker import Checker
from robot.compliance.compiling import Compiler, Misspelt
from robot.compliance.contacts import CODED_RULES
from robot.compliance.exemptions import SHARED
from robot.compliance.hits import CONCEPT, Finder
from robot.compliance.rules import SECOND_OPINION, WordRule
from robot.compliance.schema import CharactersFile, CodedFile, FamilyFile, RuleEntry, SharedFile
from robot.compliance.second_opinion import SecondOpinion
from robot.compliance.strict_yaml import YamlUnreadableError, line_of, one_spelling, parse
from robot.domain.errors import InputRefused

_CHARACTERS, _SHARED, _CODED, _COMMON = "characters.yaml", "shared.yaml", "contacts.yaml", "common-words.txt"
_CONCEPTS = "concepts.yaml"
_OPINION, _ENCODER = "second-opinion.json", "second-opinion.npz"
_CODED_RULES = (*CODED_RULES, SECOND_OPINION)
#: Those that are no family of rules.
_OTHERS = frozenset({_CHARACTERS, _SHARED, _CODED, _CONCEPTS})
_PAIR = 2
_PACKAGE = Path(__file__).resolve().parents[1]
_File = TypeVar("_File", bound=BaseModel)


def shipped_folder() -> Path:
    """The words that come with the program: inside the package once installed, beside it in a checkout."""
    inside = _PACKAGE / "resources" / "lexicons"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources" / "lexicons"


def load_checker(folder: Path | None = None, *, with_opinion: bool = True) -> Checker:
    """A checker over the words in a folder; the shipped ones by default.

    :param with_opinion: without, the rules alone speak; for the training of the second opinion.
    :raises InputRefused: code `lexicon.unreadable` with `file`, `line`, `key` and `why`, for the first fault.
    """
    place = folder if folder is not None else shipped_folder()
    if not place.is_dir():
        raise _refused(place, 0, "", "no such directory")
    files: dict[str, bytes] = {}
    for path in sorted((*place.glob("*.yaml"), place / _COMMON, place / _OPINION, place / _ENCODER)):
        try:
            files[path.name] = path.read_bytes()
        except FileNotFoundError:
            # Whoever needs it says so.
            continue
        except OSError as err:
            raise _refused(path, 0, "", str(err)) from err
    return checker_of(files, place, with_opinion=with_opinion)


def checker_of(files: Mapping[str, bytes], folder: PurePath, *, with_opinion: bool = True) -> Checker:
    """A checker over words whose files were read before.

    What is no `.yaml` is left alone, but for the list of common words and the second opinion.

    :param files: name in `folder` -> content.
    :param folder: where they were read, for messages; it is not opened.
    :raises InputRefused: as `load_checker`.
    """
    return _Loading(files, folder).checker(with_opinion=with_opinion)


class _Loading:
    """The files of one checker, and what was read of them."""

    def __init__(self, files: Mapping[str, bytes], folder: PurePath) -> None:
        self._files, self._folder = files, folder
        self._digest = hashlib.sha256()

    def checker(self, *, with_opinion: bool) -> Checker:
        characters = _characters(self._model(_CHARACTERS, CharactersFile))
        common = self._common(characters)
        compiler = Compiler(characters)
        shared = self._model(_SHARED, SharedFile)
        missing = sorted(set(SHARED) - set(shared.classes))
        if missing:
            raise self._refused(_SHARED, 1, "classes", f"these are missing: {', '.join(missing)}")
        self._compile(compiler, _SHARED, shared.classes, ())
        concepts = self._model(_CONCEPTS, SharedFile)
        self._compile(
            compiler, _CONCEPTS, {f"{CONCEPT}{name}": words for name, words in concepts.classes.items()}, ()
        )
        coded = self._model(_CODED, CodedFile)
        if sorted(rule.id for rule in coded.coded) != sorted(_CODED_RULES):
            raise self._refused(_CODED, 1, "coded", f"must be exactly {', '.join(sorted(_CODED_RULES))}")
        stands: dict[str, tuple[str, int]] = {}
        for name in sorted(self._files):
            if name.endswith(".yaml") and "/" not in name and name not in _OTHERS:
                family = self._model(name, FamilyFile)
                self._compile(compiler, name, family.classes, family.rules)
                stands.update({rule.id: (name, number) for number, rule in enumerate(family.rules)})
        unknown = compiler.unknown_class()
        if unknown is not None:
            name, number = stands[unknown[0]]
            line = line_of(self._content(name), ("rules", number))
            raise self._refused(name, line, unknown[0], f"no class is named {unknown[1]}")
        # The last that is read, so that the hash covers it.
        opinion = self._opinion() if with_opinion else None
        return Checker(
            characters=characters,
            finder=Finder(compiler.lexicon(), common),
            rules=compiler.rules,
            coded={rule.id: WordRule(**dict(rule)) for rule in coded.coded},
            opinion=opinion,
            sha256=self._digest.hexdigest(),
        )

    def _compile(
        self, compiler: Compiler, name: str, classes: dict[str, list[str]], rules: Sequence[RuleEntry]
    ) -> None:
        key: tuple[str | int, ...] = ()
        try:
            for each, words in classes.items():
                key = ("classes", each.removeprefix(CONCEPT))
                # What sounds like an exemption is none.
                is_as_written = each in SHARED or each.startswith(CONCEPT)
                compiler.add_class(each, words, as_written=is_as_written)
            for number, rule in enumerate(rules):
                key = ("rules", number)
                compiler.add_rule(rule)
        except Misspelt as err:
            key = (*key, *err.where)
            line = line_of(self._content(name), key)
            raise self._refused(name, line, ".".join(map(str, key)), str(err)) from err

    def _content(self, name: str) -> bytes:
        """:raises YamlUnreadableError: there is no such file, or it is too large."""
        if name not in self._files:
            raise YamlUnreadableError("there is no such file")
        return one_spelling(self._files[name])

    def _model(self, name: str, model: type[_File]) -> _File:
        content = b""
        try:
            content = self._content(name)
            self._note(name, content)
            return model.model_validate(parse(content))
        except YamlUnreadableError as err:
            raise self._refused(name, err.line, "", str(err)) from err
        except ValidationError as err:
            first = err.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise self._refused(name, line_of(content, first["loc"]), key, first["msg"]) from err

    def _note(self, name: str, content: bytes) -> None:
        self._digest.update(f"{name}\0{len(content)}\0".encode())
        self._digest.update(content)

    def _common(self, characters: Characters) -> frozenset[str]:
        try:
            # A list of words, and longer than any of the other files.
            content = self._files[_COMMON].replace(b"\r\n", b"\n")
            text = content.decode("utf-8")
        except KeyError:
            raise self._refused(_COMMON, 0, "", "there is no such file") from None
        except ValueError as err:
            raise self._refused(_COMMON, 0, "", str(err)) from err
        self._note(_COMMON, content)
        found: set[str] = set()
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#"):
                continue
            words = [characters.canonical(word) for word in line.split()]
            if any(len(word) != _PAIR for word in words):
                raise self._refused(_COMMON, number, "", "a word here has two characters")
            found.update(words)
        return frozenset(found)

    def _opinion(self) -> SecondOpinion:
        try:
            content = self._files[_OPINION].replace(b"\r\n", b"\n")
            self._note(_OPINION, content)
            # Its hash stands in the other file.
            return SecondOpinion.of(content, self._files[_ENCODER])
        except KeyError as err:
            raise self._refused(err.args[0], 0, "", "there is no such file") from None
        except ValueError as err:
            raise self._refused(_OPINION, 0, "", str(err)) from err

    def _refused(self, name: str, line: int, key: str, why: str) -> InputRefused:
        return _refused(self._folder / name, line, key, why)


def _characters(file: CharactersFile) -> Characters:
    alike = {c: line[0] for line in (*file.lookalikes, *file.variants) for c in line[1:]}
    # A variant may stand for a character that stands for another in its turn: 弌 for 壹 for 1.
    alike = {c: alike.get(one, one) for c, one in alike.items()}
    return Characters(
        alike=alike,
        parts={way: whole for whole, ways in file.parts.items() for way in ways},
        pictures=file.pictures,
    )


def _refused(path: PurePath, line: int, key: str, why: str) -> InputRefused:
    where = f"{path}:{line}" if line else str(path)
    message = f"the words in {where} cannot be used ({key or 'file'}: {why}); nothing was changed"
    return InputRefused(message, code="lexicon.unreadable", file=str(path), line=line, key=key, why=why)

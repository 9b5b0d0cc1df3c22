"""What a file of words may hold; anything else is refused."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from robot.compliance.verdict import Verdict

_Text = Annotated[str, Field(min_length=1, max_length=300)]
#: A row of words or a pattern; a row for a class may be long.
_Words = Annotated[str, Field(min_length=1, max_length=2000)]
_RuleId = Annotated[str, Field(pattern=r"^words\.[a-z][a-z_]{1,40}$")]
_ClassName = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,30}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PatternEntry(_Model):
    """Words in a row, with bounded room between them."""

    match: _Words
    #: Classes of words; one of them in the same or the next sentence, and the pattern does not count.
    unless: list[_ClassName] = []
    #: Classes of words; one of each must stand in the same sentence.
    given: list[_ClassName] = []


class RuleEntry(_Model):
    """One rule: what it looks for and what it says."""

    id: _RuleId
    verdict: Annotated[Verdict, Field(strict=False)]
    why: _Text
    source: _Text
    replacement: Annotated[str, Field(max_length=300)] = ""
    #: Words that are enough by themselves; `=` before one: only as it is written, not as it sounds.
    terms: list[_Words] = []
    patterns: list[_Words | PatternEntry] = []
    #: Classes of words that take a word of this rule back in the same or the next sentence.
    unless: list[_ClassName] = []
    #: A "not" before the words takes them back.
    negatable: bool = True
    #: In a text that speaks of no money they are weighed by the second opinion, not certain by themselves.
    only_of_money: bool = False

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        if not self.terms and not self.patterns:
            raise ValueError("give terms or patterns")
        return self


class FamilyFile(_Model):
    """One family of rules."""

    family: _Text
    #: Words by the name under which patterns of this file name them.
    classes: dict[_ClassName, list[_Words]] = {}
    rules: Annotated[list[RuleEntry], Field(min_length=1)]


class SharedFile(_Model):
    """Classes that all families share."""

    classes: dict[_ClassName, list[_Words]]


class CharactersFile(_Model):
    """How characters become the one a reader sees."""

    lookalikes: list[_Text]
    variants: list[_Text]
    parts: dict[Annotated[str, Field(max_length=1)], list[_Text]]
    pictures: dict[_Text, _Text]


class CodedRule(_Model):
    """The words for a rule whose pattern no lexicon can hold."""

    id: _RuleId
    verdict: Annotated[Verdict, Field(strict=False)]
    why: _Text
    source: _Text
    replacement: Annotated[str, Field(max_length=300)] = ""


class CodedFile(_Model):
    """Rules for contacts, found by their form."""

    coded: list[CodedRule]

"""The rules as they are applied."""

from __future__ import annotations

from dataclasses import dataclass

from robot.compliance.patterns import Pattern
from robot.compliance.verdict import Verdict

#: The rule of what only the statistical second opinion objects to.
SECOND_OPINION = "words.second_opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """What a rule says, and what it looks for."""

    id: str
    verdict: Verdict
    why: str
    source: str
    replacement: str = ""
    patterns: tuple[Pattern, ...] = ()
    #: Classes that take a hit back in the same or the next sentence.
    unless: tuple[str, ...] = ()
    negatable: bool = True
    #: In a text about no money its words are weighed by the second opinion and not certain by themselves.
    only_of_money: bool = False

    @property
    def own_class(self) -> str:
        """The class of words that are enough by themselves."""
        return f"rule:{self.id}"

    @property
    def weighed_class(self) -> str:
        """The class of words that only weigh."""
        return f"rule:{self.id}?"

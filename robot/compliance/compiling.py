"""Turns what the files of words say into automata and rules."""

from __future__ import annotations

from robot.compliance.characters import Characters
from robot.compliance.lexicon import AS_WRITTEN, WEIGHS, Lexicon
from robot.compliance.patterns import Pattern, parse_pattern
from robot.compliance.rules import WordRule
from robot.compliance.schema import PatternEntry, RuleEntry
from robot.compliance.templates import expanded

#: Classes that hold figures, not words.
FIGURES = frozenset({"percent", "sum", "many", "number", "handle"})


class Misspelt(ValueError):
    """A row of a file that cannot be read; says which."""

    def __init__(self, message: str, *where: str | int) -> None:
        """:param where: the way to it inside its class or rule."""
        super().__init__(message)
        self.where = where


class Compiler:
    """Collects classes and rules."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._classes: dict[str, set[str]] = {}
        self._sounding: dict[str, set[str]] = {}
        #: Class that a rule names -> the rule, for those that were not defined when it was read.
        self._named: dict[str, str] = {}
        #: Classes that take hits back.
        self._exempting: set[str] = set()
        self.rules: list[WordRule] = []

    def add_class(self, name: str, templates: list[str], *, as_written: bool = False) -> None:
        """Add a class of words.

        :param as_written: nothing that only sounds like one of them counts.
        :raises Misspelt: there is one of that name, or a template cannot be read.
        """
        if name in self._classes or name in FIGURES:
            raise Misspelt(f"the class {name} exists twice")
        self._classes[name] = set()
        for number, template in enumerate(templates):
            try:
                self._add_words(name, AS_WRITTEN + template if as_written else template)
            except ValueError as err:
                raise Misspelt(str(err), number) from err

    def add_rule(self, entry: RuleEntry) -> None:
        """Add a rule.

        :raises Misspelt: there is one of that id, or a pattern or a template cannot be read.
        """
        if any(rule.id == entry.id for rule in self.rules):
            raise Misspelt(f"the rule {entry.id} exists twice")
        patterns = []
        for number, pattern in enumerate(entry.patterns):
            try:
                patterns.append(self._pattern(entry.id, pattern))
            except ValueError as err:
                raise Misspelt(str(err), "patterns", number) from err
        rule = WordRule(
            id=entry.id,
            verdict=entry.verdict,
            why=entry.why,
            source=entry.source,
            replacement=entry.replacement,
            patterns=tuple(patterns),
            unless=tuple(entry.unless),
            negatable=entry.negatable,
            only_of_money=entry.only_of_money,
        )
        self._name(entry.id, entry.unless)
        self._exempting.update(entry.unless)
        for number, template in enumerate(entry.terms):
            try:
                weighs = template.startswith(WEIGHS)
                name = rule.weighed_class if weighs else rule.own_class
                self._add_words(name, template.removeprefix(WEIGHS))
            except ValueError as err:
                raise Misspelt(str(err), "terms", number) from err
        self.rules.append(rule)

    def unknown_class(self) -> tuple[str, str] | None:
        """A rule and the class it names that no file defines."""
        for name, rule in self._named.items():
            if name not in self._classes and name not in FIGURES:
                return rule, name
        return None

    def lexicon(self) -> Lexicon:
        """The automata over all that was added."""
        # What only sounds like an exemption is none.
        sounding = {name: words for name, words in self._sounding.items() if name not in self._exempting}
        return Lexicon(self._classes, sounding)

    def _pattern(self, rule: str, entry: str | PatternEntry) -> Pattern:
        detailed = entry if isinstance(entry, PatternEntry) else PatternEntry(match=entry)
        elements, literals = parse_pattern(detailed.match.removeprefix(WEIGHS))
        for literal in literals:
            if f"literal:{literal}" not in self._classes:
                self._add_words(f"literal:{literal}", literal)
        self._name(rule, [e.name for e in elements if not e.name.startswith("literal:")])
        self._name(rule, [*detailed.unless, *detailed.given])
        self._exempting.update(detailed.unless)
        return Pattern(
            elements=tuple(elements),
            names=frozenset([*(element.name for element in elements), *detailed.given]),
            unless=tuple(detailed.unless),
            given=tuple(detailed.given),
            weighs=detailed.match.startswith(WEIGHS),
        )

    def _name(self, rule: str, names: list[str]) -> None:
        for name in names:
            self._named.setdefault(name, rule)

    def _add_words(self, name: str, template: str) -> None:
        is_written_only = template.startswith(AS_WRITTEN)
        for word in expanded(template.lstrip(AS_WRITTEN)):
            canonical = self._characters.canonical(word)
            if not canonical:
                raise ValueError(f"{template!r} stands for a word without a character that is read")
            self._classes.setdefault(name, set()).add(canonical)
            if not is_written_only:
                self._sounding.setdefault(name, set()).add(canonical)

"""Checks the words of a text against the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from robot.compliance.characters import Characters
from robot.compliance.contacts import contacts
from robot.compliance.exemptions import (
    EXPLAINED,
    MONEY_CONCEPTS,
    SPOKEN_OF,
    is_denied,
    is_uncertain,
    names_in,
    quoted,
    titled_names,
)
from robot.compliance.features import Find, Reading, features, written
from robot.compliance.figures import note_figures
from robot.compliance.hits import MONEY, Finder, Hits, Span
from robot.compliance.rules import SECOND_OPINION, WordRule
from robot.compliance.second_opinion import SecondOpinion
from robot.compliance.verdict import Checked, Verdict, WordFinding, checked
from robot.compliance.view import View, read, rereadings

#: A longer text is read in pieces, so that the time grows with its length and not faster.
_PIECE = 2000
#: A longer text is no message; it does not leave, and nobody waits for its check.
MOST_CHARACTERS = 20_000
#: A text of so many characters has no topic of its own.
_FEW = 8
#: Fewer canonical characters are a greeting or a name: only the rules can say something of them.
_FEWEST = 5
#: What two pieces share; nothing a rule looks for is longer.
_OVERLAP = 200


class _Finds:
    """What was found in one piece of a text."""

    __slots__ = ("firm", "notes", "weighed")

    def __init__(self) -> None:
        #: Certain by themselves.
        self.firm: list[tuple[WordRule, Span]] = []
        #: Broad words, or perhaps only spoken of; they count where the second opinion is suspicious.
        self.weighed: list[tuple[WordRule, Span]] = []
        #: For the second opinion: rule ids, with `#excused`, `#denied`, `#doubted` or `#broad` if not
        #: certain, and where they stand.
        self.notes: set[Find] = set()

    def add(self, rule: WordRule, place: Span, *, is_doubted: bool = False, is_broad: bool = False) -> None:
        """Note a find.

        :param is_doubted: perhaps it is only spoken of.
        :param is_broad: its words are of those that only weigh.
        """
        (self.weighed if is_doubted or is_broad else self.firm).append((rule, place))
        self.note(rule.id, place[0])
        if is_doubted or is_broad:
            self.note(f"{rule.id}#{'doubted' if is_doubted else 'broad'}", place[0])

    @property
    def are_denied(self) -> bool:
        """Whether there is something, and every bit of it denied or warned of: 不承诺收益."""
        return bool(self.notes) and all(name.endswith("#denied") for name, _ in self.notes)

    def note(self, name: str, at: int) -> None:
        """Note what the second opinion may make something of.

        :param at: where it begins in the original.
        """
        self.notes.add((name, at))


class Checker:
    """Finds what may not be said. Safe to use from several threads once loaded."""

    def __init__(
        self,
        *,
        characters: Characters,
        finder: Finder,
        rules: Sequence[WordRule],
        coded: Mapping[str, WordRule],
        sha256: str,
        opinion: SecondOpinion | None = None,
    ) -> None:
        """:param coded: rules whose finds come from code, by id.

        :param opinion: asked where no rule is certain; without it only certain finds count.

        :param sha256: of all data that the verdicts depend on, hexadecimal.
        """
        self._characters = characters
        self._finder = finder
        self._rules = tuple(rules)
        self._coded = dict(coded)
        self._doubted = self._coded[SECOND_OPINION]
        self._opinion = opinion
        self.sha256 = sha256

    @property
    def characters(self) -> Characters:
        """How characters are read; for the training of the second opinion."""
        return self._characters

    def check(self, text: str, *, names: Sequence[str] = ()) -> Checked:
        """The verdict on a text; never raises, whatever the text.

        :param names: of customers, products and branches, from the bank's data: they are not read as words.
        """
        if len(text) > MOST_CHARACTERS:
            return checked([_too_long(text)])
        canonical = [name for name in map(self._characters.canonical, names) if len(name) > 1]
        ranges: dict[tuple[str, Verdict], tuple[WordRule, list[Span]]] = {}
        for offset in range(0, max(1, len(text) - _OVERLAP), _PIECE - _OVERLAP):
            for rule, (start, end) in self._found(text[offset : offset + _PIECE], canonical).firm:
                _, places = ranges.setdefault((rule.id, rule.verdict), (rule, []))
                places.append((offset + start, offset + end))
        return checked(
            [
                _finding(rule, text, start, end)
                for rule, places in ranges.values()
                for start, end in _merged(places)
            ]
        )

    def reading(self, text: str) -> Reading:
        """What the second opinion looks at in a text of no great length; for its training."""
        return self._read(text, ())[1]()

    def _found(self, text: str, names: Sequence[str]) -> _Finds:
        finds, its_reading = self._read(text, names)
        if finds.firm:
            # Where one is certain of some words, so is another that holds them.
            certain = [place for _, place in finds.firm]
            finds.firm += [
                (rule, (start, end))
                for rule, (start, end) in finds.weighed
                if any(start < b and a < end for a, b in certain)
            ]
        if finds.firm or self._opinion is None or (len(text) <= _FEW and finds.are_denied):
            return finds
        reading = its_reading()
        if len(reading.written) < _FEWEST and not finds.weighed:
            return finds
        if self._opinion.is_suspicious(reading):
            doubted = [(replace(rule, verdict=Verdict.REVIEW), place) for rule, place in finds.weighed]
            finds.firm = doubted or [(self._doubted, (0, len(text)))]
        return finds

    def _read(self, text: str, names: Sequence[str]) -> tuple[_Finds, Callable[[], Reading]]:
        """What the rules find, and how to get what the second opinion looks at, which costs more."""
        base = read(text, self._characters)
        views = []
        finds = _Finds()
        for view in (base, *rereadings(text, base, self._characters)):
            hits = self._finder.find(view, [*names_in(view, names), *titled_names(view)])
            note_figures(view, hits)
            views.append((view, hits))
            self._in_view(view, hits, quoted(text), finds)
        for rule_id, start, end in contacts(text, self._characters):
            finds.add(self._coded[rule_id], (start, end))
        return finds, lambda: Reading(
            features(text, base, views, finds.notes, self._finder.common), written(text, base)
        )

    def _in_view(self, view: View, hits: Hits, quotes: Sequence[Span], finds: _Finds) -> None:
        # A few words by themselves are no talk of something else.
        is_about_money = (
            "%" in view.text or len(view.text) <= _FEW or any(map(hits.of, (MONEY, *MONEY_CONCEPTS)))
        )
        for rule in self._rules:
            for span, is_broad in self._of_rule(rule, view, hits):
                place = view.original(*span)
                if rule.unless and _stands_near(view, hits, span, rule.unless):
                    finds.note(f"{rule.id}#excused", place[0])
                elif rule.negatable and is_denied(view, hits, span):
                    finds.note(f"{rule.id}#denied", place[0])
                else:
                    is_doubted = (
                        (rule.only_of_money and not is_about_money)
                        or any(start < place[0] and place[1] <= end for start, end in quotes)
                        or is_uncertain(view, hits, span, EXPLAINED if rule.only_of_money else SPOKEN_OF)
                    )
                    finds.add(rule, place, is_doubted=is_doubted, is_broad=is_broad)

    @staticmethod
    def _of_rule(rule: WordRule, view: View, hits: Hits) -> Iterator[tuple[Span, bool]]:
        """Where its words stand, and whether they are of those that only weigh."""
        for span in hits.of(rule.own_class):
            yield span, False
        for span in hits.of(rule.weighed_class):
            yield span, True
        present = hits.by_class.keys()
        for pattern in rule.patterns:
            # Most patterns end here; asked before anything is called.
            if not pattern.names <= present:
                continue
            for span in pattern.matches(view, hits):
                if pattern.unless and _stands_near(view, hits, span, pattern.unless):
                    continue
                if all(_stands_near(view, hits, span, (name,)) for name in pattern.given):
                    yield span, pattern.weighs


def _stands_near(view: View, hits: Hits, span: Span, names: Sequence[str]) -> bool:
    """Whether a word of one of the classes stands in the same sentence or the one that follows."""
    first, last = view.sentence[span[0]], view.sentence[span[1] - 1]
    return any(first <= view.sentence[start] <= last + 1 for name in names for start, _ in hits.of(name))


def _merged(found: list[Span]) -> list[Span]:
    """One range for those that overlap."""
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _too_long(text: str) -> WordFinding:
    return WordFinding(
        rule="input.too_long",
        verdict=Verdict.BLOCK,
        start=MOST_CHARACTERS,
        end=len(text),
        span=text[MOST_CHARACTERS:],
        why=f"文字超过 {MOST_CHARACTERS} 个字，未作检查；请拆成多条。",
        source="本行外发文字规则",
    )


def _finding(rule: WordRule, text: str, start: int, end: int) -> WordFinding:
    return WordFinding(
        rule=rule.id,
        verdict=rule.verdict,
        start=start,
        end=end,
        span=text[start:end],
        why=rule.why,
        source=rule.source,
        replacement=rule.replacement,
    )

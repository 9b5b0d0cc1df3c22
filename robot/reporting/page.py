"""The layout of the day's report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from robot.domain.clock import BANK_ZONE
from robot.domain.contact import ContactState
from robot.domain.outcome import Outcome
from robot.journal.header import HEADER_VERSION
from robot.reporting.document import document, own_version
from robot.reporting.facts import DayFacts
from robot.reporting.labels import Labels
from robot.reporting.pictures import PictureState, Shown
from robot.reporting.pieces import bars, escaped, hour_chart, paragraph, section, shape
from robot.reporting.task_table import task_table, waiting_list
from robot.reporting.verdict import judge
from robot.reporting.words import layer_words, outcome_words, reason_words, step_words

_SLOWEST = 5
_FIGURE_TINTS = {
    "confirmed": "confirmed",
    "unknown": "bad",
    "needs_person": "warn",
    "halted": "warn",
    "platform_refused": "warn",
}
_StepTotals = Mapping[str, tuple[float, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who had the page written, and when."""

    now: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    shown: int
    altered: int
    missing: int


def page(
    facts: DayFacts, pictures: Mapping[str, Shown], steps: _StepTotals, imprint: Imprint, words: Labels
) -> str:
    """The whole document."""
    states = Counter(picture.state for picture in pictures.values())
    evidence = _Evidence(
        shown=len(pictures), altered=states[PictureState.ALTERED], missing=states[PictureState.MISSING]
    )
    body = "".join(
        [
            _header(facts, words),
            _simulated(facts, words),
            _verdict(facts, evidence, words),
            _figures(facts, words),
            _pair(_needs(facts, words), _unknown(facts, words)),
            _pair(
                _refusals(facts, words) + _failures(facts, words),
                _hours(facts, words) + _slowest(steps, words),
            ),
            _pair(_integrity(facts, evidence, words), _records(facts, words)),
            section(
                words("tasks"),
                task_table(facts.tasks, pictures, words),
                note=str(len(facts.tasks)),
                is_long=True,
            ),
            _footer(facts, imprint, words),
        ]
    )
    return document(f"{words('title')} {facts.on.isoformat()}", body, words.language)


def _pair(left: str, right: str) -> str:
    return f'<div class="pair"><div>{left}</div><div>{right}</div></div>'


def _header(facts: DayFacts, words: Labels) -> str:
    who = f"{facts.rm_name} {facts.rm_id}".strip() or "—"
    rows = ("date", facts.on.isoformat()), ("branch", facts.branch or "—"), ("rm", who)
    listed = "".join(f"<dt>{escaped(words(key))}</dt><dd>{escaped(value)}</dd>" for key, value in rows)
    return (
        f"<header><div><p>{escaped(words('brand'))}</p><h1>{escaped(words('title'))}</h1></div>"
        f'<dl class="facts">{listed}</dl></header>'
    )


def _simulated(facts: DayFacts, words: Labels) -> str:
    if not facts.is_simulated:
        return ""
    return f'<p class="simulated"><b>{escaped(words("simulated"))}</b>{escaped(words("simulated.text"))}</p>'


def _verdict(facts: DayFacts, evidence: _Evidence, words: Labels) -> str:
    verdict = judge(facts, altered=evidence.altered, missing=evidence.missing)
    text = words(f"{verdict.grade}.text") if facts.tasks or verdict.causes else words("empty.text")
    why = " · ".join(words(key, n=n) for key, n in verdict.causes)
    return (
        f'<div class="verdict {verdict.grade}">{shape(verdict.grade)}<div>'
        f"<strong>{escaped(words(verdict.grade))} · {escaped(text)}</strong>"
        f"<span>{escaped(why)}</span></div></div>"
    )


def _figures(facts: DayFacts, words: Labels) -> str:
    figures = [("planned", words("planned"), len(facts.tasks))]
    figures += [(o.value, outcome_words(o.value, words.language), facts.by_outcome[o]) for o in Outcome]
    figures.append(("open", words("open"), facts.open_tasks))
    cells = "".join(
        f'<div class="{_FIGURE_TINTS.get(key, "") if n else "zero"}">'
        f"<dd>{n}</dd><dt>{escaped(title)}</dt></div>"
        for key, title, n in figures
    )
    return f'<dl class="figures">{cells}</dl>'


def _needs(facts: DayFacts, words: Labels) -> str:
    waiting = facts.with_outcome(Outcome.NEEDS_PERSON)
    return section(words("needs"), waiting_list(waiting, words), note=str(len(waiting)))


def _unknown(facts: DayFacts, words: Labels) -> str:
    unknown = facts.with_outcome(Outcome.UNKNOWN)
    note = paragraph(words("unknown.note"), "muted") if unknown else ""
    return section(words("unknown"), waiting_list(unknown, words) + note, note=str(len(unknown)))


def _by_reason(counts: Counter[str], words: Labels) -> str:
    if not counts:
        return paragraph(words("none"), "muted")
    return bars((reason_words(code, words.language), n, str(n)) for code, n in counts.most_common())


def _refusals(facts: DayFacts, words: Labels) -> str:
    return section(words("refusals"), _by_reason(facts.refusals, words), note=str(facts.refusals.total()))


def _failures(facts: DayFacts, words: Labels) -> str:
    failed = facts.with_outcome(Outcome.HALTED, Outcome.PLATFORM_REFUSED, Outcome.CANCELLED)
    if not failed:
        return ""
    return section(
        words("failures"), _by_reason(Counter(line.reason for line in failed), words), note=str(len(failed))
    )


def _hours(facts: DayFacts, words: Labels) -> str:
    total = facts.sends_by_hour.total()
    body = hour_chart(facts.sends_by_hour) if total else paragraph(words("none"), "muted")
    return section(words("hours"), body, note=str(total))


def _integrity(facts: DayFacts, evidence: _Evidence, words: Labels) -> str:
    fault, n = facts.chain.fault, facts.chain.records
    if fault is None:
        chain = paragraph(words("integrity.ok", n=n))
    else:
        why = layer_words(fault.layer, words.language)
        chain = paragraph(words("integrity.bad", seq=fault.seq, why=why, n=n), "alarm")
    if evidence.altered or evidence.missing:
        facts_of = {"n": evidence.shown, "altered": evidence.altered, "missing": evidence.missing}
        pictures = paragraph(words("integrity.pictures_bad", **facts_of), "alarm")
    else:
        pictures = paragraph(words("integrity.pictures", n=evidence.shown))
    if evidence.shown:
        pictures += paragraph(words("integrity.pictures_where"), "muted")
    return section(
        words("integrity"), chain + pictures + paragraph(f"{words('clock')}: {_clock(facts, words)}")
    )


def _clock(facts: DayFacts, words: Labels) -> str:
    if facts.is_simulated:
        return words("simulated")
    return words("clock.system") if facts.journal.clocks else words("clock.none")


def _records(facts: DayFacts, words: Labels) -> str:
    text = words("records.text", ok=facts.records[ContactState.CONFIRMED], pending=facts.records_missing)
    return section(words("records"), paragraph(text))


def _slowest(steps: _StepTotals, words: Labels) -> str:
    means = sorted(((total / n, name) for name, (total, n) in steps.items() if n), reverse=True)[:_SLOWEST]
    if not means:
        return ""
    rows = ((step_words(name, words.language), mean, f"{mean:,.0f} ms") for mean, name in means)
    return section(words("slowest"), bars(rows), note=words("slowest.average"))


def _footer(facts: DayFacts, imprint: Imprint, words: Labels) -> str:
    written = imprint.now.astimezone(BANK_ZONE).strftime("%Y-%m-%d %H:%M:%S %z")
    versions = [
        f"Tandem {own_version()}",
        f"{words('store')} {facts.schema_version}",
        f"{words('journal')} {HEADER_VERSION}",
        f"{words('boots')} {len(facts.journal.boots)}",
    ]
    lines = [
        f"{words('written')}: {written}" + (f" · {words('by')}: {imprint.by}" if imprint.by else ""),
        f"{words('versions')}: {' · '.join(versions)}",
        words("masked"),
    ]
    if facts.journal.talk_tracks:
        lines.insert(2, f"{words('talk_tracks')}: {' · '.join(sorted(facts.journal.talk_tracks))}")
    sign = f"<span>{escaped(words('reviewed'))}</span><span>{escaped(words('reviewed_on'))}</span>"
    return f'<footer><div class="sign">{sign}</div>{"".join(paragraph(line) for line in lines)}</footer>'

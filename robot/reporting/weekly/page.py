"""The layout of the week's page: one sheet of A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from robot.domain.clock import BANK_ZONE
from robot.domain.outcome import Outcome
from robot.reporting.document import document, own_version
from robot.reporting.pieces import escaped, meter, paragraph, section, shape
from robot.reporting.sample_words import percent_down, percent_up, promise, proof
from robot.reporting.weekly.facts import HeavyAnomaly, WeekFacts
from robot.reporting.weekly.labels import WeekLabels
from robot.reporting.weekly.verdict import judge
from robot.reporting.words import Language, layer_words

_FAILED = (Outcome.PLATFORM_REFUSED, Outcome.HALTED, Outcome.NEEDS_PERSON, Outcome.UNKNOWN)
_MOST_KINDS, _MOST_PEOPLE, _MOST_CAUSES = 8, 5, 5
_HEAVY, _LIGHT = 4, 2


def week_page(facts: WeekFacts, language: Language) -> str:
    """The page as one HTML file without scripts; nothing in it acts."""
    words = WeekLabels(language)
    body = "".join(
        [
            _header(facts, words),
            _simulated(facts, words),
            _verdict(facts, words),
            _figures(facts, words),
            '<div class="pair"><div>',
            _proof(facts, words),
            "</div><div>",
            _integrity(facts, words),
            _kinds(facts, words),
            "</div></div>",
            _heaviest(facts.heaviest, words),
            '<div class="pair"><div>',
            _opened(facts, words),
            "</div><div>",
            _open(facts, words),
            "</div></div>",
            _footer(facts, words),
        ]
    )
    title = f"{words('title')} {facts.last.isoformat()}"
    return document(title, body, language, styles=("report.css", "weekly.css"))


def _header(facts: WeekFacts, words: WeekLabels) -> str:
    rows = (
        ("week", f"{facts.first.isoformat()} – {facts.last.isoformat()}"),
        ("workstation", facts.rm_id or "—"),
        ("log", facts.log_id[:16] or "—"),
    )
    listed = "".join(f"<dt>{escaped(words(key))}</dt><dd>{escaped(value)}</dd>" for key, value in rows)
    return (
        f"<header><div><p>{escaped(words('brand'))}</p><h1>{escaped(words('title'))}</h1></div>"
        f'<dl class="facts">{listed}</dl></header>'
    )


def _simulated(facts: WeekFacts, words: WeekLabels) -> str:
    if not facts.is_simulated:
        return ""
    return f'<p class="simulated"><b>{escaped(words("simulated"))}</b>{escaped(words("simulated.text"))}</p>'


def _verdict(facts: WeekFacts, words: WeekLabels) -> str:
    verdict = judge(facts)
    # A number stays on the line of its word.
    why = " · ".join(
        words(key, n=f"{n:,}").replace(": ", ":\u00a0") for key, n in verdict.causes[:_MOST_CAUSES]
    )
    return (
        f'<div class="verdict {verdict.grade}">{shape(verdict.grade)}<div>'
        f"<strong>{escaped(words(verdict.grade))} · {escaped(words(f'{verdict.grade}.text'))}</strong>"
        f"<span>{escaped(why)}</span></div></div>"
    )


def _figures(facts: WeekFacts, words: WeekLabels) -> str:
    sample = facts.coverage.sample
    drawn = len(sample.seqs)
    looked_at = drawn - sample.open
    now, then = facts.outcomes, facts.outcomes_before
    cells = (
        ("sends", facts.sends, "", words("before", n=facts.sends_before)),
        ("confirmed", now[Outcome.CONFIRMED], "confirmed", words("before", n=then[Outcome.CONFIRMED])),
        ("refused", now[Outcome.REFUSED], "", words("before", n=then[Outcome.REFUSED])),
        ("failed", _sum(now, _FAILED), "warn", words("before", n=_sum(then, _FAILED))),
        (
            "anomalies",
            facts.anomalies.total(),
            "warn",
            words("before", n=facts.anomalies_before.total()),
        ),
        ("reviewed", looked_at, "", words("of", n=drawn)),
        ("records", facts.records, "", words("all", n=f"{facts.all_records:,}")),
    )
    shown = "".join(
        f'<div class="{tint if n else "zero"}"><dd>{n:,}</dd><dt>{escaped(words(key))}</dt>'
        f'<dd class="small">{escaped(small)}</dd></div>'
        for key, n, tint, small in cells
    )
    return f'<dl class="figures seven">{shown}</dl>'


def _sum(counts: Counter[str], outcomes: Iterable[Outcome]) -> int:
    return sum(counts[outcome] for outcome in outcomes)


def _proof(facts: WeekFacts, words: WeekLabels) -> str:
    found = facts.coverage
    sample = found.sample
    body = f'<p class="proof">{escaped(proof(found, words.language))}</p>'
    if sample.seq >= 0:
        body += paragraph(promise(sample, words.language), "muted") + _strata(facts, words)
        if sample.time_from and sample.time_until:
            last = sample.time_until - timedelta(days=1)
            drawn = words(
                "proof.draw",
                who=sample.person,
                seq=sample.seq,
                first=f"{sample.time_from:%m-%d}",
                last=f"{last:%m-%d}",
                head=f"{sample.seed[:20]}…",
            )
            body += f'<p class="muted small">{escaped(drawn)}</p>'
    body += f'<dl class="checks">{_blind(facts, words)}{_two(facts, words)}</dl>'
    return section(words("proof"), body)


def _strata(facts: WeekFacts, words: WeekLabels) -> str:
    strata = facts.coverage.sample.strata
    heads = ("risk", "stratum.of", "stratum.drawn", "stratum.looked_at", "stratum.reviewed", "stratum.bad")
    rows = [(str(one.risk), one.of, one.drawn, one.looked_at, one.reviewed, one.bad) for one in strata]
    sums = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    rows.append((words("stratum.all"), *sums))  # type: ignore[arg-type]
    return _table([words(head) for head in heads], rows, "numbers")


def _blind(facts: WeekFacts, words: WeekLabels) -> str:
    blind = facts.coverage.blind
    text = words("blind.none")
    if blind.of:
        text = words(
            "blind.text",
            found=blind.found,
            of=blind.of,
            share=f"{blind.found / blind.of:.0%}",
            low=percent_down(blind.low),
            high=percent_up(blind.high),
        )
    return f"<dt>{escaped(words('blind'))}</dt><dd>{escaped(text)}</dd>"


def _two(facts: WeekFacts, words: WeekLabels) -> str:
    two = facts.coverage.agreement
    text = words("two.none")
    if two.both:
        kappa = words("kappa.none") if two.kappa is None else f"{two.kappa:.2f}"
        share = f"{two.agreed / two.both:.0%}"
        text = words("two.text", agreed=two.agreed, both=two.both, share=share, kappa=kappa)
    return f"<dt>{escaped(words('two'))}</dt><dd>{escaped(text)}</dd>"


def _integrity(facts: WeekFacts, words: WeekLabels) -> str:
    anchor, chain = facts.anchor, facts.chain
    if chain.fault is not None:
        why = layer_words(chain.fault.layer, words.language)
        verified, tint = words("chain.bad", seq=chain.fault.seq, why=why), "bad"
    elif chain.records < facts.all_records:
        counts = {"n": f"{chain.records:,}", "all": f"{facts.all_records:,}"}
        verified, tint = words("chain.ok", **counts), "ok"
    else:
        verified, tint = words("chain.all", n=f"{chain.records:,}"), "ok"
    state = "ok" if anchor.anchored else "own" if anchor.witnessed else "none"
    held = {
        "n": f"{anchor.anchored or anchor.witnessed:,}",
        "tail": f"{anchor.tail_records:,}",
        "span": words.span(anchor.tail_seconds),
    }
    rows = (
        ("chain", verified, tint),
        ("heads", words("heads.text", n=f"{anchor.heads:,}", size=f"{anchor.signed:,}"), ""),
        ("anchor", words(f"anchor.{state}", **held), "ok" if state == "ok" else "warn"),
    )
    listed = "".join(
        f'<dt>{escaped(words(key))}</dt><dd class="{tint}">{escaped(text)}</dd>' for key, text, tint in rows
    )
    return section(words("integrity"), f'<dl class="checks">{listed}</dl>')


def _kinds(facts: WeekFacts, words: WeekLabels) -> str:
    now, then = facts.anomalies, facts.anomalies_before
    kinds = sorted({*now, *then}, key=lambda kind: (-now[kind], -then[kind], kind))
    if not kinds:
        return section(words("kinds"), paragraph(words("none"), "muted"))
    largest = max([*now.values(), *then.values()])
    rows = "".join(
        f"<tr><td>{escaped(words.anomaly(kind))}</td>"
        f"<td>{meter(now[kind] / largest) if now[kind] else ''}</td>"
        f"<td>{now[kind]:,} / {then[kind]:,}</td></tr>"
        for kind in kinds[:_MOST_KINDS]
    )
    return section(words("kinds"), f'<table class="bars">{rows}</table>', note=words("compared"))


def _heaviest(found: Sequence[HeavyAnomaly], words: WeekLabels) -> str:
    if not found:
        return section(words("heaviest"), paragraph(words("none"), "muted"))
    rows = "".join(
        f"<tr><td>{one.seq}</td><td>{escaped(words.moment(one.at))}</td>"
        f'<td><span class="weight {_tint(one.weight)}">{one.weight}</span>'
        f"{escaped(words.anomaly(one.kind))}</td>"
        f"<td>{escaped(words.type(one.type))}</td><td>{escaped(one.task or '—')}</td>"
        f'<td class="{"" if one.mark else "open"}">{escaped(words.mark(one.mark))}</td></tr>'
        for one in found
    )
    heads = "".join(
        f"<th>{escaped(words(key))}</th>" for key in ("record", "time", "kind", "what", "task", "mark")
    )
    body = f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return section(words("heaviest"), body, note=words("heaviest.note"))


def _tint(weight: int) -> str:
    return "bad" if weight >= _HEAVY else "warn" if weight > _LIGHT else ""


def _opened(facts: WeekFacts, words: WeekLabels) -> str:
    if not facts.opened:
        return section(words("opened"), paragraph(words("none"), "muted"))
    heads = [words(f"opened.{name}") for name in ("person", "unmasked", "exported", "drawn")]
    rows = [(one.person, one.unmasked, one.exported, one.drawn) for one in facts.opened[:_MOST_PEOPLE]]
    return section(words("opened"), _table(heads, rows, "numbers"))


def _open(facts: WeekFacts, words: WeekLabels) -> str:
    rows = "".join(
        f'<dt>{escaped(words(f"open.{name}"))}</dt><dd class="{"many" if n else "muted"}">{n:,}</dd>'
        for name, n in facts.open.items()
    )
    return section(words("open"), f'<dl class="open">{rows}</dl>')


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], kind: str) -> str:
    top = "".join(f"<th>{escaped(head)}</th>" for head in heads)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escaped(_shown(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>'


def _shown(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _footer(facts: WeekFacts, words: WeekLabels) -> str:
    written = f"{facts.written_at.astimezone(BANK_ZONE):%Y-%m-%d %H:%M:%S %z}"
    sign = f"<span>{escaped(words('signed'))}</span><span>{escaped(words('signed_on'))}</span>"
    line = f"{words('written')} {written} · Tandem {own_version()} · {words('masked')}"
    return f'<footer><div class="sign">{sign}</div>{paragraph(line)}</footer>'

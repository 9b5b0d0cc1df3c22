"""The layout of the morning's page: the verdict first, then what needs the RM, then the rest."""

from __future__ import annotations

from collections.abc import Sequence

from robot.domain.clock import BANK_ZONE
from robot.domain.night_views import CapUse, Digest, DigestNeed, FailureKind
from robot.domain.outcome import Outcome
from robot.reporting.digest.labels import DigestLabels
from robot.reporting.digest.verdict import failed
from robot.reporting.document import document, own_version
from robot.reporting.pieces import escaped, meter, paragraph, section, shape
from robot.reporting.verdict import Grade
from robot.reporting.words import (
    Language,
    channel_words,
    layer_words,
    outcome_words,
    reason_words,
    step_words,
)

_GRADES = {"green": Grade.GREEN, "yellow": Grade.AMBER, "red": Grade.RED}
#: More than this cannot be read in half a minute.
_LISTED_NEEDS = 8
_LISTED_KINDS = 8


def digest_page(digest: Digest, language: Language) -> str:
    """The page as one HTML file without scripts; nothing in it acts."""
    words = DigestLabels(language)
    body = "".join(
        [
            _header(digest, words),
            _simulated(digest, words),
            _verdict(digest, words),
            _figures(digest, words),
            _needs(digest.needs, words),
            '<div class="pair"><div>',
            _failures(digest, words),
            "</div><div>",
            _caps(digest.caps, words),
            _checks(digest, words),
            "</div></div>",
            _footer(digest, words),
        ]
    )
    title = f"{words('title')} {digest.business_date.isoformat()}"
    return document(title, body, language, styles=("report.css", "digest.css"))


def _header(digest: Digest, words: DigestLabels) -> str:
    rows = [
        ("date", words.day(digest.business_date)),
        ("run", _span(digest, words)),
        ("next", _next(digest, words)),
    ]
    listed = "".join(f"<dt>{escaped(words(key))}</dt><dd>{escaped(value)}</dd>" for key, value in rows)
    return (
        f"<header><div><p>{escaped(words('brand'))}</p><h1>{escaped(words('title'))}</h1></div>"
        f'<dl class="facts">{listed}</dl></header>'
    )


def _span(digest: Digest, words: DigestLabels) -> str:
    if digest.started_at is None:
        return words("run.none")
    ended = f"{digest.ended_at.astimezone(BANK_ZONE):%H:%M}" if digest.ended_at else "…"
    return f"{words.moment(digest.started_at)} – {ended}"


def _simulated(digest: Digest, words: DigestLabels) -> str:
    if digest.time_source != "simulated":
        return ""
    return f'<p class="simulated"><b>{escaped(words("simulated"))}</b>{escaped(words("simulated.text"))}</p>'


def _verdict(digest: Digest, words: DigestLabels) -> str:
    grade = _GRADES[digest.verdict]
    is_empty = not digest.planned and not digest.verdict_why
    text = words("empty.text") if is_empty else words(f"{digest.verdict}.text")
    # The line below tells it with its time and reason.
    causes = [cause for cause in digest.verdict_why if cause.code != "missed_start" or not digest.missed]
    lines = [" · ".join(words(f"why.{cause.code}", n=cause.count) for cause in causes)]
    if digest.missed is not None:
        reason = words.coded("missed", digest.missed_why)
        lines.append(words("missed", at=words.moment(digest.missed), why=reason))
    return (
        f'<div class="verdict {grade}">{shape(grade)}<div>'
        f"<strong>{escaped(words(digest.verdict))} · {escaped(text)}</strong>"
        f"<span>{'<br>'.join(escaped(line) for line in lines if line)}</span></div></div>"
    )


def _figures(digest: Digest, words: DigestLabels) -> str:
    count = digest.by_outcome.get
    person = count(Outcome.NEEDS_PERSON, 0)
    platform, halted = count(Outcome.PLATFORM_REFUSED, 0), count(Outcome.HALTED, 0)
    cells = [
        ("planned", digest.planned, "", [("planned.calls", digest.by_person)]),
        ("done", count(Outcome.CONFIRMED, 0), "confirmed", []),
        ("refused", count(Outcome.REFUSED, 0), "", []),
        ("failed", failed(digest), "warn", [("failed.platform", platform), ("failed.halted", halted)]),
        (
            "waiting",
            digest.waiting + person,
            "warn",
            [("waiting.person", person), ("waiting.open", digest.waiting)],
        ),
        ("unknown", count(Outcome.UNKNOWN, 0), "bad", []),
        ("cancelled", count(Outcome.CANCELLED, 0), "", []),
    ]
    shown = "".join(_figure(words, key, n, tint, parts) for key, n, tint, parts in cells)
    return f'<dl class="figures seven">{shown}</dl>'


def _figure(words: DigestLabels, key: str, n: int, tint: str, parts: Sequence[tuple[str, int]]) -> str:
    detail = "<br>".join(escaped(words(part, n=size)) for part, size in parts if size)
    small = f'<dd class="small">{detail}</dd>' if detail else ""
    return f'<div class="{tint if n else "zero"}"><dd>{n}</dd><dt>{escaped(words(key))}</dt>{small}</div>'


def _needs(needs: Sequence[DigestNeed], words: DigestLabels) -> str:
    if not needs:
        return section(words("needs"), paragraph(words("needs.none"), "muted"))
    listed = "".join(_need(need, words) for need in needs[:_LISTED_NEEDS])
    rest = len(needs) - _LISTED_NEEDS
    more = paragraph(words("needs.more", n=rest), "muted") if rest > 0 else ""
    body = f'<ul class="needs">{listed}</ul>{more}'
    return section(f"{words('needs')} {len(needs)}", body, note=words("needs.hint"))


def _need(need: DigestNeed, words: DigestLabels) -> str:
    what = words("needs.record") if need.kind == "record" else reason_words(need.reason, words.language)
    who = words("needs.count", name=need.name, n=need.count) if need.count > 1 and need.name else need.name
    behind = words("needs.behind", n=need.behind) if need.behind else ""
    about = " · ".join(part for part in (who, words.site(need.site), need.task_id, behind) if part)
    return (
        f"<li><div><b>{escaped(_sentence(what))}</b><small>{escaped(about)}</small></div>"
        f'<span class="act">{escaped(words(f"act.{need.act}"))}</span></li>'
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _failures(digest: Digest, words: DigestLabels) -> str:
    if not digest.failures:
        return section(words("failures"), paragraph(words("failures.none"), "muted"))
    runs = digest.compared_runs
    note = words("failures.compared", n=runs) if runs else words("failures.first")
    rows = "".join(_kind(kind, runs, words) for kind in digest.failures[:_LISTED_KINDS])
    rest = len(digest.failures) - _LISTED_KINDS
    more = paragraph(words("failures.more", n=rest), "muted") if rest > 0 else ""
    return section(words("failures"), f'<table class="kinds">{rows}</table>{more}', note=note)


def _kind(kind: FailureKind, runs: int, words: DigestLabels) -> str:
    if not runs:
        mark = ""
    elif kind.is_new:
        mark = f'<em class="new">{escaped(words("failures.new"))}</em>'
    else:
        mark = f"<small>{escaped(words('failures.seen', n=kind.seen_in_runs, runs=runs))}</small>"
    what = _sentence(reason_words(kind.reason, words.language))
    ending = outcome_words(kind.outcome, words.language)
    said = f"{escaped(what)}<small>{escaped(ending)}</small>"
    return f"<tr><td>{kind.count}</td><td>{said}</td><td>{mark}</td></tr>"


def _caps(caps: Sequence[CapUse], words: DigestLabels) -> str:
    if not caps:
        return section(words("caps"), paragraph(words("caps.none"), "muted"))
    rows = "".join(_cap(use, words) for use in caps)
    return section(words("caps"), f'<table class="bars">{rows}</table>')


def _cap(use: CapUse, words: DigestLabels) -> str:
    channel = channel_words(use.channel, words.language)
    label = f"{escaped(channel)} <small>{escaped(use.account)}</small>"
    if use.cap is None:
        middle, last = escaped(words("caps.nocap")), str(use.sent)
    else:
        middle, last = meter(min(use.sent / max(use.cap, 1), 1.0)), f"{use.sent} / {use.cap}"
    return f'<tr><td>{label}</td><td class="cap">{middle}</td><td>{last}</td></tr>'


def _checks(digest: Digest, words: DigestLabels) -> str:
    rows = [
        (words("ledger"), *_ledger(digest, words)),
        (words("journal"), *_journal(digest, words)),
        (
            words("surfaces"),
            "\n".join(words.surface(watched) for watched in digest.watched_surfaces) or "—",
            "",
        ),
    ]
    if digest.slowest is not None:
        slow = digest.slowest
        step = step_words(slow.step, words.language)
        text = words("slowest.text", site=words.site(slow.site), step=step, ms=f"{slow.mean_ms:,.0f} ms")
        rows.append((words("slowest"), text, ""))
    listed = "".join(
        f'<dt>{escaped(title)}</dt><dd class="{tint}">{_lines(text)}</dd>' for title, text, tint in rows
    )
    return section(words("checks"), f'<dl class="checks">{listed}</dl>')


def _lines(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))


def _ledger(digest: Digest, words: DigestLabels) -> tuple[str, str]:
    counts = (digest.ledger_unsettled, digest.ledger_doubled, digest.ledger_misdirected)
    if not any(counts):
        return words("ledger.ok"), "ok"
    unsettled, doubled, misdirected = counts
    text = words("ledger.bad", unsettled=unsettled, doubled=doubled, misdirected=misdirected)
    return text, "bad" if doubled or misdirected else "warn"


def _journal(digest: Digest, words: DigestLabels) -> tuple[str, str]:
    if not digest.journal_ok:
        why = layer_words(digest.journal_fault_layer, words.language)
        return words("journal.bad", seq=digest.journal_fault_seq, why=why), "bad"
    if digest.journal_checked < digest.journal_records:
        counts = {"n": f"{digest.journal_checked:,}", "all": f"{digest.journal_records:,}"}
        return words("journal.part", **counts), "ok"
    return words("journal.ok", n=f"{digest.journal_records:,}"), "ok"


def _next(digest: Digest, words: DigestLabels) -> str:
    when = words.moment(digest.next_start) if digest.next_start else ""
    note = words.coded("next", digest.next_note) if digest.next_note else ""
    return " · ".join(part for part in (when, note) if part) or words("next.none")


def _footer(digest: Digest, words: DigestLabels) -> str:
    written = f"{digest.written_at.astimezone(BANK_ZONE):%Y-%m-%d %H:%M:%S %z}"
    whose = f"{digest.rm_name} · " if digest.rm_name else ""
    made = f"{whose}{words('written')} {written} · Tandem {own_version()}"
    line = f"{made} · {words('masked')} · {words('verify')}"
    return f"<footer>{paragraph(line)}</footer>"

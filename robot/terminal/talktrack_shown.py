"""What the tools of authors found, for a terminal; it reads the same without colours."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from robot.domain.views import Finding, SegmentKind
from robot.reporting.plain import plain
from robot.reporting.words import channel_words, reason_words
from robot.talktracks.diff import Change, TrackDiff
from robot.talktracks.lint import LintFault, LintReport
from robot.talktracks.rendering import Rendering
from robot.talktracks.track import TalkTrack
from robot.talktracks.trial import Trial
from robot.talktracks.words import RunKind
from robot.terminal.printing import table, text

_STYLES = {"error": "bold red", "warning": "bold yellow"}
_OWNERS = {
    SegmentKind.FIXED: "",
    SegmentKind.DATA: "blue",
    SegmentKind.REQUIRED: "underline",
    SegmentKind.FREE: "bold green",
}
#: The most of a line that is shown on either side of the fault, in characters.
_BEFORE, _AFTER = 24, 50


def fault(found: LintFault) -> RenderableType:
    """One fault as a compiler tells it: place, rule, what; the line with a caret; why; what to do."""
    place = f"{found.file}:{found.line}:{found.column}"
    head = Text.assemble(
        text(place, "bold"),
        ": ",
        text(f"{found.severity}[{found.rule}]", _STYLES[found.severity]),
        ": ",
        text(found.what),
    )
    lines: list[RenderableType] = [head]
    if found.text.strip():
        lines += _line_with_caret(found)
    if found.why:
        lines.append(text(f"  why: {found.why}"))
    if found.source:
        lines.append(text(f"  source: {found.source}"))
    if found.suggestion:
        lines.append(text(f"  try: {found.suggestion}", "green"))
    lines.append(text(""))
    return Group(*lines)


def _line_with_caret(found: LintFault) -> list[RenderableType]:
    line, start = plain(found.text), found.column - 1
    end = min(start + found.length, len(line))
    first = max(0, start - _BEFORE) if len(line) > _BEFORE + _AFTER else 0
    last = min(len(line), max(end, first + _BEFORE) + _AFTER)
    lead = ("…" if first else "") + line[first:start]
    shown = lead + line[start:last] + ("…" if last < len(line) else "")
    gutter = f"{found.line:>5} | "
    caret = " " * (len(gutter) - 2) + "| " + " " * cell_len(lead) + "^" * max(1, cell_len(line[start:end]))
    return [text(gutter + shown), text(caret, _STYLES[found.severity])]


def lint_summary(report: LintReport) -> str:
    """One line."""
    return f"{report.files} files: {report.errors} errors, {report.warnings} warnings."


def rendering(track: TalkTrack, made: Rendering) -> list[RenderableType]:
    """The text, then its pieces with their owners and lengths, then what speaks against it."""
    variant = track.variant(made.variant)
    label = variant.label if variant else ""
    head = text(
        f"{track.id} v{track.version} · {channel_words(track.channel, 'en')}"
        f" · variant {made.variant} {label} · {len(made.text)} of {track.max_length} characters",
        "bold",
    )
    words = Text()
    for segment in made.segments:
        for number, line in enumerate(segment.text.split("\n")):
            words.append("\n" if number else "")
            words.append(text(line, _OWNERS[segment.kind]))
    rows = (
        (
            text(segment.kind.value, _OWNERS[segment.kind]),
            segment.slot,
            f"{len(segment.text)}/{segment.max_length}" if segment.max_length else len(segment.text),
            segment.text,
        )
        for segment in made.segments
    )
    pieces: list[RenderableType] = [head, text(""), words, text("")]
    pieces.append(table(("owner", "slot", "length", "words"), rows))
    pieces += [finding(one) for one in made.findings]
    return pieces


def finding(found: Finding) -> Text:
    """Something that speaks against sending."""
    facts = ", ".join(f"{key}: {value}" for key, value in found.params.items() if value)
    style = _STYLES["warning" if found.severity == "review" else "error"]
    return text(f"{found.severity}[{found.rule}]: {reason_words(found.rule, 'en')} ({facts})", style)


def trials(track_id: str, failed: Sequence[Trial]) -> RenderableType:
    """Renderings of one talk track that could not be sent as they are; what they share is told once."""
    samples: dict[tuple[str, ...], list[str]] = {}
    for tried in failed:
        why = tuple(finding(one).plain for one in tried.rendering.findings) + tuple(
            f"{words.finding.verdict}[{words.finding.rule}] {words.part.key}:"
            f" “{words.finding.span}”: {words.finding.why}"
            for words in tried.words
        )
        samples.setdefault((f"variant {tried.variant}", *why), []).append(tried.sample)
    lines: list[RenderableType] = []
    for told, names in samples.items():
        lines.append(text(f"{track_id} {told[0]}, samples: {', '.join(names)}", "bold"))
        lines += [text(f"  {one}", _STYLES["error"]) for one in told[1:]]
    return Group(*lines)


def track_diff(found: TrackDiff) -> RenderableType:
    """One talk track: what changed, word by word where it is words."""
    versions = " → ".join(f"v{one}" for one in (found.old_version, found.new_version) if one is not None)
    lines: list[RenderableType] = [text(f"{found.id} {found.kind} {versions}", "bold")]
    if not found.is_version_raised:
        lines.append(text("  the version was not raised", _STYLES["error"]))
    lines += [_change(one) for one in found.changes]
    return Group(*lines, text(""))


def _change(found: Change) -> Text:
    line = text(f"  {found.subject} {found.key}: ", "bold")
    if not found.runs:
        before, after = found.before or "(none)", found.after or "(none)"
        return line + Text.assemble(text(before, "red"), " → ", text(after, "green"))
    for run in found.runs:
        shown = plain(run.text)
        if run.kind is RunKind.REMOVED:
            line.append(f"[-{shown}-]", "red")
        elif run.kind is RunKind.ADDED:
            line.append(f"{{+{shown}+}}", "green")
        else:
            line.append(shown)
    return line


def diff_summary(found: Sequence[TrackDiff]) -> str:
    """One line."""
    count = {kind: sum(one.kind == kind for one in found) for kind in ("added", "removed", "changed")}
    return f"{count['changed']} changed, {count['added']} added, {count['removed']} removed."

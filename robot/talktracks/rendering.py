"""Puts a talk track together for one task, in a single pass, and checks exactly the text it hands out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from robot.domain.task import Task
from robot.domain.views import Finding, Segment, SegmentKind
from robot.talktracks.slots import SlotValue, fill
from robot.talktracks.template import Piece, placeholders, says, split
from robot.talktracks.track import TalkTrack
from robot.talktracks.word_findings import WordCheck, word_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A text and all that is wrong with it; without findings it is byte for byte what was approved."""

    #: The segments joined.
    text: str
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    track_id: str
    version: int
    #: Key of the variant.
    variant: str
    #: Hex SHA-256 of the text in UTF-8.
    sha256_of_text: str
    #: Hex SHA-256 of the talk track's file.
    sha256_of_track: str

    @property
    def may_be_sent(self) -> bool:
        """Whether nothing was found that blocks or that a second person has to look at."""
        return not self.findings

    @property
    def needs_review(self) -> bool:
        """Whether nothing blocks, and a second person has to look at the words first."""
        return bool(self.findings) and all(finding.severity == "review" for finding in self.findings)


def render(
    track: TalkTrack,
    *,
    variant: str,
    task: Task,
    free_slots: Mapping[str, str],
    on: date,
    checker: WordCheck | None = None,
) -> Rendering:
    """Render one variant; bad values become blocking findings, never exceptions.

    :param free_slots: the RM's words by slot name; a slot left out takes its default.
    :param on: the business date on which it is to be sent.
    :param checker: judges the RM's words; what it wants looked at becomes a finding of severity `review`.
    """
    chosen = track.variant(variant)
    template = chosen.text if chosen else ""
    values = {name: fill(track.slots[name], task, free_slots) for name in placeholders(template)}
    segments = tuple(_segment(piece, track, values) for piece in split(template, track.required_spans))
    text = "".join(segment.text for segment in segments)
    findings = list(_track_findings(track, task, on))
    if chosen is None:
        findings.append(_block("talktrack.variant_unknown", variant=variant))
    else:
        findings += _text_findings(track, template, text)
    findings += _slot_findings(segments, values)
    findings += _unknown_slots(track, free_slots)
    if checker is not None:
        findings += word_findings(segments, track.slots, checker)
    return Rendering(
        text=text,
        # An empty free slot stays: the RM may write there.
        segments=tuple(s for s in segments if s.text or s.kind is SegmentKind.FREE),
        findings=tuple(findings),
        track_id=track.id,
        version=track.version,
        variant=variant,
        # A lone surrogate is a finding, not a reason to fall over here.
        sha256_of_text=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        sha256_of_track=track.sha256,
    )


def _segment(piece: Piece, track: TalkTrack, values: Mapping[str, SlotValue]) -> Segment:
    if not piece.slot:
        kind = SegmentKind.REQUIRED if piece.is_required else SegmentKind.FIXED
        return Segment(kind=kind, text=piece.text)
    slot, text = track.slots[piece.slot], values[piece.slot].text
    if slot.is_free:
        return Segment(
            kind=SegmentKind.FREE,
            text=text,
            slot=slot.name,
            max_length=slot.max_length,
            text_class=slot.text_class or "",
            default=slot.default,
        )
    return Segment(kind=SegmentKind.DATA, text=text, slot=slot.name)


def _track_findings(track: TalkTrack, task: Task, on: date) -> Iterator[Finding]:
    if not track.valid_from <= on <= track.valid_until:
        yield _block(
            "talktrack.not_valid_today",
            on=on.isoformat(),
            valid_from=track.valid_from.isoformat(),
            valid_until=track.valid_until.isoformat(),
        )
    if task.channel is not track.channel:
        yield _block("talktrack.wrong_channel", channel=task.channel, expected=track.channel)
    if task.product.line is not track.product_line:
        yield _block("talktrack.wrong_line", line=task.product.line, expected=track.product_line)
    if task.customer.tier not in track.tiers:
        yield _block("talktrack.wrong_tier", tier=task.customer.tier)


def _text_findings(track: TalkTrack, template: str, text: str) -> Iterator[Finding]:
    for span in track.required_spans:
        # Only the author's words count: no value can stand in for a sentence that the law requires.
        if not says(template, span):
            yield _block("talktrack.required_span_missing", span=span)
    if len(text) > track.max_length:
        yield _block(
            "talktrack.too_long",
            track.max_length,
            len(text),
            length=str(len(text)),
            max_length=str(track.max_length),
        )


def _slot_findings(segments: tuple[Segment, ...], values: Mapping[str, SlotValue]) -> Iterator[Finding]:
    """Each value's problems once, at the first place where it stands."""
    told: set[str] = set()
    start = 0
    for segment in segments:
        end = start + len(segment.text)
        if segment.slot and segment.slot not in told:
            told.add(segment.slot)
            for problem in values[segment.slot].problems:
                yield Finding(
                    rule=problem.rule,
                    severity="block",
                    params=problem.params,
                    start=start,
                    end=end,
                    replacement=problem.replacement,
                )
        start = end


def _unknown_slots(track: TalkTrack, free_slots: Mapping[str, str]) -> Iterator[Finding]:
    for name in sorted(free_slots):
        slot = track.slots.get(name)
        if slot is None or not slot.is_free:
            yield _block("slot.unknown", slot=name[:32])


def _block(rule: str, start: int = 0, end: int = 0, **params: str) -> Finding:
    return Finding(rule=rule, severity="block", params=dict(params), start=start, end=end)

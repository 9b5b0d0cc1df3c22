"""Talk tracks as they would be read by an invented customer."""

from __future__ import annotations

from robot.domain.release_views import ExampleView
from robot.talktracks.rendering import render
from robot.talktracks.samples import usual_sample
from robot.talktracks.track import TalkTrack
from robot.talktracks.word_findings import WordCheck


def examples_of(track: TalkTrack, checker: WordCheck | None) -> tuple[ExampleView, ...]:
    """Every variant for the plainest sample task that fits, on a day on which the words are valid."""
    task = usual_sample(track)
    found = []
    for variant in track.variants:
        rendering = render(
            track, variant=variant.key, task=task, free_slots={}, on=task.business_date, checker=checker
        )
        found.append(
            ExampleView(
                variant=variant.key,
                label=variant.label,
                segments=rendering.segments,
                findings=rendering.findings,
                max_length=track.max_length,
            )
        )
    return tuple(found)

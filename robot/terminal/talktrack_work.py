"""What the tools of authors do; loads the words, so it is imported when one of them is asked for."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from robot.agent.resources import resource_folder
from robot.compliance import load_checker
from robot.domain.clock import SystemClock, business_date
from robot.domain.errors import InputRefused
from robot.domain.product import ProductLine
from robot.domain.purpose import Purpose
from robot.domain.task import Channel, Task
from robot.talktracks.diff import diff
from robot.talktracks.library import load_library, load_track
from robot.talktracks.lint import lint
from robot.talktracks.reading import PACK_FILE
from robot.talktracks.rendering import render
from robot.talktracks.samples import usual_sample
from robot.talktracks.skeleton import pack_skeleton, track_skeleton
from robot.talktracks.track import TalkTrack
from robot.talktracks.trial import Trial, try_out
from robot.tasklist import read_file
from robot.terminal import talktrack_shown as shown
from robot.terminal.printing import out, print_json, say

_SHORTEST_ID, _LONGEST_ID = 3, 64


def write_new(
    track_id: str, *, channel: Channel, line: ProductLine, purpose: Purpose, folder: Path | None
) -> None:
    """Write a skeleton, and the pack's file where there is none.

    :raises InputRefused: a bad id, a file that exists, or a folder that cannot be written to.
    """
    _refuse_bad_id(track_id)
    pack = folder or Path(line.value)
    path = pack / f"{track_id}.yaml"
    if path.exists():
        raise InputRefused(f"{path} exists already; it was left as it is", code="talktrack.exists")
    today = business_date(SystemClock().now())
    try:
        pack.mkdir(parents=True, exist_ok=True)
        if not (pack / PACK_FILE).exists():
            name = pack.resolve().name
            (pack / PACK_FILE).write_text(pack_skeleton(name, line), encoding="utf-8", newline="\n")
            say(pack / PACK_FILE)
        skeleton = track_skeleton(track_id, channel=channel, line=line, purpose=purpose, today=today)
        path.write_text(skeleton, encoding="utf-8", newline="\n")
    except OSError as err:
        raise InputRefused(f"{path} cannot be written: {err}", code="talktrack.not_written") from err
    say(path)
    say("Fill in what stands in 〔〕, then run `tandem talktrack lint` on it.")


def _refuse_bad_id(track_id: str) -> None:
    """:raises InputRefused: an id that no file may have."""
    is_plain = all(part.isascii() and part.isalnum() for part in track_id.split("-"))
    fits = _SHORTEST_ID <= len(track_id) <= _LONGEST_ID and track_id[:1].isalpha()
    if not (is_plain and fits and track_id == track_id.lower()):
        raise InputRefused(
            f"{track_id[:80]!r} is no id: 3 to 64 small letters, digits and single hyphens, a letter first;"
            " nothing was written",
            code="talktrack.bad_id",
        )


def show_faults(paths: list[Path], *, as_json: bool) -> int:
    """Lint and tell; the exit code."""
    report = lint(paths or [_library()], checker=load_checker(), today=business_date(SystemClock().now()))
    if as_json:
        print_json(report)
    else:
        for fault in report.faults:
            out().print(shown.fault(fault), soft_wrap=True)
        say(shown.lint_summary(report))
    return 1 if report.errors else 0


def show_preview(track: str, *, task: Path | None, variant: str, library: Path | None, as_json: bool) -> int:
    """Render and tell; the exit code."""
    found = _find(track, library)
    chosen = _task_for(found, task) if task is not None else usual_sample(found)
    if variant and found.variant(variant) is None:
        keys = ", ".join(one.key for one in found.variants)
        raise InputRefused(f"{found.id} has no variant {variant}; it has {keys}", code="request.invalid")
    checker = load_checker()
    renderings = [
        render(
            found,
            variant=key,
            task=chosen,
            free_slots={},
            on=chosen.business_date,
            checker=checker,
        )
        for key in ([variant] if variant else [one.key for one in found.variants])
    ]
    if as_json:
        print_json(renderings)
    else:
        for rendering in renderings:
            for piece in shown.rendering(found, rendering):
                # Words are copied as they are; a table is laid out for the terminal.
                out().print(piece, soft_wrap=isinstance(piece, Text))
    return 0 if all(rendering.may_be_sent for rendering in renderings) else 1


def show_diff(old: Path, new: Path, *, as_json: bool) -> int:
    """Compare and tell; the exit code."""
    found = diff(old, new)
    if as_json:
        print_json(found)
    else:
        for one in found:
            out().print(shown.track_diff(one), soft_wrap=True)
        say(shown.diff_summary(found))
    return 0 if all(one.is_version_raised for one in found) else 1


def show_trials(path: Path | None, *, as_json: bool) -> int:
    """Render every variant for every sample task and tell; the exit code."""
    place = path or _library()
    tracks = (load_track(place),) if place.is_file() else load_library(place).tracks
    if not tracks:
        raise InputRefused(f"there is no talk track in {place}", code="talktrack.no_file")
    checker = load_checker()
    trials = [(track.id, trial) for track in tracks for trial in try_out(track, checker)]
    bad = [pair for pair in trials if not pair[1].is_good]
    if as_json:
        print_json({"rendered": len(trials), "failed": [_failed(track_id, trial) for track_id, trial in bad]})
    else:
        for track_id in dict.fromkeys(track_id for track_id, _ in bad):
            failed = [trial for owner, trial in bad if owner == track_id]
            out().print(shown.trials(track_id, failed), soft_wrap=True)
        variants = sum(len(track.variants) for track in tracks)
        say(f"{len(trials)} rendered: {len(tracks)} talk tracks, {variants} variants; {len(bad)} failed.")
    return 1 if bad else 0


def _failed(track_id: str, trial: Trial) -> dict[str, object]:
    return {
        "talk_track": track_id,
        "variant": trial.variant,
        "sample": trial.sample,
        "findings": trial.rendering.findings,
        "words": [words.finding for words in trial.words],
    }


def _library() -> Path:
    """Authors work on the shipped talk tracks where they name no others; what robots use is signed."""
    return resource_folder("talktracks")


def _find(track: str, library: Path | None) -> TalkTrack:
    """:raises InputRefused: no talk track is called so."""
    if track.endswith(".yaml"):
        return load_track(Path(track))
    known = load_library(library or _library())
    found = known.get(track)
    if found is None:
        near = ", ".join(one.id for one in known.search(track)[:5])
        raise InputRefused(
            f"there is no talk track {track}" + (f"; did you mean {near}?" if near else ""),
            code="talktrack.unknown",
        )
    return found


def _task_for(track: TalkTrack, file: Path) -> Task:
    """:raises InputRefused: the list holds no task for the talk track."""
    tasks = read_file(file).tasks
    for task in tasks:
        if task.talk_track == track.id:
            return task
    raise InputRefused(f"{file} holds no task for {track.id}", code="talktrack.no_task")

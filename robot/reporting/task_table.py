"""The table of tasks with their evidence, and the lists of those that wait for somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from robot.domain.outcome import Outcome
from robot.reporting.facts import TaskLine
from robot.reporting.labels import Labels
from robot.reporting.pictures import Album, PictureState, Shown
from robot.reporting.pieces import escaped, paragraph
from robot.reporting.words import channel_words, outcome_words, reason_words, state_words

#: Longer lists are gathered by reason, each naming so many.
_LISTED = 8
_NAMED = 6
#: Digits of a picture's name; the review page finds it by them.
_NAME_DIGITS = 12
_TINTS = {
    Outcome.CONFIRMED: "ok",
    Outcome.UNKNOWN: "bad",
    Outcome.HALTED: "warn",
    Outcome.NEEDS_PERSON: "warn",
    Outcome.PLATFORM_REFUSED: "warn",
}


def pictures_of(lines: Sequence[TaskLine], album: Album) -> dict[str, Shown]:
    """Task id -> its picture."""
    return {line.task_id: album.show(line.evidence) for line in lines if line.evidence}


def waiting_list(lines: Sequence[TaskLine], words: Labels) -> str:
    """Who waits and why, in plain words; many are gathered by their reason."""
    if not lines:
        return paragraph(words("none"), "muted")
    if len(lines) <= _LISTED:
        return f"<ul>{''.join(_waiting(line, words) for line in lines)}</ul>"
    by_reason: dict[str, list[TaskLine]] = {}
    for line in lines:
        by_reason.setdefault(line.reason, []).append(line)
    ordered = sorted(by_reason.items(), key=lambda item: -len(item[1]))
    return f"<ul>{''.join(_gathered(reason, those, words) for reason, those in ordered)}</ul>"


def _gathered(reason: str, lines: Sequence[TaskLine], words: Labels) -> str:
    named = " · ".join(f"{line.customer} {line.task_id}" for line in lines[:_NAMED])
    more = " " + words("more", n=len(lines) - _NAMED) if len(lines) > _NAMED else ""
    why = escaped(reason_words(reason, words.language))
    return f"<li><b>{len(lines)}</b>{why}<small>{escaped(named + more)}</small></li>"


def _waiting(line: TaskLine, words: Labels) -> str:
    about = " · ".join([line.task_id, channel_words(line.channel, words.language), line.strategy])
    detail = f"<small>{escaped(line.detail)}</small>" if line.detail else ""
    why = escaped(reason_words(line.reason, words.language))
    return f"<li><b>{escaped(line.customer)}</b>{why}<small>{escaped(about)}</small>{detail}</li>"


def task_table(lines: Sequence[TaskLine], pictures: Mapping[str, Shown], words: Labels) -> str:
    """All tasks in the order in which they ended."""
    columns = (
        ("time", "t"),
        ("customer", "c"),
        ("channel", "h"),
        ("strategy", ""),
        ("outcome", "o"),
        ("reason", ""),
    )
    heads = "".join(_head(words(key), kind) for key, kind in (*columns, ("evidence", "e")))
    rows = "".join(_row(line, pictures.get(line.task_id), words) for line in lines)
    return f'<table class="tasks"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _head(title: str, kind: str) -> str:
    return f'<th class="{kind}">{escaped(title)}</th>' if kind else f"<th>{escaped(title)}</th>"


def _row(line: TaskLine, picture: Shown | None, words: Labels) -> str:
    language = words.language
    ending = outcome_words(line.outcome, language) if line.outcome else state_words(line.state, language)
    tint = _TINTS.get(Outcome(line.outcome), "") if line.outcome in set(Outcome) else ""
    cells = [
        line.at.strftime("%H:%M:%S") if line.at else "—",
        f"{escaped(line.customer)}<small>{escaped(line.task_id)}</small>",
        escaped(channel_words(line.channel, language)),
        (
            f"{escaped(line.strategy)} · {escaped(words('step', n=line.step))}"
            f"<small>{escaped(line.talk_track)}</small>"
        ),
        f'<span class="outcome">{escaped(ending)}</span>',
        escaped(reason_words(line.reason, language)),
        _picture(picture, words),
    ]
    mark = f' class="{tint}"' if tint else ""
    return f"<tr{mark}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _picture(picture: Shown | None, words: Labels) -> str:
    if picture is None:
        return ""
    if picture.state is PictureState.KEPT:
        return f'<code title="{picture.name}">{picture.name[:_NAME_DIGITS]}</code>'
    if picture.state is PictureState.ERASED:
        return f'<span class="muted">{escaped(words("picture.erased"))}</span>'
    return f'<span class="alarm">{escaped(words(f"picture.{picture.state}"))}</span>'

"""`tandem review`: the supervisor's queue from a terminal; decisions are signed with the supervisor's key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from robot.agent.client import AgentClient
from robot.agent.signing import SupervisorKey
from robot.domain.errors import InputRefused
from robot.domain.review_views import ReviewCard, ReviewFinding, ReviewList, ReviewState
from robot.domain.views import Done
from robot.reporting.words import reason_words
from robot.terminal.options import AsJson
from robot.terminal.printing import out, print_json, say, table, text
from robot.terminal.release_keys import read_passphrase

commands = typer.Typer(no_args_is_help=True, help="Texts that a supervisor looks at.")

_Number = Annotated[int, typer.Argument(help="Number of the review.", min=1)]
_KeyFile = Annotated[Path | None, typer.Option("--key", help="The supervisor's encrypted key file.")]
_Comment = Annotated[str, typer.Option("--comment", help="Kept in the log; no names or card numbers.")]
_STATES = {
    "open": "yellow",
    "escalated": "bold yellow",
    "approved": "green",
    "rejected": "bold red",
    "false_alarm": "dim",
}
_KINDS = {"held_text": "to be sent", "hand_typed": "typed by hand"}


@commands.command("list")
def list_(
    state: Annotated[
        str, typer.Option("--state", help="waiting (default), all, or one of the states.")
    ] = "waiting",
    kind: Annotated[str, typer.Option("--kind", help="held_text or hand_typed.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """The queue, newest first."""
    with AgentClient() as client:
        found: ReviewList = client.call("reviews", state="" if state == "all" else state, kind=kind)
    if as_json:
        print_json(found)
    else:
        out().print(queue(found))


@commands.command("show")
def show(review: _Number, *, as_json: AsJson = False) -> None:
    """One review: the whole text with what the rules object to, and what was decided."""
    with AgentClient() as client:
        card: ReviewCard = client.call("review", review=review)
    if as_json:
        print_json(card)
    else:
        out().print(shown(card))


@commands.command("send")
def send(
    task: Annotated[str, typer.Argument(help="Id of the task.")],
    slot: Annotated[
        list[str] | None, typer.Option("--slot", help="NAME=WORDS of a free slot; may be repeated.")
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help="Key of the variant.")] = "",
    comment: _Comment = "",
) -> None:
    """Put a task's text before a supervisor; the task waits for the decision."""
    slots = dict(_slot(words) for words in slot or [])
    with AgentClient() as client:
        done: Done = client.call(
            "review_send", task_id=task, variant=variant, free_slots=slots, comment=comment
        )
    say(f"Review {done.detail} was opened; the task waits for a supervisor.")


@commands.command("approve")
def approve(
    review: _Number, key: _KeyFile = None, comment: _Comment = "", *, as_json: AsJson = False
) -> None:
    """Let exactly this text go, once; of a hand-typed message: it was in order."""
    _decide(review, ReviewState.APPROVED, key, comment, as_json=as_json)


@commands.command("reject")
def reject(review: _Number, key: _KeyFile = None, comment: _Comment = "", *, as_json: AsJson = False) -> None:
    """It may not be sent, or should not have been; says why."""
    _decide(review, ReviewState.REJECTED, key, comment, as_json=as_json)


@commands.command("false-alarm")
def false_alarm(
    review: _Number, key: _KeyFile = None, comment: _Comment = "", *, as_json: AsJson = False
) -> None:
    """The rule was wrong about it. A text to be sent still needs an approval."""
    _decide(review, ReviewState.FALSE_ALARM, key, comment, as_json=as_json)


@commands.command("escalate")
def escalate(
    review: _Number, key: _KeyFile = None, comment: _Comment = "", *, as_json: AsJson = False
) -> None:
    """Hand it on to somebody else; says why."""
    _decide(review, ReviewState.ESCALATED, key, comment, as_json=as_json)


def _decide(review: int, decision: ReviewState, key: Path | None, comment: str, *, as_json: bool) -> None:
    if key is None:
        raise InputRefused(
            "without a supervisor's key the queue can only be read: give --key FILE; nothing was decided",
            code="review.no_key",
        )
    with AgentClient() as client:
        listed: ReviewList = client.call("reviews", limit=1)
        if listed.read_only_why:
            raise InputRefused(
                f"{reason_words(listed.read_only_why, 'en')}; nothing was decided", code=listed.read_only_why
            )
        card: ReviewCard = client.call("review", review=review)
        opened = SupervisorKey.open(key, read_passphrase("Passphrase of the key: "))
        # What is signed is the text that the agent showed here.
        if not as_json:
            out().print(shown(card))
        made: ReviewCard = client.call(
            "review_decide", **opened.sign(card, decision, comment, listed.signers)
        )
    if as_json:
        print_json(made)
    else:
        say(f"Review {review}: {made.row.state}, signed by {made.row.decided_by}.", "green")


def _slot(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals:
        raise InputRefused(f"{words} is no NAME=WORDS; nothing was sent", code="request.invalid")
    return name.strip(), value


# --- what is printed -------------------------------------------------------------------------------------


def queue(found: ReviewList) -> RenderableType:
    """The rows, with what cannot be done here said above."""
    lines: list[RenderableType] = []
    if found.read_only_why:
        why = reason_words(found.read_only_why, "en")
        lines.append(text(f"Read only: {why}", "yellow"))
    heads = ("no", "opened", "RM", "customer", "kind", "rule", "verdict", "state", "by")
    rows = (
        (
            row.review,
            f"{row.opened_at:%m-%d %H:%M}",
            row.rm_id,
            row.name,
            _KINDS.get(row.kind, row.kind),
            row.rule,
            row.verdict,
            text(row.state, _STATES.get(row.state, "")),
            row.decided_by,
        )
        for row in found.rows
    )
    counts = ", ".join(f"{count} {state}" for state, count in sorted(found.states.items()))
    lines += [table(heads, rows), text(counts or "There are no reviews.")]
    return Group(*lines)


def shown(card: ReviewCard) -> RenderableType:
    """The whole text with the places marked, then why, then what was decided."""
    row = card.row
    head = f"Review {row.review}: {_KINDS.get(row.kind, row.kind)}, {row.state}"
    about = [f"RM {row.rm_id}", row.name, row.task_id, card.site]
    if card.talk_track:
        about.append(f"{card.talk_track} v{card.version} {card.variant}")
    lines: list[RenderableType] = [
        text(head, "bold"),
        text(f"{row.opened_at:%Y-%m-%d %H:%M}  {' · '.join(part for part in about if part)}"),
    ]
    lines += [text(f"  {line.who}: {line.text}", "dim") for line in card.context]
    lines += [text(""), marked(card.text, card.findings), text("")]
    lines += [_finding(card, finding) for finding in card.findings]
    if card.asked_by:
        lines.append(text(f"asked by {card.asked_by}: {card.asked_comment or '-'}"))
    for made in card.decisions:
        doubt = f"  NOT PROVED: {made.doubt}" if made.doubt else ""
        said = f"{made.state} by {made.name} ({made.person}) {made.at:%Y-%m-%d %H:%M}: {made.comment or '-'}"
        lines.append(text(said + doubt, "bold red" if doubt else "green"))
    if card.used_at is not None:
        lines.append(text(f"the text went out {card.used_at:%Y-%m-%d %H:%M}"))
    return Group(*lines)


def marked(whole: str, findings: tuple[ReviewFinding, ...]) -> Text:
    """The text with 【 and 】 around each place, so that it is seen without colour too."""
    opens: dict[int, int] = {}
    closes: dict[int, int] = {}
    for found in findings:
        if found.end > found.start:
            opens[found.start] = opens.get(found.start, 0) + 1
            closes[found.end] = closes.get(found.end, 0) + 1
    parts = [
        "】" * closes.get(at, 0) + "【" * opens.get(at, 0) + (whole[at] if at < len(whole) else "")
        for at in range(len(whole) + 1)
    ]
    return text("".join(parts))


def _finding(card: ReviewCard, found: ReviewFinding) -> Text:
    place = card.text[found.start : found.end]
    better = f"\n    approved wording: {found.replacement}" if found.replacement else ""
    style = "red" if found.verdict == "block" else "yellow"
    return text(
        f"{found.verdict} {found.rule} 【{place}】\n    {found.why}\n    {found.source}{better}", style
    )

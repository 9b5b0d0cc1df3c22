"""What each channel makes of an author's words: its pieces, how they are put together, and its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from robot.domain.task import Channel
from robot.talktracks.track import Part, PartKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelForm:
    """The form of one channel's texts."""

    #: Which key of a variant holds the words: `text`, `steps` or `prompt`.
    container: str
    #: Pieces that must be there.
    required: tuple[PartKind, ...]
    #: Most characters of a rendered text: where the file does not say, and what it may say at most.
    usual_length: int
    longest: int
    #: The words say who writes or calls, by the slots of the relationship manager and the branch.
    names_sender: bool
    #: The customer's name and amounts may be shown; not where they stand on a locked screen.
    shows_person: bool
    #: A link may stand in the author's words.
    allows_links: bool = False


#: WeCom cuts nothing at these lengths; they are what a person reads. A push notice shows about 60 characters.
FORMS: dict[Channel, ChannelForm] = {
    Channel.WECOM: ChannelForm(
        container="text",
        required=(PartKind.TEXT,),
        usual_length=300,
        longest=1000,
        names_sender=True,
        shows_person=True,
    ),
    Channel.PUSH: ChannelForm(
        container="text",
        required=(PartKind.TITLE, PartKind.TEXT),
        usual_length=60,
        longest=60,
        names_sender=False,
        shows_person=False,
    ),
    Channel.PHONE: ChannelForm(
        container="steps",
        required=(
            PartKind.OPENING,
            PartKind.IDENTITY,
            PartKind.PURPOSE,
            PartKind.QUESTIONS,
            PartKind.DISCLOSURES,
            PartKind.OBJECTIONS,
            PartKind.CLOSING,
        ),
        usual_length=1500,
        longest=2000,
        names_sender=True,
        shows_person=True,
    ),
    Channel.COUNTER: ChannelForm(
        container="prompt",
        required=(PartKind.SITUATION, PartKind.SAY, PartKind.DISCLOSURES, PartKind.NEXT),
        usual_length=400,
        longest=500,
        names_sender=False,
        shows_person=True,
    ),
}

#: How the pieces of a script are headed for whoever reads it off.
HEADINGS: dict[PartKind, str] = {
    PartKind.OPENING: "开场",
    PartKind.IDENTITY: "表明身份",
    PartKind.PURPOSE: "说明来意",
    PartKind.QUESTIONS: "提问",
    PartKind.DISCLOSURES: "必须说明",
    PartKind.OBJECTIONS: "异议应答",
    PartKind.CLOSING: "结束",
    PartKind.SITUATION: "客户情况",
    PartKind.SAY: "可以这样说",
    PartKind.NEXT: "下一步",
}
#: Said only if the customer brings it up, so what must be said cannot stand there.
_PERHAPS_SAID = frozenset({PartKind.QUESTIONS, PartKind.OBJECTIONS, PartKind.SITUATION, PartKind.NEXT})


def compose(parts: Sequence[Part]) -> str:
    """The template of a variant: one line a piece; a script's pieces are headed and numbered."""
    lines: list[str] = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        texts = [_voiced(part) for part in group]
        heading = HEADINGS.get(kind)
        if heading is None:
            lines += texts
        elif len(texts) == 1:
            lines.append(f"【{heading}】{texts[0]}")
        else:
            lines += [f"【{heading}】", *texts]
    return "\n".join(lines)


def _voiced(part: Part) -> str:
    if part.kind is not PartKind.OBJECTIONS:
        return part.text
    return f"客户：{part.text}" if is_customers_voice(part) else f"回答：{part.text}"


def is_customers_voice(part: Part) -> bool:
    """Whether the words are what a customer may say; an author does not answer for those."""
    return part.kind is PartKind.OBJECTIONS and part.key.endswith(".says")


def is_always_said(part: Part) -> bool:
    """Whether the customer hears or reads these words whatever they answer."""
    return part.kind not in _PERHAPS_SAID

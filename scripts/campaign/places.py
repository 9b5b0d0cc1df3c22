"""The steps of a message's way at which trouble can come, each before and after it."""

from __future__ import annotations

from campaign.announcing import Place

#: In their order. `open` to `click` happen on the acting page; from `click` on the effect may stand.
STEPS = (
    "policy",
    "begin",
    "open",
    "fill",
    "intend",
    "recheck",
    "click",
    "echo",
    "picture",
    "mark_clicked",
    "witness",
    "resolve",
    "end",
)
#: What comes before the effect.
BEFORE_EFFECT = STEPS[: STEPS.index("click")]


def around(*steps: str) -> tuple[Place, ...]:
    """Before and after each step; of `policy` only before, as nothing lies between it and `begin`."""
    return tuple(
        Place(step=step, moment=moment)
        for step in steps
        for moment in ("before", "after")
        if (step, moment) != ("policy", "after")
    )


def before(*steps: str) -> tuple[Place, ...]:
    """Before each step."""
    return tuple(Place(step=step, moment="before") for step in steps)


EVERYWHERE = around(*STEPS)

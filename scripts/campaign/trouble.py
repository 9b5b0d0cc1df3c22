"""What a trouble is, and the kinds of rows that the table is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from campaign.announcing import Place
from campaign.places import before


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One row of the table."""

    name: str
    #: Which part of the report it belongs to.
    kind: str
    #: A name of `campaign.acts.ACTS`.
    act: str
    places: tuple[Place, ...]
    #: For each parameter of the act its values, of which the episode's seed takes one.
    choices: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    #: The right effect of the troubled task could be had without anybody but a scan of the login code.
    is_possible: bool = True
    #: The same of the two other tasks.
    others_possible: bool = True
    #: The right endings of the troubled task.
    endings: frozenset[str] = frozenset({"confirmed"})
    #: How often it is taken, against the others.
    weight: float = 1.0
    #: The site is one that is entered by scanning a code only.
    is_by_scan: bool = False


#: Endings of a robot that stopped before the effect.
ENDS_BEFORE = frozenset({"halted", "needs_person", "refused"})
#: Endings of a robot that says that something is wrong with the effect.
FLAGGED = frozenset({"unknown"})


def of_site(name: str, at: tuple[Place, ...], weight: float = 1.0, **choices: tuple[Any, ...]) -> Trouble:
    """A fault of the bank's own switchboard after which the right effect is possible."""
    return Trouble(name=name, kind="site", act="site", places=at, choices=choices, weight=weight)


def spoiling(name: str, endings: frozenset[str], **choices: tuple[Any, ...]) -> Trouble:
    """A fault of the bank that ruins the one message; the others go on once a person has settled it."""
    return Trouble(
        name=name,
        kind="site spoils",
        act="site",
        places=before("click"),
        choices=choices,
        is_possible=False,
        endings=endings,
    )


def in_the_way(
    name: str,
    kind: str,
    at: tuple[Place, ...],
    endings: frozenset[str] = ENDS_BEFORE,
    **choices: tuple[Any, ...],
) -> Trouble:
    """Something because of which the robot must not send, or cannot."""
    return Trouble(
        name=name, kind=kind, act="site", places=at, choices=choices, is_possible=False, endings=endings
    )


def misleading(name: str, **choices: tuple[Any, ...]) -> Trouble:
    """The page offers no button that is surely the right one; whoever comes by meanwhile must stop."""
    return Trouble(
        name=name,
        kind="site",
        act="site",
        places=before("open"),
        choices={"lasts_s": (2.0,), **choices},
        is_possible=False,
        others_possible=False,
        endings=frozenset({"halted", "confirmed"}),
    )


def drift(name: str, act: str = "site", **choices: tuple[Any, ...]) -> Trouble:
    """The page looks otherwise and works as before."""
    return Trouble(
        name=name,
        kind="drift",
        act=act,
        places=before("policy"),
        choices={"lasts_s": (60.0,), **choices},
        weight=1.6,
    )

"""The colours of the light and the dark look, and the few sizes that layouts share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """Which colours the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Named colours as `#RRGGBB`; a `_soft` is the ground on which its namesake is written."""

    ground: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    primary: str
    on_primary: str
    primary_hover: str
    info: str
    info_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    danger: str
    on_danger: str
    chip: str
    bar: str
    disabled: str
    on_disabled: str
    inverse: str
    on_inverse: str
    inverse_accent: str


LIGHT = Tokens(
    ground="#F4F6F9",
    surface="#FFFFFF",
    sunken="#FAFBFC",
    line="#E1E5EB",
    text="#151A23",
    muted="#566072",
    primary="#1D5BD6",
    on_primary="#FFFFFF",
    primary_hover="#174BB3",
    info="#1A4FBF",
    info_soft="#E7EFFD",
    ok="#176B3A",
    ok_soft="#E4F5EA",
    warn="#855000",
    warn_soft="#FFF2D4",
    bad="#B3261E",
    bad_soft="#FDEBE9",
    danger="#C0261C",
    on_danger="#FFFFFF",
    chip="#F0F2F6",
    bar="#CBD2DC",
    disabled="#E6E9EE",
    on_disabled="#5F687A",
    inverse="#1A1F29",
    on_inverse="#FFFFFF",
    inverse_accent="#9CC0FF",
)
DARK = Tokens(
    ground="#12151A",
    surface="#1B1F26",
    sunken="#171A20",
    line="#2D333D",
    text="#ECEFF4",
    muted="#A3ABBA",
    primary="#7AA7FF",
    on_primary="#0A1426",
    primary_hover="#96BAFF",
    info="#9ABCFF",
    info_soft="#21304F",
    ok="#6AD596",
    ok_soft="#16301F",
    warn="#F2BF5B",
    warn_soft="#392D10",
    bad="#FF938A",
    bad_soft="#41201F",
    danger="#E5484D",
    on_danger="#14070A",
    chip="#272C35",
    bar="#3D4553",
    disabled="#272C35",
    on_disabled="#9BA4B4",
    inverse="#E8ECF3",
    on_inverse="#151A23",
    inverse_accent="#1A4FBF",
)

#: Pairs of (ink, ground) in which text appears.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "info_soft"),
    ("text", "chip"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("muted", "chip"),
    ("muted", "info_soft"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("info", "info_soft"),
    ("info", "surface"),
    ("ok", "ok_soft"),
    ("ok", "surface"),
    ("warn", "warn_soft"),
    ("warn", "surface"),
    ("bad", "bad_soft"),
    ("bad", "surface"),
    ("bad", "info_soft"),
    ("on_danger", "danger"),
    ("on_disabled", "disabled"),
    ("on_inverse", "inverse"),
    ("inverse_accent", "inverse"),
)

#: Space between parts, in device-independent pixels; everything is a multiple.
SPACE = 4
#: Corner of cards and buttons.
RADIUS = 8
#: Type sizes in points.
BASE_PT = 10.0
SMALL_PT = 9.0
LEAD_PT = 11.5
FIGURE_PT = 13.0
TITLE_PT = 16.0


#: Below this sRGB is linear (WCAG 2).
_KNEE = 0.03928


def contrast(ink: str, ground: str) -> float:
    """The WCAG contrast ratio of two `#RRGGBB` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= _KNEE else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

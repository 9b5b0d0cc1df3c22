"""The words that may leave the bank: approved talk tracks, typed slots, and one way to put them together."""

from robot.domain.purpose import Purpose, Sensitivity
from robot.talktracks.library import Library, load_library
from robot.talktracks.rendering import Rendering, render
from robot.talktracks.track import (
    Slot,
    SlotType,
    TalkTrack,
    TextClass,
    VariantText,
)

__all__ = [
    "Library",
    "Purpose",
    "Rendering",
    "Sensitivity",
    "Slot",
    "SlotType",
    "TalkTrack",
    "TextClass",
    "VariantText",
    "load_library",
    "render",
]

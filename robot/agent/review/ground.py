"""What a release is compared with: the signed one that the agent holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from robot.agent.engine import Engine
from robot.governance import VerifiedRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is in use."""

    #: Path as in a release -> content; nothing where no release can be read with.
    files: Mapping[str, bytes]
    release: VerifiedRelease | None


def ground_of(engine: Engine) -> Ground:
    """What is in use now."""
    release = engine.live.release
    return Ground(files=release.files if release is not None else {}, release=release)

"""What went wrong with a request, as codes that `ui.words` turns into a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The code of a broken or absent line.
UNREACHABLE = "agent.unreachable"
#: The agent's answer or our request did not fit the protocol.
MISMATCH = "protocol.mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error that crossed the line."""

    #: Stable code such as `state.conflict`.
    code: str
    #: The agent's own words, English, for unknown codes.
    message: str = ""
    #: Facts of the error.
    params: dict[str, object] = field(default_factory=dict)

    @property
    def is_unreachable(self) -> bool:
        """Whether nobody answered."""
        return self.code == UNREACHABLE


def fault_of(error: Exception) -> Fault:
    """The fault that an exception of the client stands for."""
    code = getattr(error, "code", None)
    if isinstance(code, str):
        return Fault(code=code, message=str(error), params=dict(getattr(error, "params", {})))
    if isinstance(error, OSError | EOFError):
        return Fault(code=UNREACHABLE, message=str(error))
    return Fault(code=MISMATCH, message=f"{type(error).__name__}: {error}")

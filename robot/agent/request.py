"""What every request of the protocol is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

ShortText = Annotated[str, StringConstraints(max_length=500)]


class Request(BaseModel):
    """Arguments of a verb; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Request):
    """A verb without arguments."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One entry of the allow-list."""

    #: Schema of the arguments.
    request: type[Request]
    #: Type of the answer.
    answer: Any
    #: Answered by the reader process, so that it never delays a send.
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that another process of the agent made ready; it goes to the front as it is."""

    #: JSON of the verb's answer.
    json: bytes

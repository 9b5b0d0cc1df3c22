"""What is wrong with an author's file, and why that matters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with a file, in the author's terms."""

    #: Id of a rule of `author_rules`, or of the checker of words.
    rule: str
    #: The way to the value in the file, such as `variants.0.text`; empty for the file as a whole.
    key: str
    #: What is wrong.
    what: str
    #: What to do, or empty.
    suggestion: str = ""
    #: The very words at fault within the value, or empty.
    mark: str = ""
    #: The file may be used all the same.
    is_warning: bool = False
    #: Why it matters and the law or document behind it, where the rule's own entry does not say it.
    why: str = ""
    source: str = ""

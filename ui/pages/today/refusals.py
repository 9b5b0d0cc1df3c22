"""Why the agent refused an intent: the rule it names says more than the error's own code."""

from __future__ import annotations

from ui.bridge.fault import Fault
from ui.words import sentences


def why_refused(fault: Fault) -> str:
    """The most telling code: the rule or reason of the refusal, one that has a sentence first."""
    told = [str(fault.params[key]) for key in ("rule", "reason") if fault.params.get(key)]
    codes = [*told, fault.code]
    return next((code for code in codes if sentences.is_known(code)), codes[0])

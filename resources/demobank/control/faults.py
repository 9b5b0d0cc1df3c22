"""What is wrong with a site now, and how that is asked, changed and used up."""

from __future__ import annotations

import dataclasses
import random
import time
from typing import Any

from demobank.control.fault_table import ACTIONS, FIELDS, SiteFaults

#: name on the switchboard -> (name of the count, name of the delay), for a fault given as {count, after_ms}
_WITH_DELAY = {"optimistic_reject_next": "optimistic_reject_after_ms"}


class FaultError(ValueError):
    """A fault that does not exist or has a wrong value."""


def _coerced(name: str, value: Any) -> Any:
    field = FIELDS[name]
    default, rules = field.default, field.metadata
    if isinstance(default, bool):
        good = isinstance(value, bool)
    elif isinstance(default, float):
        good = isinstance(value, (int, float)) and 0 <= value <= 1
    elif isinstance(default, int):
        good = isinstance(value, int) and not isinstance(value, bool) and _is_within(value, rules)
    else:
        value = rules.get("if_true", "") if value is True else value or ""
        good = isinstance(value, str) and value in rules.get("choices", (value,))
    if not good:
        raise FaultError(f"{name}: {value!r} is no good value")
    return value


def _is_within(value: int, rules: Any) -> bool:
    return value == 0 or rules.get("least", 0) <= value <= rules.get("most", value)


class Faults:
    """The faults of one site and the questions its pages ask of them."""

    def __init__(self, site: str, seed: int) -> None:
        self.site = site
        self.now = SiteFaults()
        #: change with each pop-up and layer, so that a page shows one only once
        self.popup_serial = int(time.time())
        self.layer_serial = self.popup_serial
        #: grows with every change, so that a page can tell old news from new, even after a restart
        self.version = time.time_ns() // 1000
        self._random = random.Random(f"{seed}-{site}")

    def apply(self, wanted: dict[str, Any]) -> None:
        """Set the given faults, leave the others; raises FaultError and changes nothing if one is wrong."""
        flat: dict[str, Any] = {}
        for name, value in wanted.items():
            if name in _WITH_DELAY and isinstance(value, dict):
                flat[name] = value.get("count", 1)
                flat[_WITH_DELAY[name]] = value.get("after_ms", FIELDS[_WITH_DELAY[name]].default)
            else:
                flat[name] = value
        for name in flat:
            if name not in FIELDS or self.site not in FIELDS[name].metadata["sites"]:
                raise FaultError(f"{name} is no fault of {self.site}")
        self.now = dataclasses.replace(self.now, **{name: _coerced(name, flat[name]) for name in flat})
        self.popup_serial += bool(flat.get("popup"))
        self.layer_serial += bool(flat.get("layer"))
        self.version += 1

    def clear(self) -> None:
        """Everything works again."""
        self.now = SiteFaults()
        self.version += 1

    def take(self, name: str) -> bool:
        """Use up one of a counted fault; true if there was one."""
        left: int = getattr(self.now, name)
        if left <= 0:
            return False
        setattr(self.now, name, left - 1)
        self.version += 1
        return True

    def spring(self, name: str, moment: str) -> bool:
        """Use up a trap that waits for this moment; true if it did."""
        if getattr(self.now, name) != moment:
            return False
        setattr(self.now, name, "")
        self.version += 1
        return True

    def spend(self, name: str) -> bool:
        """Use up what an open page says has happened there; true if it was still on."""
        value = getattr(self.now, name)
        return self.spring(name, value) if isinstance(value, str) and value else self.take(name)

    def delay_s(self, kind: str) -> float:
        """Seconds to wait before a request of this kind is answered."""
        return self.now.delay_ms / 1000 if self.now.delay_on in ("", kind) else 0.0

    def fails(self, kind: str) -> bool:
        """Whether a request of this kind is to be answered with 500."""
        if self.now.fail_on not in ("", kind):
            return False
        return self.take("fail_next") or self._random.random() < self.now.fail_rate

    def cuts(self, kind: str) -> bool:
        """Whether a request of this kind is to end with a cut connection; not counted yet."""
        return self.now.reset_next > 0 and self.now.reset_on in ("", kind)

    def as_json(self) -> dict[str, Any]:
        """The state of this site's own faults."""
        return {
            name: getattr(self.now, name) for name in FIELDS if self.site in FIELDS[name].metadata["sites"]
        }

    def for_page(self) -> dict[str, Any]:
        """What an open page must know, because the fault lives in the page."""
        told = {name: getattr(self.now, name) for name in FIELDS if FIELDS[name].metadata.get("in_page")}
        return told | {
            "version": self.version,
            "popup_serial": self.popup_serial,
            "layer_serial": self.layer_serial,
        }


def describe(site: str) -> dict[str, str]:
    """Name and meaning of each fault and action of a site."""
    told = {name: str(f.metadata["about"]) for name, f in FIELDS.items() if site in f.metadata["sites"]}
    return told | {name: about for name, (sites, about) in ACTIONS.items() if site in sites}

"""The last look before a click is taken in the page itself, at the moment of the click.

Between the robot's own look and its click lie some tens of milliseconds in which a person may type or an
incoming message may switch the chat. So the look leaves a guard in the page: a listener that compares once
more when the event arrives, and stops it if anything is other than it was proved to be.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Error

from robot.sites.page import SitePage
from robot.sites.page_scripts import READ_ONE

#: What a difference means: whose session, whose chat, which text, or the thing that is clicked.
Part = Literal["account", "recipient", "text", "control"]

#: Longer than any click may take; a guard that its robot left behind is dead after it.
_LIFE_MS = 30_000
#: A last look is good for so long, seconds.
_FRESH_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One thing that must still read so when the click arrives."""

    part: Part
    element: str
    #: Read this attribute instead of the text.
    attribute: str = ""
    #: As `robot.sites.wording.as_read` gives it; None if it is only read.
    expected: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the guard saw of the click."""

    #: The first part that differed when an event was stopped; empty if none was.
    blocked: str
    #: Something reached the page's own handlers, or nobody can say.
    may_have_passed: bool
    #: The button went down before the event that was stopped.
    has_begun: bool = False

    @property
    def is_not_made(self) -> bool:
        """Whether the click provably never reached the page."""
        return bool(self.blocked) and not self.may_have_passed


class LastLook:
    """Arms and disarms the guard of one page."""

    def __init__(self, page: SitePage) -> None:
        """One a page; nothing is in the page before the first `arm`."""
        self._page = page
        self._armed_at: float | None = None

    @property
    def is_old(self) -> bool:
        """Whether the last look lies so far back (a sleep, a held step) that it must be taken again."""
        return self._armed_at is None or not 0 <= time.time() - self._armed_at <= _FRESH_S

    async def arm(
        self, watched: Sequence[Watched], control: str, *, by_enter: bool
    ) -> tuple[list[str | None], bool]:
        """Read everything in one trip and, if all is as expected, watch it until the click.

        :param control: what will be clicked, or where Enter will be pressed.
        :returns: the values read, and whether the guard is armed.
        """
        wanted = [(item.element, item.attribute) for item in watched]
        expected = [[item.part, item.expected] for item in watched]
        *values, _, armed = await self._page.look(
            [*wanted, (control, "")], _ARM, [expected, by_enter, _LIFE_MS]
        )
        # The wall clock goes on while the machine sleeps.
        self._armed_at = time.time() if armed == "armed" else None
        return values, armed == "armed"

    async def verdict(self) -> Verdict:
        """What became of the click; the guard is disarmed."""
        self._armed_at = None
        try:
            seen = await self._page.page.evaluate(_DISARM)
        except Error:
            seen = None
        if seen is None:
            # The document that was guarded is gone: a click may have led away from it.
            return Verdict(blocked="", may_have_passed=True)
        passed, blocked, begun = seen
        return Verdict(blocked=blocked, may_have_passed=passed or not blocked, has_begun=begun)

    async def disarm(self) -> None:
        """Leave the page to whoever uses it."""
        await self.verdict()


#: Both begin with a name that no page uses.
_NAME = "const name = Symbol.for('tandem.last-look');"
_DISARM = f"""() => {{
    {_NAME}
    const guard = window[name];
    const state = guard && guard.state;
    if (guard) guard.state = null;
    if (!state) return null;
    // A button does its work at the click. Only a box that reads otherwise, or a button that changed, after
    // the button went down could mean that this page did it earlier.
    const mayBeDone = state.begun && (state.blocked === 'text' || state.blocked === 'control');
    return [state.passed || mayBeDone, state.blocked, state.begun];
}}"""
#: Texts are compared as `as_read` gives them; its outer blanks are Python's, which JavaScript's trim misses.
_BLANKS = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_ARM = (
    """([wanted, expected, byEnter, life]) => {
    """
    + _NAME
    + """
    const read = """
    + READ_ONE
    + """;
    const outer = /^"""
    + f"{_BLANKS}|{_BLANKS}"
    + r"""$/g;
    const plain = (text) => text.normalize('NFC').replaceAll('\xa0', ' ')
        .replace(/\r\n?/g, '\n').replace(outer, '');
    const BEGINNINGS = ['pointerdown', 'mousedown', 'touchstart', 'pointerup', 'mouseup', 'touchend'];
    const isShown = (element) => element.isConnected && element.getClientRects().length > 0;
    const label = (element) => `${element.getAttribute('aria-label') ?? ''}\n${element.innerText}`;

    function differing(state) {
        for (const [index, [part, text]] of state.expected.entries()) {
            if (text === null) continue;
            const value = read(state.wanted[index]);
            if (typeof value !== 'string') return part;
            const seen = plain(value);
            // Sent already by the first event of the gesture: an empty box sends nothing more.
            const isSent = part === 'text' && (state.begun || state.passed) && seen === '';
            if (seen !== text && !isSent) return part;
        }
        return isLost(state) ? 'control' : '';
    }
    function isLost(state) {
        return !isShown(state.control) || (!state.byEnter && label(state.control) !== state.label);
    }
    function concerns(state, event, isKey) {
        const path = event.composedPath();
        const isOn = path.includes(state.control)
            || (event.type === 'submit' && event.target.contains(state.control));
        if (!state.byEnter) return isOn || (!isKey && isLost(state));
        return (isKey || event.type === 'submit') && (isOn || isLost(state));
    }
    function on(event) {
        const { state } = guard;
        if (!state || performance.now() > state.ends) return;
        const isKey = event.type.startsWith('key');
        if (isKey && event.key !== 'Enter' && (event.key !== ' ' || state.byEnter)) return;
        const isBreak = isKey && (event.shiftKey || event.isComposing);
        if (isBreak) return;
        if (isKey && !state.byEnter && event.composedPath().includes(state.box)) {
            // A person sends by hand what the robot was about to send: theirs to do, but then it is done.
            if (event.type === 'keydown' && !differing(state)) state.passed = state.spent = true;
            return;
        }
        if (!concerns(state, event, isKey)) return;
        const why = state.spent && event.type !== 'submit' ? 'text' : differing(state);
        if (why) {
            event.preventDefault();
            event.stopImmediatePropagation();
            state.blocked ||= why;
            return;
        }
        if (BEGINNINGS.includes(event.type)) state.begun = true;
        else state.passed = true;
        // One click and no second one; what its own default action brings may follow.
        if (event.type === (state.byEnter ? 'keyup' : 'click')) state.spent = true;
    }
    let guard = window[name];
    if (!guard) {
        guard = { state: null };
        Object.defineProperty(window, name, { value: guard });
        for (const type of [...BEGINNINGS, 'click', 'keydown', 'keypress', 'keyup', 'submit']) {
            window.addEventListener(type, on, { capture: true, passive: false });
        }
    }
    const values = wanted.map(read);
    const control = wanted.at(-1)[0];
    const box = wanted[expected.findIndex(([part]) => part === 'text')]?.[0];
    const state = {
        wanted, expected, byEnter, control, box, label: control && label(control),
        ends: performance.now() + life, begun: false, passed: false, blocked: '', spent: false,
    };
    guard.state = control && box && !differing(state) ? state : null;
    return [...values, guard.state ? 'armed' : ''];
}"""
)

"""The one press that sends: a button that is covered is waited for, but never beyond a stop or a sleep."""

from __future__ import annotations

from collections.abc import Callable

from playwright.async_api import Error

from robot.domain.errors import NotClicked, SiteFault
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal
from robot.sites.kept import click_kept, press_kept
from robot.sites.last_look import LastLook, Verdict
from robot.sites.page import SitePage
from robot.sites.profile import Chat

#: A covered or disabled button is waited for so often, so long each time, milliseconds.
_WAITS, _WAIT_MS = 7, 400
#: What a difference at the moment of the click means.
_BLOCKED = {
    "account": Reason.WRONG_ACCOUNT,
    "recipient": Reason.RECIPIENT_MISMATCH,
    "text": Reason.READ_BACK_DIFFERS,
    "control": Reason.PAGE_CHANGED,
}


async def press(
    page: SitePage, chat: Chat, last_look: LastLook, is_stopped: Callable[[], bool]
) -> Exception | None:
    """Click the button that was kept, or press Enter; what went wrong, or None.

    :returns: a `ChannelRefusal` or `NotClicked` if it was provably not done; after any other it may be.
    """
    fault: Exception | None = None
    for _wait in range(_WAITS):
        if is_stopped():
            return ChannelRefusal(Reason.STOPPED, "the kill switch is engaged")
        if last_look.is_old:
            # What the rules say may be another thing by now, so to look at the page again is not enough.
            return ChannelRefusal(Reason.PAGE_CHANGED, "the last look lies too far back")
        try:
            if chat.send:
                await click_kept(page, chat.send, patience_ms=_WAIT_MS)
            else:
                await press_kept(page, chat.composer, "Enter")
        except NotClicked as err:
            fault = err
        except (SiteFault, Error) as err:
            return err
        else:
            return None
    return fault


def stopped_by(verdict: Verdict) -> ChannelRefusal:
    """Why the page's guard let nothing through."""
    return ChannelRefusal(
        _BLOCKED[verdict.blocked], f"the {verdict.blocked} changed at the moment of the click"
    )

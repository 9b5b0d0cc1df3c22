"""One tree of errors, so that every front can tell a person what failed, what was kept and what to do.

    TandemError
    ├── InputRefused          a file, row or reply from outside does not fit; nothing was changed
    ├── NotPermitted          a rule or the kill switch says no
    ├── EnvironmentFault      the machine lacks something; carries how to mend it
    │   ├── JournalUnwritable     the log cannot be written, so nothing is done
    │   └── AgentUnreachable      no agent answers on this workstation
    ├── SiteFault             a page did not behave as its profile says
    │   ├── ElementMissing
    │   ├── ElementAmbiguous
    │   ├── NotClicked            the element was there and provably was not clicked
    │   ├── LoginNeeded
    │   ├── WrongAccount
    │   └── SiteUnreachable
    └── StateConflict         the thing asked for is no longer possible (already sent, already undone)

An error carries a stable ``code`` and parameters. Words for people are chosen by the front ends.
"""

from __future__ import annotations


class TandemError(Exception):
    """Something failed that a person should be told about."""

    code = "tandem.error"

    def __init__(self, message: str = "", *, code: str | None = None, **params: object) -> None:
        """:param message: what failed, what was kept and what to do, in plain English."""
        super().__init__(message or self.__class__.__doc__ or self.code)
        if code is not None:
            self.code = code
        self.params: dict[str, object] = params


class InputRefused(TandemError):
    """What came from outside does not fit; nothing was changed."""

    code = "input.refused"


class NotPermitted(TandemError):
    """A rule or the kill switch says no."""

    code = "permit.denied"


class EnvironmentFault(TandemError):
    """The machine lacks something that is needed."""

    code = "environment.fault"


class JournalUnwritable(EnvironmentFault):
    """The journal cannot be written, so nothing is done."""

    code = "journal.unwritable"


class AgentUnreachable(EnvironmentFault):
    """No agent answers on this workstation; start it with `tandem agent`."""

    code = "agent.unreachable"


class SiteFault(TandemError):
    """A page did not behave as its profile says."""

    code = "site.fault"


class ElementMissing(SiteFault):
    """No locator of a named element matches the page."""

    code = "site.element_missing"


class ElementAmbiguous(SiteFault):
    """A named element that must be one matches several."""

    code = "site.element_ambiguous"


class NotClicked(SiteFault):
    """The element was there and provably was not clicked."""

    code = "site.not_clicked"


class LoginNeeded(SiteFault):
    """The site wants a login that the robot cannot complete."""

    code = "site.login_needed"


class WrongAccount(SiteFault):
    """The session belongs to another employee."""

    code = "site.wrong_account"


class SiteUnreachable(SiteFault):
    """The site did not answer in time."""

    code = "site.unreachable"


class StateConflict(TandemError):
    """The thing asked for is no longer possible."""

    code = "state.conflict"

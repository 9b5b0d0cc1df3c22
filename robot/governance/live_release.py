"""The release that the agent holds: loaded once, asked before every use, and never better than it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock

from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.verifier import ReleaseVerifier, VerifiedRelease


class LiveRelease:
    """What the engine asks for words and rules, and whether it may still send with them.

    Another release in the folder is never taken up: its sites and words would meet those of the one before.
    """

    def __init__(
        self,
        verifier: ReleaseVerifier,
        folder: Path,
        today: Callable[[], date],
        *,
        use: Callable[[VerifiedRelease], None] = lambda _release: None,
    ) -> None:
        """Load the release. One whose time is over is held for reading only, a bad one not at all.

        :param today: the business date by the agent's clock.
        :param use: makes of it what is worked with, once. If it raises `ReleaseRefused`, nothing can be made
            of it: it is not held, and not remembered, so that the version before can be put back.
        :raises JournalUnwritable: it could not be remembered, so it is not used.
        """
        self._verifier, self._folder, self._today, self._use = verifier, folder, today, use
        self._one_look = Lock()
        self._is_accepted = False
        #: What lay there cannot be worked with, whatever its signatures say.
        self._is_useless = False
        self._refusal: ReleaseRefused | None = None
        self._release = self._load()

    @property
    def release(self) -> VerifiedRelease | None:
        """What may be read with, if anything may."""
        return self._release

    @property
    def refusal(self) -> ReleaseRefused | None:
        """Why nothing may be sent, as of the last look; None while it may."""
        return self._refusal

    def look(self) -> ReleaseRefused | None:
        """Look again, and return why nothing may be sent; None if it may.

        Takes a few milliseconds; callable from any thread.

        :raises JournalUnwritable: a release that is good again could not be remembered.
        """
        with self._one_look:
            if not self._is_useless:
                try:
                    self._examine()
                except ReleaseRefused as err:
                    self._refusal = err
                else:
                    self._refusal = None
            return self._refusal

    def require(self) -> VerifiedRelease:
        """The release, for one use.

        :raises ReleaseRefused: it may not be used any more, or none is held.
        """
        refusal = self.look()
        if refusal is not None:
            raise refusal
        assert self._release is not None  # noqa: S101 - or it would have been refused
        return self._release

    def _examine(self) -> None:
        today = self._today()
        if self._release is None:
            found = self._verifier.examine(self._folder, today)
            raise found.refusal or ReleaseRefused(
                Refusal.ALTERED, "a good release was installed after the agent's start", is_replaced=True
            )
        self._release.still_good(today)
        if not self._is_accepted:
            # Held for reading until now, such as by a clock that stood wrong.
            self._verifier.accept(self._release)
            self._is_accepted = True

    def _load(self) -> VerifiedRelease | None:
        release = self._verified()
        if release is None:
            return None
        try:
            self._use(release)
        except ReleaseRefused as err:
            self._refusal, self._is_useless = err, True
            return None
        if self._refusal is None:
            self._verifier.accept(release)
            self._is_accepted = True
        return release

    def _verified(self) -> VerifiedRelease | None:
        try:
            return self._verifier.verified(self._folder, self._today())
        except ReleaseRefused as err:
            self._refusal = err
        try:
            return self._verifier.load_for_reading(self._folder, self._today())
        except ReleaseRefused:
            return None

"""Loads a release only if every check passes, and checks it again at every use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from robot.governance.examination import Examination
from robot.governance.manifest import Manifest
from robot.governance.memory import Numbered, SeenRelease, VersionMemory
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.signers import SignedBy
from robot.governance.trust import TrustPlace


class ReleaseVerifier:
    """Knows the keys and what was accepted before."""

    def __init__(self, trust: TrustPlace, memory: VersionMemory, *, product_version: str) -> None:
        """:param trust: the system's; only a demonstration's or a test's composition root passes another.

        :param product_version: Tandem's own, such as `0.1.0`.
        """
        self._trust, self._memory, self._product_version = trust, memory, product_version

    def examine(self, folder: Path, today: date) -> Examination:
        """Make every check and change nothing; never raises `ReleaseRefused`."""
        examination = Examination(
            folder=folder,
            day=max(today, self._memory.last_day() or today),
            trust=self._trust,
            memory=self._memory,
            product_version=self._product_version,
        )
        examination.run()
        return examination

    def load(self, folder: Path, today: date) -> VerifiedRelease:
        """The release, with all of its files in memory; it is remembered as accepted.

        :param today: the business date.
        :raises ReleaseRefused: the first check that failed; nothing of the release is used then.
        :raises JournalUnwritable: it could not be remembered, so it is not used.
        """
        release = self.verified(folder, today)
        self.accept(release)
        return release

    def verified(self, folder: Path, today: date) -> VerifiedRelease:
        """As `load`, and not remembered yet: whoever finds that it can be worked with calls `accept`.

        :raises ReleaseRefused: as `load`.
        """
        examination = self.examine(folder, today)
        self._note_numbers(examination)
        if examination.refusal is not None:
            raise examination.refusal
        return self._release(examination)

    def accept(self, release: VerifiedRelease) -> None:
        """Remember that a good release is in use.

        :raises JournalUnwritable: it could not be remembered, so it must not be used.
        """
        self._memory.remember(
            SeenRelease(
                version=release.manifest.version,
                release_id=release.manifest.release_id,
                manifest_sha256=release.manifest_sha256,
            )
        )

    def load_for_reading(self, folder: Path, today: date) -> VerifiedRelease:
        """As `load`, and also a release whose time is over: to read and report with, never to send.

        Its `still_good` refuses.

        :raises ReleaseRefused: content or signatures are not good.
        """
        examination = self.examine(folder, today)
        self._note_numbers(examination)
        if not examination.is_readable and examination.refusal is not None:
            raise examination.refusal
        return self._release(examination)

    def refuse_unless_good(self, release: VerifiedRelease, today: date) -> None:
        """See `VerifiedRelease.still_good`."""
        examination = self.examine(release.folder, today)
        self._note_numbers(examination)
        if examination.refusal is not None:
            raise examination.refusal
        if examination.manifest_sha256 != release.manifest_sha256:
            found = examination.manifest.version if examination.manifest else "?"
            raise ReleaseRefused(
                Refusal.ALTERED,
                f"version {release.manifest.version} of the release was replaced by version {found}",
                is_replaced=True,
            )

    def _release(self, examination: Examination) -> VerifiedRelease:
        manifest = examination.manifest
        assert manifest is not None  # noqa: S101 - every check passed
        return VerifiedRelease(
            manifest=manifest,
            manifest_sha256=examination.manifest_sha256,
            files=examination.files,
            signers=examination.signers,
            folder=examination.folder,
            _verifier=self,
        )

    def _note_numbers(self, examination: Examination) -> None:
        authority = examination.authority
        if authority is None:
            return
        for document, number in (
            (Numbered.ROLES, authority.roles.version),
            (Numbered.REVOCATIONS, authority.revocations.serial),
        ):
            if number > self._memory.number(document):
                self._memory.raise_number(document, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedRelease:
    """A release as it was when it was checked; whoever parses its files parses these bytes and no others."""

    manifest: Manifest
    #: Hex SHA-256 of the manifest's bytes; names the release in every decision of the journal.
    manifest_sha256: str
    #: Path -> content; cannot be changed.
    files: Mapping[str, bytes]
    signers: tuple[SignedBy, ...]
    folder: Path
    _verifier: ReleaseVerifier = field(repr=False)

    def read(self, path: str) -> bytes:
        """A file's content.

        :raises ReleaseRefused: `release.not_found`, if the release holds no such file.
        """
        content = self.files.get(path)
        if content is None:
            raise ReleaseRefused(Refusal.NOT_FOUND, self.folder / path)
        return content

    def part(self, name: str) -> dict[str, bytes]:
        """The files of one part, such as `talktracks`: path within it -> content, sorted."""
        prefix = f"{name}/"
        return {
            path.removeprefix(prefix): content
            for path, content in sorted(self.files.items())
            if path.startswith(prefix)
        }

    def still_good(self, today: date) -> None:
        """Look again at everything: the files on disk byte for byte, signatures, roles, revocations, expiry.

        Takes a few milliseconds; called before every use.

        :param today: the business date.
        :raises ReleaseRefused: it may not be used any more.
        """
        self._verifier.refuse_unless_good(self, today)

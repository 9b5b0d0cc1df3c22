"""A release as its approver sees it before signing: who, what changes, for whom, and what lint says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from robot.domain.views import Finding, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerView:
    """A signature that lies with a release."""

    #: `author` or `compliance`.
    side: str
    #: Id in the role document.
    person: str
    #: The person's name; empty where it was not checked.
    name: str
    signed_at: datetime
    #: False where the role document could not be asked whether the signature fits.
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check of a release on this workstation."""

    name: str
    #: `ok`, `failed` or `not_looked_at`.
    state: str
    #: A refusal's code, or empty.
    code: str
    #: What was found, in the terminal's words.
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What the manifest and the signatures say."""

    folder: str
    release_id: str
    version: int
    created_at: datetime
    #: The last day on which it may be used.
    expires_on: date
    minimum_product: str
    #: Whoever the talk tracks name as their authors.
    authors: tuple[str, ...]
    files: int
    #: Bytes of all files.
    size: int
    #: Hex.
    manifest_sha256: str
    signers: tuple[SignerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Words that share one fate."""

    #: `same`, `removed` or `added`.
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackField:
    """One thing that differs in a talk track."""

    #: `words`, `slot`, `rule`, `validity` or `about`.
    subject: str
    #: Dotted key in the file; variants by their own key.
    key: str
    before: str
    after: str
    #: Word by word, for words only.
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """One variant rendered for an invented customer."""

    variant: str
    label: str
    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]
    #: Characters allowed.
    max_length: int

    @property
    def text(self) -> str:
        """The text as it would be sent."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChange:
    """One talk track that is added, removed or changed."""

    id: str
    title: str
    channel: str
    product_line: str
    #: `added`, `removed` or `changed`.
    kind: str
    old_version: int | None
    new_version: int | None
    #: False: it was changed under its old version number.
    is_version_raised: bool
    fields: tuple[TrackField, ...]
    #: As it will read; as it read, where it is removed. Empty where the file cannot be used.
    examples: tuple[ExampleView, ...]
    #: Open tasks of today's list that name it, and how many customers those are.
    tasks: int
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One value of a file that differs."""

    #: Dotted, such as `quiet_hours.allowed_from`; `[]` stands for an item of a list.
    key: str
    before: str
    after: str
    #: Word by word where both sides are long.
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file beside the talk tracks that differs."""

    path: str
    #: `lexicons`, `policy`, `profiles` or `strategies`.
    part: str
    #: `added`, `removed` or `changed`.
    kind: str
    rows: tuple[RowChange, ...]
    #: How many rows more there are than are shown.
    rows_left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRow:
    """One fault that lint tells of."""

    #: Path within the release.
    file: str
    #: Counted from 1; the column and the length in characters.
    line: int
    column: int
    length: int
    #: `error` or `warning`.
    severity: str
    rule: str
    what: str
    why: str
    source: str
    suggestion: str
    #: The line as it stands in the file.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Who gets other words than before: open tasks of today's list whose talk track differs."""

    tier: str
    product_line: str
    customers: int
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseReview:
    """One candidate against what is in use."""

    candidate: ReleaseFacts
    #: None where no signed release is in use; then the workstation's own files are compared with.
    in_use: ReleaseFacts | None
    checks: tuple[CheckView, ...]
    #: The first check that refuses, as a code; empty where the release may be used as it is.
    refusal: str
    tracks: tuple[TrackChange, ...]
    #: Talk tracks of the candidate in all.
    tracks_in_all: int
    #: Why the talk tracks could not be compared, in the tool's words; empty where they were.
    not_compared: str
    files: tuple[FileChange, ...]
    lint: tuple[LintRow, ...]
    #: Files that lint read.
    lint_files: int
    touched: tuple[Touched, ...]
    #: Open tasks of today's list in all, and their customers.
    tasks_in_all: int
    customers_in_all: int
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSigned:
    """A signature that was made."""

    side: str
    person: str
    name: str
    release_id: str
    version: int
    manifest_sha256: str

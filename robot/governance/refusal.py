"""Why a release is not used: one code for each cause, and a sentence that says what to do."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from robot.domain.errors import TandemError


class Refusal(StrEnum):
    """Stable codes; the fronts have words of their own for them."""

    #: No folder, no manifest, or a file that the product asked for is not in it.
    NOT_FOUND = "release.not_found"
    #: More or larger files than any release has; nothing was read further.
    TOO_LARGE = "release.too_large"
    #: The manifest or a signature is not the one strict spelling of what it says.
    MALFORMED = "release.malformed"
    #: A file on disk differs from what was signed, is missing, or was added.
    ALTERED = "release.altered"
    #: One of the two signatures is missing.
    UNSIGNED = "release.unsigned"
    SIGNATURE_BAD = "release.signature_bad"
    #: The key is nobody's in the role document.
    KEY_UNKNOWN = "release.key_unknown"
    KEY_EXPIRED = "release.key_expired"
    KEY_REVOKED = "release.key_revoked"
    #: Both signatures are one person's, or an approver's own words are in it.
    ONE_PERSON = "release.one_person"
    ROLE_MISSING = "release.role_missing"
    ROLE_EXPIRED = "release.role_expired"
    EXPIRED = "release.expired"
    #: The clock stands before the day on which the release was made.
    CLOCK_BEHIND = "release.clock_behind"
    REVOKED = "release.revoked"
    #: The list of revocations is unreadable, unsigned, missing or older than one seen before.
    REVOCATIONS_BAD = "release.revocations_bad"
    #: An older version than one accepted before, and no order to go back to it.
    OLDER = "release.older"
    #: The same version with other content.
    VERSION_REUSED = "release.version_reused"
    #: The order to go back cannot be used.
    ROLLBACK_BAD = "release.rollback_bad"
    #: Made for a newer Tandem.
    PRODUCT_TOO_OLD = "release.product_too_old"
    #: The folder of keys and roles is not there, or not complete.
    TRUST_MISSING = "release.trust_missing"
    #: This account could change the keys.
    TRUST_WRITABLE = "release.trust_writable"
    #: The role document is unreadable, unsigned, or older than one seen before.
    ROLES_BAD = "release.roles_bad"
    #: The role document gives one person two duties that must be apart.
    ROLES_CONFLICT = "release.roles_conflict"
    #: A private key that cannot be opened or written.
    KEY_UNUSABLE = "release.key_unusable"


_AGAIN = "install the signed release again"
#: The fact, and what to do about it; "nothing is sent or changed" stands between them.
_SENTENCES: MappingProxyType[Refusal, tuple[str, str]] = MappingProxyType(
    {
        Refusal.NOT_FOUND: ("there is no release at {what}", "install the signed release there"),
        Refusal.TOO_LARGE: ("the release holds {what}", _AGAIN),
        Refusal.MALFORMED: ("{what}", _AGAIN),
        Refusal.ALTERED: ("the release differs from what was signed: {what}", _AGAIN),
        Refusal.UNSIGNED: (
            "the release lacks the signature of {what}",
            "have it signed with `tandem release sign`",
        ),
        Refusal.SIGNATURE_BAD: ("the signature {what} does not fit", _AGAIN),
        Refusal.KEY_UNKNOWN: (
            "the signature {what} was made with a key that the role document does not name",
            "have somebody sign whom it names",
        ),
        Refusal.KEY_EXPIRED: ("{what}", "have it signed with a valid key"),
        Refusal.KEY_REVOKED: ("the key {what} was revoked", "have it signed with another key"),
        Refusal.ONE_PERSON: ("{what}", "it needs another person, with a key of their own"),
        Refusal.ROLE_MISSING: ("{what}", "it needs somebody who holds the role"),
        Refusal.ROLE_EXPIRED: ("{what}", "it needs somebody who holds the role then"),
        Refusal.EXPIRED: ("the release expired, its last day was {what}", "install the next release"),
        Refusal.CLOCK_BEHIND: (
            "the clock stands before {what}, the day on which the release was made",
            "set the clock right",
        ),
        Refusal.REVOKED: ("{what} was revoked", "install the release that replaces it"),
        Refusal.REVOCATIONS_BAD: (
            "the list of revocations cannot be used: {what}",
            "an administrator must install the newest signed list",
        ),
        Refusal.OLDER: (
            "{what}",
            "install the newest release, or have an order signed with `tandem release rollback`",
        ),
        Refusal.VERSION_REUSED: (
            "version {what} was accepted before with other content",
            "build the release again with a higher version",
        ),
        Refusal.ROLLBACK_BAD: (
            "the order to go back cannot be used: {what}",
            "have it signed anew with `tandem release rollback`, or remove it",
        ),
        Refusal.PRODUCT_TOO_OLD: ("the release wants Tandem {what} or newer", "update Tandem"),
        Refusal.TRUST_MISSING: ("keys and roles are missing: {what}", "an administrator must install them"),
        Refusal.TRUST_WRITABLE: (
            "the keys are not protected: {what}",
            "run the robot under an ordinary account, and let only an administrator write there",
        ),
        Refusal.ROLES_BAD: (
            "the role document cannot be used: {what}",
            "an administrator must install the newest one, signed with both root keys",
        ),
        Refusal.ROLES_CONFLICT: (
            "the role document gives two duties that must be apart: {what}",
            "correct it, and sign it with both root keys",
        ),
        Refusal.KEY_UNUSABLE: ("{what}", "give the right key file and passphrase"),
    }
)
#: Of `ALTERED`, where what was put in its place is good.
_REPLACED = ("{what}", "restart the agent to use it")


class ReleaseRefused(TandemError):
    """The release is not used, and nothing is sent; `code` is one of `Refusal`."""

    code = "release.refused"

    def __init__(self, reason: Refusal, what: object, *, is_replaced: bool = False) -> None:
        """:param what: the fact that the sentence is about.

        :param is_replaced: a good release lies there, and not the one that is held.
        """
        fact, remedy = _REPLACED if is_replaced else _SENTENCES[reason]
        # A file's name may be no text at all, and this goes into the journal.
        what = str(what).encode("utf-8", "backslashreplace").decode()
        # Not `format`: the fact may hold braces of its own.
        said = f"{fact.replace('{what}', what)}; nothing is sent or changed: {remedy}"
        super().__init__(said, code=reason.value, what=what)
        self.reason = reason

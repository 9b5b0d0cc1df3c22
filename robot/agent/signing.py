"""A supervisor's key, opened in the front that asks for it: the agent gets signatures and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from robot.domain.errors import InputRefused
from robot.domain.log_views import LogSignIn
from robot.domain.review_views import ReviewCard, ReviewState
from robot.governance.private_keys import SigningKey, open_key
from robot.governance.review_decisions import ReviewDecision, sign_decision, text_hash
from robot.governance.reviewer_sessions import ReviewerSession, sign_session


class SupervisorKey:
    """An opened key, held in memory for as long as the front wants; shows nothing but its public half."""

    def __init__(self, key: SigningKey) -> None:
        """:param key: opened from its file."""
        self._key = key

    @classmethod
    def open(cls, path: Path, passphrase: str) -> SupervisorKey:
        """Open a key file.

        :raises ReleaseRefused: `release.key_unusable`, if file or passphrase are not right.
        """
        return cls(open_key(path, passphrase))

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 of the public key."""
        return self._key.public.fingerprint

    def person(self, signers: Mapping[str, str]) -> str:
        """Whose key it is.

        :param signers: supervisors by key, as the agent reads them from the signed role document.
        :raises InputRefused: nobody's who may decide.
        """
        found = signers.get(self.fingerprint)
        if found is None:
            raise InputRefused(
                f"the key {self.fingerprint[:16]} is no supervisor's in the role document; nothing was"
                " decided",
                code="review.key_no_supervisor",
            )
        return found

    def sign(
        self, card: ReviewCard, decision: ReviewState, comment: str, signers: Mapping[str, str]
    ) -> dict[str, object]:
        """Arguments of `review_decide`: a signature over the text as it was shown, and nothing else.

        :raises InputRefused: it is no supervisor's key.
        """
        about = ReviewDecision.model_validate(
            {
                "review": card.row.review,
                "nonce": card.nonce,
                "subject": card.subject,
                "text": text_hash(card.text),
                "decision": decision.value,
                "comment": comment,
            }
        )
        signature = sign_decision(about, self._key, person=self.person(signers), signed_at=card.now)
        return {
            "review": card.row.review,
            "decision": decision.value,
            "comment": comment,
            "signature": signature.encode().decode(),
        }

    def sign_in(self, question: LogSignIn) -> str:
        """The answer to a reviewer's sign-in.

        :raises InputRefused: it is no reviewer's key.
        """
        found = question.signers.get(self.fingerprint)
        if found is None:
            raise InputRefused(
                f"the key {self.fingerprint[:16]} is no reviewer's in the role document; nobody is signed in",
                code="log.key_no_reviewer",
            )
        session = ReviewerSession.model_validate_json(question.asked)
        return sign_session(session, self._key, person=found, signed_at=question.now).encode().decode()

    def __repr__(self) -> str:
        return f"SupervisorKey({self.fingerprint[:16]})"

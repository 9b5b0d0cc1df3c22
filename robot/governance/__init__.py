"""Signed releases: nothing is sent with words or rules that two people did not sign, and that still hold."""

from robot.governance.examination import READABLE, Check, CheckState, Examination
from robot.governance.live_release import LiveRelease
from robot.governance.memory import ForgetfulMemory, Numbered, SeenRelease, VersionMemory
from robot.governance.protection import trust_is_protected
from robot.governance.refusal import Refusal, ReleaseRefused
from robot.governance.roles import Role, refuse_self_review
from robot.governance.signatures import Side
from robot.governance.trust import TrustPlace
from robot.governance.verifier import ReleaseVerifier, VerifiedRelease

__all__ = [
    "READABLE",
    "Check",
    "CheckState",
    "Examination",
    "ForgetfulMemory",
    "LiveRelease",
    "Numbered",
    "Refusal",
    "ReleaseRefused",
    "ReleaseVerifier",
    "Role",
    "SeenRelease",
    "Side",
    "TrustPlace",
    "VerifiedRelease",
    "VersionMemory",
    "refuse_self_review",
    "trust_is_protected",
]

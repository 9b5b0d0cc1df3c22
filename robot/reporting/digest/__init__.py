"""The morning's page: what the last run brought, what needs the RM, and whether the record is whole."""

from robot.reporting.digest.context import DigestContext
from robot.reporting.digest.gathering import gather_digest, run_to_report
from robot.reporting.digest.labels import DigestLabels
from robot.reporting.digest.needs import act_for
from robot.reporting.digest.page import digest_page
from robot.reporting.digest.verdict import failed

__all__ = [
    "DigestContext",
    "DigestLabels",
    "act_for",
    "digest_page",
    "failed",
    "gather_digest",
    "run_to_report",
]

"""The printed side of the robot: one page that says what a day brought, and the words it is said in."""

from robot.reporting.day_report import day_report
from robot.reporting.document import write_page
from robot.reporting.integrity import check_integrity

__all__ = ["check_integrity", "day_report", "write_page"]

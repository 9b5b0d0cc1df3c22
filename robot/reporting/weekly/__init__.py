"""The supervisor's page of a week: is the log whole, what stood out, and what does the review prove."""

from robot.reporting.weekly.gathering import gather_week
from robot.reporting.weekly.page import week_page

__all__ = ["gather_week", "week_page"]

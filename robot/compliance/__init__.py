"""The check of words: what may not be said to a customer, however it is written."""

from robot.compliance.checker import Checker
from robot.compliance.loading import load_checker, shipped_folder
from robot.compliance.verdict import Checked, Verdict, WordFinding

__all__ = ["Checked", "Checker", "Verdict", "WordFinding", "load_checker", "shipped_folder"]

"""Reading and validating the day's task list: pure readers, and the folder it is dropped in."""

from robot.tasklist.columns import COLUMNS, Column
from robot.tasklist.files import read_file
from robot.tasklist.http_source import HttpSource, fetch
from robot.tasklist.inbox import Stamp, leave_receipt, move_to_done, move_to_refused, ready_files
from robot.tasklist.limits import DEFAULT_LIMITS, Limits
from robot.tasklist.result import SetAside, TaskList

__all__ = [
    "COLUMNS",
    "DEFAULT_LIMITS",
    "Column",
    "HttpSource",
    "Limits",
    "SetAside",
    "Stamp",
    "TaskList",
    "fetch",
    "leave_receipt",
    "move_to_done",
    "move_to_refused",
    "read_file",
    "ready_files",
]

"""The fake agent with a long log in a process of its own, for measuring the window."""

from __future__ import annotations

import sys
from pathlib import Path

from robot.agent.endpoint import Home
from robot.journal.data_keys import DataKeys
from tests.ui.fake_agent import FakeAgent
from tests.ui.read_log import ReaderAgent


def main() -> None:
    """Answer at the given home until standard input ends.

    Arguments: the home's folder, and the number of records, or the folder with a journal and its index.
    """
    home = Home(path=Path(sys.argv[1]))
    if sys.argv[2].isdecimal():
        agent = FakeAgent(home)
        agent.records = agent.log_begun_with = int(sys.argv[2])
    else:
        agent = ReaderAgent(home, Path(sys.argv[2]), DataKeys())
    agent.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    agent.close()


if __name__ == "__main__":
    main()

"""The window's fake agent with the real reader of a real journal behind the log's questions."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from robot.agent.endpoint import Home
from robot.agent.log_reader import LogReader
from robot.agent.log_requests import LOG_VERBS
from robot.journal.data_keys import DataKeys
from tests.support.log_home import TITLES, LogHome
from tests.ui.fake_agent import FakeAgent

#: Questions that the reader answers.
_READ = tuple(verb for verb, entry in LOG_VERBS.items() if entry.is_read)


class ReaderAgent(FakeAgent):
    """What is asked about the log goes to the reader's processes, by the agent's own schemas."""

    def __init__(self, home: Home, folder: Path, keys: DataKeys) -> None:
        """:param folder: with the journal and its index."""
        super().__init__(home)
        self.reader = LogReader(folder, keys, asker="lin", track_titles=lambda: TITLES)
        for verb in _READ:
            setattr(self, f"do_{verb}", partial(self._read, verb))

    def close(self) -> None:
        """End the reader's processes too."""
        super().close()
        self.reader.stop()

    def _read(self, verb: str, **args: Any) -> Any:
        return json.loads(self.reader.ask(verb, LOG_VERBS[verb].request.model_validate(args)))


class ReadLogAgent(ReaderAgent):
    """Over a journal with some sends and some anomalies."""

    def __init__(self, home: Home) -> None:
        """Written at once."""
        self.desk = LogHome(home.path)
        for nth in range(40):
            task, customer = f"T{nth:03}", f"C{nth:03}"
            if nth % 8 == 5:
                self.desk.send(task, customer, outcome="refused", reason="words.guarantee")
            elif nth % 8 == 7:
                self.desk.send(task, customer, outcome="halted", reason="recipient.mismatch")
            else:
                self.desk.send(task, customer)
        super().__init__(home, home.path, self.desk.store.keys)

    def close(self) -> None:
        """Close the journal too."""
        super().close()
        self.desk.close()

"""The window's fake agent with the log's own verbs of a real engine: what is marked is journalled."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from robot.agent.endpoint import Home
from robot.agent.log_requests import LOG_VERBS
from robot.agent.request import Answered
from robot.agent.verbs.log import LogVerbs
from robot.execution.ports import Picture
from tests.support.builders import task
from tests.support.desk_line import LineDesk
from tests.ui.fake_agent import FakeAgent
from tests.unit.agent.test_erasing import Reader
from tests.unit.agent.test_nothing_readable import picture
from tests.unit.agent.test_release_in_use import Bank
from tests.unit.agent.test_review_desk import started

_PATIENCE_S = 60.0


class EngineAgent(FakeAgent):
    """The engine lives in a thread with a loop of its own; its account is a supervisor's."""

    def __init__(self, home: Home, folder: Path) -> None:
        """:param folder: of the engine's home and of the bank that signs."""
        super().__init__(home)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="engine")
        self._thread.start()
        self.desk: LineDesk
        self.log_verbs: LogVerbs
        self.wait_for(self._begin(folder))
        for verb in LOG_VERBS:
            setattr(self, f"do_{verb}", partial(self._ask, verb))

    async def _begin(self, folder: Path) -> None:
        self.desk = Reader(Bank(folder), "supervisor").desk
        await started(self.desk)
        self.log_verbs = LogVerbs.of_engine(self.desk.engine)
        await self.desk.take([task(1), task(2, customer={"name": "欧阳娜娜"})])
        engine = self.desk.engine
        await engine.tasks.begin(task(2).task_id, {"talk_track": "new-wealth-wecom"})
        await engine.evidence.keep(Picture(jpeg=picture()))
        await engine.intents.kill("li.ming", "试一下")

    def wait_for(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What the engine's thread answers."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_S)

    def close(self) -> None:
        """End the engine and its reader's processes too."""
        super().close()
        if self._thread.is_alive():
            self.log_verbs.stop()
            self.wait_for(self.desk.power_off())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_PATIENCE_S)
            self._loop.close()

    def _ask(self, verb: str, **args: Any) -> Any:
        request = LOG_VERBS[verb].request.model_validate(args)
        subject = self.log_verbs if hasattr(self.log_verbs, verb) else self.log_verbs.samples
        answer = self.wait_for(getattr(subject, verb)(request))
        return json.loads(answer.json) if isinstance(answer, Answered) else answer

"""Finds the answer to a verb: a checked request in, a view out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from robot.agent import protocol
from robot.agent.engine import Engine
from robot.agent.intake import Intake
from robot.agent.reader import ReaderProcess
from robot.agent.verbs.digest import DigestVerbs
from robot.agent.verbs.erasing import ErasingVerbs
from robot.agent.verbs.library import LibraryVerbs
from robot.agent.verbs.log import LogVerbs
from robot.agent.verbs.night import NightVerbs
from robot.agent.verbs.policy import PolicyVerbs
from robot.agent.verbs.release_review import ReleaseReviewVerbs
from robot.agent.verbs.reviews import ReviewVerbs
from robot.agent.verbs.runs import RunVerbs
from robot.agent.verbs.settling import SettlingVerbs
from robot.agent.verbs.setup import SetupVerbs
from robot.agent.verbs.status import StatusVerbs
from robot.agent.verbs.takeover import TakeOverVerbs
from robot.agent.verbs.tasks import TaskVerbs

Answer = Callable[[protocol.Request], Awaitable[object]]


class Verbs:
    """The agent's answers; every method runs on the agent's loop."""

    def __init__(
        self, engine: Engine, reader: ReaderProcess, intake: Intake, shutdown: Callable[[], None]
    ) -> None:
        """:param shutdown: asks the process to end in order.

        :raises LookupError: if a verb of the allow-list has no answer.
        """
        self._log = LogVerbs.of_engine(engine)
        subjects = (
            StatusVerbs(engine),
            TaskVerbs(engine, reader, intake),
            RunVerbs(engine, shutdown),
            NightVerbs(engine),
            PolicyVerbs(engine),
            SetupVerbs(engine, intake),
            DigestVerbs(engine, reader),
            SettlingVerbs(engine),
            ErasingVerbs(engine),
            TakeOverVerbs(engine),
            ReviewVerbs(engine),
            LibraryVerbs(engine, reader),
            ReleaseReviewVerbs(engine),
            self._log,
            self._log.samples,
        )
        self._answers: dict[str, Answer] = {verb: _find(verb, subjects) for verb in protocol.VERBS}

    async def answer(self, verb: str, request: protocol.Request) -> object:
        """Answer one verb; the server has checked it against the allow-list."""
        return await self._answers[verb](request)

    def stop(self) -> None:
        """End the processes that answers were waited for from; safe to call twice."""
        self._log.stop()


def _find(verb: str, subjects: tuple[object, ...]) -> Answer:
    for subject in subjects:
        method: Answer | None = getattr(subject, verb, None)
        if method is not None:
            return method
    raise LookupError(f"the verb {verb} has no answer")

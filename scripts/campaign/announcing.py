"""How the robot's process says where it stands, so that trouble comes exactly there and not by chance.

A plan in the robot's home names one place. The robot stands still there until the campaign has answered: by
then it may be dead, its network cut or its disk full; or the answer orders what only its own process can do.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path

_PLAN = "trouble.json"
_LONGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point on the way of one message."""

    #: A name of `campaign.places.STEPS`.
    step: str
    #: `before` or `after`.
    moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where the robot shall stand still."""

    place: Place
    #: The task whose way it is, and its customer's id on the site: a step knows one or the other.
    task_id: str
    external_id: str
    #: Unix socket on which the campaign listens.
    address: str


class Announcer:
    """The robot's side."""

    def __init__(self, home: Path) -> None:
        """:param home: where the plan lies, if there is one."""
        self._plan = home / _PLAN
        #: What an answer may order, by name.
        self.orders: dict[str, Callable[[], Awaitable[None]]] = {}

    async def reached(self, step: str, moment: str, *about: str) -> None:
        """Stand still if this is the place, then do what is ordered."""
        order = self.stand(step, moment, *about)
        if order:
            await self.orders[order]()

    def stand(self, step: str, moment: str, *about: str) -> str:
        """Stand still, the whole process; returns the order, or nothing."""
        try:
            plan = json.loads(self._plan.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ""
        is_here = plan["place"] == {"step": step, "moment": moment}
        if not is_here or not {plan["task_id"], plan["external_id"]} & set(about):
            return ""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(plan["address"])
            return line.recv(_LONGEST_ANSWER).decode()


class Listener:
    """The campaign's side: one thread that waits until the robot stands at the planned place."""

    def __init__(self, address: Path) -> None:
        """:param address: short path of a socket that does not exist yet."""
        self._address = str(address)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(self._address)
        self._socket.listen()
        self._act: Callable[[], str] = str
        self._plan: Path | None = None
        self.fired = threading.Event()
        #: What went wrong in the campaign's own act, if anything.
        self.fault: BaseException | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def arm(self, home: Path, place: Place, task_id: str, external_id: str, act: Callable[[], str]) -> None:
        """Stop the robot of a home there once; `act` returns what it is ordered to do, if anything."""
        self.fired.clear()
        self._act, self._plan = act, home / _PLAN
        plan = Plan(place=place, task_id=task_id, external_id=external_id, address=self._address)
        made = home / f"{_PLAN}.new"
        made.write_text(json.dumps(asdict(plan)), encoding="utf-8")
        made.replace(self._plan)

    def disarm(self) -> None:
        """The robot passes everywhere."""
        if self._plan is not None:
            self._plan.unlink(missing_ok=True)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            with line:
                # Once only: a robot that is started again passes.
                self.disarm()
                try:
                    line.sendall(self._act().encode())
                except OSError:
                    # The robot is dead, as was wanted.
                    pass
                except Exception as err:  # noqa: BLE001 - told to the campaign, which ends on it
                    self.fault = err
                finally:
                    self.fired.set()

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()
        Path(self._address).unlink(missing_ok=True)

"""A chat site in memory: composers, a server, and a second session that reads from the server."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from robot.domain.customer import Recipient
from robot.domain.outcome import Reason
from robot.execution.ports import ChannelRefusal, Echo, Expected, Opened, Picture, Sighting
from robot.sites.wording import same_text, text_sha256

#: Called when a step begins; may raise what the page would.
Hook = Callable[[], Awaitable[None]]


class MemoryServer:
    """What really reached whom."""

    def __init__(self) -> None:
        self.stored: dict[str, list[tuple[str, str]]] = {}
        self._count = 0

    def take(self, external_id: str, text: str) -> str:
        self._count += 1
        name = f"m{self._count}"
        self.stored.setdefault(external_id, []).append((name, text))
        return name

    def texts(self, external_id: str) -> list[str]:
        return [text for _, text in self.stored.get(external_id, [])]

    @property
    def effects(self) -> int:
        return sum(len(messages) for messages in self.stored.values())


class MemoryChannel:
    """The acting page of one chat site; every step is noted in `happened`, and can be made to fail."""

    site = "wecom"

    def __init__(self, server: MemoryServer, happened: list[str]) -> None:
        self.server = server
        self.happened = happened
        #: Step (`open`, `fill`, ..., `clicked` for right after the effect) -> what goes wrong there.
        self.hooks: dict[str, Hook] = {}
        self.composers: dict[str, str] = {}
        self.opened = ""
        self.refuses: Reason | None = None
        self.layers = 0
        #: Customers (external ids) whose chat shows that they want no more messages.
        self.opt_outs: set[str] = set()
        #: Message id -> what the page says of it by now.
        self.later: dict[str, Reason] = {}
        self._equal_before = 0
        self._mine = ""
        self._last_id = ""

    async def _step(self, name: str) -> None:
        self.happened.append(name)
        await asyncio.sleep(0)
        if name in self.hooks:
            await self.hooks[name]()

    @property
    def left_in_composers(self) -> list[str]:
        return [text for text in self.composers.values() if text]

    async def open(
        self, recipient: Recipient, text: str, business_date: date, *, fingerprints: Sequence[str] = ()
    ) -> Opened:
        await self._step("open")
        self.opened = recipient.external_id
        texts = self.server.texts(self.opened)
        self._equal_before = sum(same_text(text, seen) for seen in texts)
        knows = bool(set(fingerprints) & {text_sha256(seen) for seen in texts})
        return Opened(
            matched=("external_id", "name", *(["last_message"] if knows else [])),
            equal_messages=self._equal_before,
            draft=self.composers.get(self.opened, ""),
            opted_out=self.opened in self.opt_outs,
        )

    async def fill(self, recipient: Recipient, text: str) -> None:
        self.composers[self.opened] = self._mine = text
        await self._step("fill")

    async def recheck(self, recipient: Recipient, text: str) -> None:
        await self._step("recheck")
        if self.composers[self.opened] != text:
            raise ChannelRefusal(Reason.READ_BACK_DIFFERS)
        if sum(same_text(text, seen) for seen in self.server.texts(self.opened)) > self._equal_before:
            raise ChannelRefusal(Reason.ALREADY_IN_CHAT)
        if self.opened in self.opt_outs:
            raise ChannelRefusal(Reason.OPTED_OUT_IN_CHAT)

    async def ready_to_click(self) -> None:
        await self._step("ready_to_click")

    async def click(self) -> None:
        await self._step("click")
        text = self.composers.pop(self.opened)
        self._last_id = "" if self.refuses else self.server.take(self.opened, text)
        await self._step("clicked")

    async def clear(self) -> None:
        self.happened.append("clear")
        await asyncio.sleep(0)
        if self.composers.get(self.opened) == self._mine:
            self.composers.pop(self.opened, None)

    async def echo(self, text: str) -> Echo:
        await self._step("echo")
        return Echo(message_id=self._last_id, refusal=self.refuses)

    async def later_word(self, recipient: Recipient, text: str, message_id: str) -> Echo:
        await self._step("later_word")
        return Echo(message_id=message_id, refusal=self.later.get(message_id))

    async def close_layers(self) -> bool:
        await self._step("close_layers")
        self.layers -= 1
        return self.layers >= 0

    def picture(self) -> asyncio.Task[Picture]:
        return asyncio.create_task(self._picture())

    def picture_before(self) -> asyncio.Task[Picture]:
        return asyncio.create_task(self._picture_before())

    async def _picture_before(self) -> Picture:
        await self._step("picture_before")
        return Picture(jpeg=b"before", target=(1.0, 2.0, 30.0, 40.0))

    async def _picture(self) -> Picture:
        await self._step("picture")
        return Picture(jpeg=b"jpeg")


class MemoryWitness:
    """Another session: reads the server, never the page that sent."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server
        self.looks = 0
        #: Set by a test to lie, to lag or to break; gets what an honest witness would say.
        self.answer: Callable[[Expected, Sighting], Sighting] = lambda _wanted, honest: honest
        self.is_down = False
        #: External ids of every batch asked for.
        self.batches: list[tuple[str, ...]] = []

    async def look(self, expected: Sequence[Expected]) -> list[Sighting]:
        self.looks += 1
        self.batches.append(tuple(wanted.recipient.external_id for wanted in expected))
        await asyncio.sleep(0)
        if self.is_down:
            raise ChannelRefusal(Reason.PAGE_UNREACHABLE)
        return [self.answer(wanted, self._honest(wanted)) for wanted in expected]

    def _honest(self, wanted: Expected) -> Sighting:
        messages = self.server.stored.get(wanted.recipient.external_id, [])
        return Sighting(
            found=tuple(name for name, text in messages if text_sha256(text) == wanted.text_sha256)
        )

    @property
    def most_in_one_chat(self) -> int:
        return max((max(Counter(batch).values()) for batch in self.batches if batch), default=0)


class MemoryEvidence:
    """Keeps names of pictures."""

    def __init__(self) -> None:
        self.kept: list[Picture] = []
        self.fault: OSError | None = None

    async def keep(self, picture: Picture) -> str:
        if self.fault:
            raise self.fault
        self.kept.append(picture)
        return f"picture-{len(self.kept)}"


def refuse(reason: Reason) -> Hook:
    """The channel stops here."""
    return break_with(ChannelRefusal(reason, "as the test wants"))


def break_with(error: Exception) -> Hook:
    """The page breaks here."""

    async def breaking() -> None:
        raise error

    return breaking

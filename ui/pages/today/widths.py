"""How Today shares its width: the actions must always be readable, the columns beside them give way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """Widths of the outer columns, and how much the actions have to do without."""

    queue: int
    side: int
    #: 0 is nothing; an index into what the actions need.
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The least and the best width of the outer columns."""

    queue: tuple[int, int]
    side: tuple[int, int]

    def share(self, room: int, needs: tuple[int, ...]) -> Widths:
        """Share the room.

        :param needs: what the actions need, from whole to scanty.
        """
        spares = [room - need - self.queue[0] - self.side[0] for need in needs]
        without = next((at for at, spare in enumerate(spares) if spare >= 0), len(needs) - 1)
        spare = max(0, spares[without])
        for_queue = min(spare, max(0, self.queue[1] - self.queue[0]))
        for_side = min(spare - for_queue, self.side[1] - self.side[0])
        return Widths(queue=self.queue[0] + for_queue, side=self.side[0] + for_side, without=without)

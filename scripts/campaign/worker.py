"""One worker: plays its episodes one after another and writes each down."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from campaign import results
from campaign.bank_workplace import bank_workplace
from campaign.carry_out import play
from campaign.chat_workplace import chat_workplace
from campaign.episode import Episode, make_episode
from campaign.workplace import PROGRAM, Workplace
from demoday.private_keyring import KeyringDidNotStartError

#: By the site's id in the robot's settings.
WORKPLACES: dict[str, Callable[[Path, str], AbstractContextManager[Workplace]]] = {
    "wecom": bank_workplace,
    "converse": chat_workplace,
}


def play_all(
    episodes: Iterable[Episode],
    on_played: Callable[[results.Record], None],
    tell: Callable[[str], None] = lambda _line: None,
    *,
    site: str = "wecom",
    program: str = PROGRAM,
) -> None:
    """Play episodes in their order at one workplace, renewed whenever it is not fit for use any more.

    :param program: module of the robot's composition root.
    """
    with (
        tempfile.TemporaryDirectory(prefix="fc-", ignore_cleanup_errors=True) as folder,
        WORKPLACES[site](Path(folder), program) as place,
    ):
        used: set[int] = set()
        is_fit = True
        for episode in episodes:
            slot = episode.index % place.episodes_a_home
            is_by_scan = episode.trouble.is_by_scan
            if not is_fit or slot in used or place.is_by_scan != is_by_scan:
                place.renew(is_by_scan=is_by_scan)
                used.clear()
            used.add(slot)
            played = play(place, episode, tell)
            is_fit = played.is_fit
            if not place.has_keyring():
                # Nothing is said of this episode: a new worker with a keyring of its own plays it again.
                raise KeyringDidNotStartError("the keyring daemon is gone")
            on_played(results.record_of(played))


def main() -> int:
    """Site, seed, file and the numbers to play (a JSON list) are the arguments; prints a line an episode."""
    site, seed, out, indexes = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4])

    def keep(record: results.Record) -> None:
        results.append(out, record)
        print(json.dumps(record["label"]), flush=True)

    play_all((make_episode(seed, index, site) for index in indexes), keep, site=site)
    return 0


if __name__ == "__main__":
    sys.exit(main())

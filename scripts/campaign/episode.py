"""Episodes: everything about one is decided by the campaign's seed and its number."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from campaign.announcing import Place
from campaign.trouble import Trouble
from campaign.troubles import TABLES
from campaign.workplace import TASKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """Three tasks and one trouble."""

    #: Seed of the campaign and number within it: what it takes to play it again.
    seed: int
    index: int
    site: str = "wecom"
    trouble: Trouble
    place: Place
    #: Parameters of the trouble's act.
    params: dict[str, Any]
    #: Which of the three tasks is troubled.
    target: int

    @property
    def label(self) -> str:
        """As the campaign prints it and `--replay` takes it."""
        return f"{'' if self.site == 'wecom' else f'{self.site}:'}{self.seed}/{self.index}"


def make_episode(seed: int, index: int, site: str = "wecom") -> Episode:
    """The same episode for the same seed and number, whatever was played before."""
    rng = random.Random(f"{seed}/{index}")
    table = TABLES[site]
    trouble = rng.choices(table, [row.weight for row in table])[0]
    return Episode(
        seed=seed,
        index=index,
        site=site,
        trouble=trouble,
        place=rng.choice(trouble.places),
        params={name: rng.choice(values) for name, values in sorted(trouble.choices.items())},
        target=rng.randrange(TASKS),
    )

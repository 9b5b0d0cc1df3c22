from __future__ import annotations

from collections import Counter
from pathlib import Path

from campaign import results
from campaign.acts import ACTS
from campaign.episode import make_episode
from campaign.places import STEPS
from campaign.troubles import BY_NAME, TABLE
from campaign.workplace import TASKS


def test_the_same_seed_and_number_make_the_same_episode() -> None:
    assert [make_episode(7, index) for index in range(50)] == [make_episode(7, index) for index in range(50)]


def test_another_seed_makes_others() -> None:
    assert [make_episode(7, index) for index in range(50)] != [make_episode(8, index) for index in range(50)]


def test_an_episode_does_not_depend_on_those_played_before() -> None:
    alone = make_episode(7, 40)
    assert [make_episode(7, index) for index in range(41)][40] == alone


def test_every_trouble_comes_and_about_a_tenth_of_the_episodes_is_calm() -> None:
    drawn = Counter(make_episode(1, index).trouble.name for index in range(4000))
    assert set(drawn) == set(BY_NAME)
    assert 0.06 < drawn["none"] / 4000 < 0.14


def test_the_agent_is_killed_before_and_after_every_step() -> None:
    places = {(place.step, place.moment) for place in BY_NAME["agent killed"].places}
    assert places == {(step, moment) for step in STEPS for moment in ("before", "after")} - {
        ("policy", "after")
    }


def test_every_row_names_an_act_and_any_of_the_tasks_is_troubled() -> None:
    assert {trouble.act for trouble in TABLE} <= set(ACTS)
    assert {make_episode(1, index).target for index in range(60)} == set(range(TASKS))


def test_names_are_used_once_and_a_possible_effect_has_confirmed_among_its_endings() -> None:
    assert len(BY_NAME) == len(TABLE)
    assert all("confirmed" in trouble.endings for trouble in TABLE if trouble.is_possible)


def test_results_are_read_back_each_once_and_a_cut_last_line_is_left_out(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    results.append(first, {"label": "1/1", "site": "wecom", "seed": 1, "index": 1})
    results.append(second, {"label": "1/0", "site": "wecom", "seed": 1, "index": 0})
    results.append(second, {"label": "1/1", "site": "wecom", "seed": 1, "index": 1})
    with second.open("a") as file:
        file.write('{"label": "1/2", "se')
    assert [record["label"] for record in results.read([first, second])] == ["1/0", "1/1"]

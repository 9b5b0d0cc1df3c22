"""The network beside the second opinion: how texts are cut, what is computed, and which files are refused."""

from __future__ import annotations

import io
import math
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence

import numpy as np
import pytest

from robot.compliance import load_checker, shipped_folder
from robot.compliance.encoder import (
    BRANCHES,
    LIMIT,
    MOST_BYTES,
    MOST_UNPACKED,
    Array,
    Encoder,
    packed,
    shapes,
)
from robot.compliance.pieces import Pieces
from tests.support.tiny_encoder import SCORES, WIDTH, constant, encoder_file, random_weights

Rows = list[list[float]]


def pieces_of(text: str) -> list[str]:
    names = list(SCORES)
    return [names[number] for number in Pieces(SCORES).numbers(text)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", []),
        ("保本", ["▁", "保本"]),
        ("好保本本", ["▁好", "保本", "本"]),
        ("本x保", ["▁", "本", "<unk>", "保"]),
        ("xy", ["▁", "<unk>", "<unk>"]),
    ],
)
def test_a_text_is_cut_into_its_likeliest_pieces(text: str, cut: list[str]) -> None:
    assert pieces_of(text) == cut


def test_the_likeliest_cut_is_the_best_of_all() -> None:
    dice = np.random.default_rng(3)
    scores = {"<unk>": -0.1, "<s>": 0.0, "</s>": 0.0, "▁": -1.0}
    for size in (1, 2, 3):
        for _ in range(12):
            scores["".join(dice.choice(list("甲乙丙"), size))] = -float(dice.uniform(1, 6))
    unknown = min(scores.values()) - 10
    pieces, names = Pieces(scores), list(scores)

    def best(rest: str) -> float:
        if not rest:
            return 0.0
        ways = [unknown + best(rest[1:])]
        ways += [s + best(rest[len(p) :]) for p, s in scores.items() if rest.startswith(p)]
        return max(ways)

    for _ in range(50):
        text = "".join(dice.choice(list("甲乙丙丁"), 7))
        cut = [names[number] for number in pieces.numbers(text)]
        total = sum(unknown if piece == "<unk>" else scores[piece] for piece in cut)
        assert total == pytest.approx(best("▁" + text))


def by_hand(weights: dict[str, Array], numbers: Sequence[int]) -> float:
    """The same network, number by number."""

    def layer(row: list[float], matrix: Array, bias: Array) -> list[float]:
        return [
            sum(value * float(matrix[i, j]) for i, value in enumerate(row)) + float(bias[j])
            for j in range(matrix.shape[1])
        ]

    def even(row: list[float], gain: Array, bias: Array) -> list[float]:
        mean = sum(row) / len(row)
        spread = math.sqrt(sum((value - mean) ** 2 for value in row) / len(row) + 1e-6)
        return [(v - mean) / spread * float(g) + float(b) for v, g, b in zip(row, gain, bias, strict=True)]

    table: Rows = [[float(v) for v in weights["table"][number]] for number in numbers]
    inner = [
        even(
            layer(row, weights["project"], weights["project_bias"]),
            weights["inner_gain"],
            weights["inner_bias"],
        )
        for row in table
    ]
    seen: list[Rows] = [table]
    for branch, (size, before) in enumerate(BRANCHES):
        kept = [row[branch * WIDTH : (branch + 1) * WIDTH] for row in inner]
        for number in (1, 2):
            name = f"window{size}_{number}"
            after: Rows = []
            for at, row in enumerate(kept):
                window: list[float] = []
                for place in range(at - before, at - before + size):
                    window += kept[place] if 0 <= place < len(kept) else [0.0] * WIDTH
                found = layer(window, weights[name], weights[f"{name}_bias"])
                after.append([max(0.0, f) + v for f, v in zip(found, row, strict=True)])
            kept = after
        seen.append(kept)
    outer = [
        even([v for rows in seen for v in rows[at]], weights["outer_gain"], weights["outer_bias"])
        for at in range(len(numbers))
    ]
    mixed = [layer(row, weights["mix"], weights["mix_bias"]) for row in outer]
    columns = list(zip(*mixed, strict=True))
    whole = [max(column) for column in columns] + [sum(column) / len(column) for column in columns]
    hidden = [max(0.0, value) for value in layer(whole, weights["hidden"], weights["hidden_bias"])]
    return sum(v * float(w) for v, w in zip(hidden, weights["answer"], strict=True)) + float(
        weights["answer_bias"][0]
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_answer_is_what_the_network_gives_by_hand(seed: int) -> None:
    weights = random_weights(seed)
    encoder = Encoder(SCORES, weights)
    for text in ("", "好", "保本保本好", "本x" * 20):
        wanted = max(-LIMIT, min(LIMIT, by_hand(weights, encoder.numbers(text))))
        # What the first layer gives is kept as whole numbers of one byte.
        assert encoder.score(text) == pytest.approx(wanted, abs=0.02)


def test_a_stored_encoder_answers_nearly_as_before() -> None:
    weights = random_weights(7)
    before, after = Encoder(SCORES, weights), Encoder.of(encoder_file(weights))
    for text in ("好", "保本保本好", "本x保"):
        assert after.score(text) == pytest.approx(before.score(text), abs=0.15)


def test_no_answer_is_beyond_the_limit() -> None:
    assert Encoder.of(encoder_file(constant(1e9))).score("好") == LIMIT
    assert Encoder.of(encoder_file(constant(-1e9))).score("好") == -LIMIT


def test_the_shipped_encoder_tells_a_promise_from_a_warning() -> None:
    encoder = Encoder.of((shipped_folder() / "second-opinion.npz").read_bytes())
    checker = load_checker(with_opinion=False)
    promise, warning = (
        encoder.score(checker.reading(text).written)
        for text in (
            "您把钱放这儿就跟搁自家抽屉里一样，年底准给您多出一截",
            "理财有涨有跌，到期不一定赚钱，请先看风险等级",
        )
    )
    assert promise > 1 > -1 > warning


def changed(**arrays: object) -> bytes:
    with np.load(io.BytesIO(encoder_file()), allow_pickle=False) as file:
        content = {name: file[name] for name in file.files}
    for name, array in arrays.items():
        if array is None:
            del content[name]
        else:
            content[name] = np.asarray(array)
    packed_anew = io.BytesIO()
    np.savez(packed_anew, **content)
    return packed_anew.getvalue()


def too_large() -> bytes:
    """Every weight is a number, but what comes of them is none in half precision."""
    weights = random_weights(2)
    weights["inner_gain"][:] = 1e6
    return encoder_file(weights)


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("table.npy", b"\0" * (MOST_UNPACKED + 1))
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "BadZipFile|not a zip|EOF"),
        (b" " * (MOST_BYTES + 1), "larger than"),
        (encoder_file()[:-40], "BadZipFile|zip"),
        (bomb(), "once unpacked"),
        (changed(about=None), "about"),
        (changed(about=np.frombuffer(b'{"format": 99}', np.uint8)), "format 99"),
        (changed(about=np.frombuffer(b"[]", np.uint8)), "TypeError"),
        (changed(mix=None), "mix"),
        (changed(mix_bias=np.zeros(3, np.float32)), "shape"),
        (changed(hidden_bias=np.full(5, np.nan, np.float32)), "no number"),
        (too_large(), "too large"),
        (changed(pieces=np.frombuffer("一\n二".encode(), np.uint8)), "zip\\(\\)|shape"),
        (changed(pieces=np.array([{"a": 1}], dtype=object)), "allow_pickle|Object arrays"),
    ],
)
def test_a_file_that_is_no_encoder_is_refused_and_says_why(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Encoder.of(content)


def test_branches_without_width_are_refused() -> None:
    weights = {name: np.zeros(shape, np.float32) for name, shape in shapes(len(SCORES), 4, 0, 5).items()}
    with pytest.raises(ValueError, match="no width"):
        Encoder(SCORES, weights)


def test_the_file_is_the_same_for_the_same_weights() -> None:
    weights = random_weights(1)
    assert packed(SCORES, weights, {"a": 1}) == packed(SCORES, weights, {"a": 1})


def test_an_answer_leaves_no_thread_spinning() -> None:
    """OpenBLAS' threads burn a core for a tenth of a second after each product, unless there is one alone."""
    program = (
        "import sys, time\n"
        "from robot.compliance.encoder import Encoder\n"
        "encoder = Encoder.of(open(sys.argv[1], 'rb').read())\n"
        "encoder.score('您好' * 40)\n"
        "before = time.process_time()\n"
        "for _ in range(5):\n"
        "    encoder.score('您好' * 40)\n"
        "    until = time.monotonic() + 0.05\n"
        "    while time.monotonic() < until:\n"
        "        time.sleep(0.01)\n"
        "print(time.process_time() - before)\n"
    )
    taken = subprocess.run(
        [sys.executable, "-c", program, str(shipped_folder() / "second-opinion.npz")],
        capture_output=True,
        text=True,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"},
    )
    # Five answers of some milliseconds each; with spinning threads it is five times fifty milliseconds more.
    assert float(taken.stdout) < 0.15

"""A secret shows itself only when asked by name."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pytest

from robot.vault import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

VALUE = "hunter-2-密码"


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(repr, id="repr"),
        pytest.param(str, id="str"),
        pytest.param(lambda secret: f"{secret} {secret!r} {secret:>40}", id="f-string"),
        pytest.param(lambda secret: "%s %r" % (secret, secret), id="percent"),  # noqa: UP031 - the case itself
        pytest.param(lambda secret: repr([secret, {"password": secret}]), id="in-containers"),
        pytest.param(lambda secret: repr(dir(secret)), id="dir"),
        pytest.param(lambda secret: repr(copy.deepcopy(secret)), id="deep-copy"),
    ],
)
def test_does_not_show_its_value(shown: Callable[[Secret], str]) -> None:
    assert VALUE not in shown(Secret(VALUE))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_cannot_be_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(Secret(VALUE), protocol)


def test_has_no_state_to_take_and_is_not_json() -> None:
    with pytest.raises(TypeError):
        Secret(VALUE).__getstate__()
    with pytest.raises(TypeError):
        vars(Secret(VALUE))
    with pytest.raises(TypeError):
        json.dumps(Secret(VALUE))


def test_stays_hidden_in_a_dataclass() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Login:
        username: str
        password: Secret

    login = Login(username="kefu", password=Secret(VALUE))

    assert VALUE not in f"{login} {asdict(login)}"


def test_is_compared_by_value_only_on_purpose() -> None:
    assert Secret(VALUE).matches(Secret(VALUE))
    assert not Secret(VALUE).matches(Secret("another"))
    assert Secret(VALUE) != Secret(VALUE)
    assert Secret(VALUE).reveal() == VALUE


def test_logging_it_shows_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("tandem.test").info("login %s %r", Secret(VALUE), {"password": Secret(VALUE)})

    assert VALUE not in caplog.text

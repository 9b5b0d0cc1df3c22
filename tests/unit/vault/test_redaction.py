"""Whatever spelling of a live secret reaches a log line, it does not leave with it."""

from __future__ import annotations

import base64
import gc
import io
import json
import logging
import urllib.parse
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from robot.vault import MASK, Secret, SecretMaskingFilter, mask, mask_event

if TYPE_CHECKING:
    from collections.abc import Callable

VALUE = "p@ss Wörd/密码+'\"1"

SPELLINGS: list[tuple[str, Callable[[str], str]]] = [
    ("raw", str),
    ("base64", lambda value: base64.b64encode(value.encode()).decode()),
    ("base64 without padding", lambda value: base64.b64encode(value.encode()).decode().rstrip("=")),
    ("base64 for URLs", lambda value: base64.urlsafe_b64encode(value.encode()).decode()),
    ("base64 of UTF-16", lambda value: base64.b64encode(value.encode("utf-16-le")).decode()),
    ("URL", lambda value: urllib.parse.quote(value, safe="")),
    ("URL path", urllib.parse.quote),
    ("form", urllib.parse.quote_plus),
    ("hex", lambda value: value.encode().hex()),
    ("HEX", lambda value: value.encode().hex().upper()),
    ("JSON", lambda value: json.dumps(value)[1:-1]),
    ("JSON in UTF-8", lambda value: json.dumps(value, ensure_ascii=False)[1:-1]),
    ("repr", lambda value: repr(value)[1:-1]),
    ("repr of bytes", lambda value: repr(value.encode())[2:-1]),
]


@pytest.mark.parametrize("spell", [spell for _, spell in SPELLINGS], ids=[name for name, _ in SPELLINGS])
def test_masks_every_spelling(spell: Callable[[str], str]) -> None:
    secret = Secret(VALUE)
    line = f"POST /login body={spell(secret.reveal())} end"

    assert mask(line) == f"POST /login body={MASK} end"


@given(
    value=st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=30),
    before=st.binary(max_size=7),
)
def test_masks_base64_at_any_position(value: str, before: bytes) -> None:
    secret = Secret(value)
    header = base64.b64encode(before + b":" + secret.reveal().encode() + b"!").decode()

    masked = mask(header)

    # All but the characters shared with the neighbours; very short pieces are left, they say too little.
    assert len(value.encode()) < 6 or MASK in masked


def test_a_secret_that_is_gone_is_no_longer_searched_for() -> None:
    secret = Secret("gone-by-then")
    assert mask("gone-by-then") == MASK
    del secret
    gc.collect()

    assert mask("gone-by-then") == "gone-by-then"


def test_the_second_of_two_equal_secrets_is_still_masked_when_the_first_is_gone() -> None:
    first, second = Secret("the same value"), Secret("the same value")
    del first
    gc.collect()

    assert mask(f"x{second.reveal()}x") == f"x{MASK}x"


def test_a_secret_inside_another_leaves_no_tail() -> None:
    secrets = [Secret("abcd"), Secret("abcd-efgh")]

    assert mask("abcd-efgh") == MASK
    assert len(secrets) == 2


def test_masks_a_structlog_event_at_any_depth() -> None:
    secret = Secret(VALUE)
    value = secret.reveal()

    event = mask_event(
        None,
        "info",
        {
            "event": f"login with {value}",
            "body": {"form": [("password", value)], value: 1},
            "raw": value.encode(),
            "error": ValueError(value),
            "count": 3,
            "secret": secret,
        },
    )

    assert VALUE not in repr(event)
    assert repr(VALUE.encode())[2:-1] not in repr(event)
    assert event["count"] == 3
    assert event["event"] == f"login with {MASK}"


def test_masks_what_structlog_renders_from_an_exception() -> None:
    secret = Secret(VALUE)
    output = io.StringIO()
    logger = structlog.wrap_logger(
        structlog.PrintLogger(output),
        processors=[structlog.processors.format_exc_info, mask_event, structlog.processors.JSONRenderer()],
    )

    try:
        raise_with(secret.reveal())
    except RuntimeError:
        logger.exception("login_failed")

    assert "login_failed" in output.getvalue()
    assert MASK in output.getvalue()
    assert json.dumps(VALUE)[1:-1] not in output.getvalue()


def test_masks_standard_logging_with_arguments_extras_and_exceptions() -> None:
    secret = Secret(VALUE)
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.addFilter(SecretMaskingFilter())
    handler.setFormatter(logging.Formatter("%(message)s %(body)s"))
    logger = logging.Logger("tandem.redaction")  # noqa: LOG001 - alone, without the parents of other tests
    logger.addHandler(handler)

    try:
        raise_with(secret.reveal())
    except RuntimeError:
        logger.exception("login %s of %d", secret.reveal(), 3, extra={"body": {"password": secret.reveal()}})

    text = output.getvalue()
    assert text.startswith(f"login {MASK} of 3 {{'password': '{MASK}'}}\n")
    assert "RuntimeError" in text
    assert VALUE not in text


def raise_with(text: str) -> None:
    raise RuntimeError(text)

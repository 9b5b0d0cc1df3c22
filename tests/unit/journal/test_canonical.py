from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from robot.domain.masking import mask_long_numbers
from robot.journal.canonical import canonical

texts = st.text(max_size=40) | st.from_regex(r"[0-9０-９ \-]{10,24}[Xx]?")
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def slowly_cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return mask_long_numbers(value)
    if isinstance(value, dict):
        return {key: slowly_cleaned(item) for key, item in value.items()}
    return [slowly_cleaned(item) for item in value] if isinstance(value, list) else value


@given(st.dictionaries(st.text(max_size=8), values, max_size=5))
def test_the_fast_way_writes_the_same_bytes(facts: dict[str, Any]) -> None:
    try:
        wanted = rfc8785.dumps(slowly_cleaned(facts))
    except rfc8785.CanonicalizationError:
        with pytest.raises(rfc8785.CanonicalizationError):
            canonical(facts)
        return
    assert canonical(facts) == wanted


@pytest.mark.parametrize("value", [2**53, -(2**53), float("inf"), "\ud800", {1: 2}, object()])
def test_what_json_cannot_say_exactly_is_refused(value: object) -> None:
    if value == {1: 2}:
        assert canonical({"value": value}) == b'{"value":{"1":2}}'
        return
    with pytest.raises((rfc8785.CanonicalizationError, UnicodeEncodeError)):
        canonical({"value": value})


@pytest.mark.parametrize(
    "number",
    ["6217000000003821", "6217 0000 0000 3821", "11010119900307771X", "１１０１０１１９９００３０７７７１Ｘ"],
)
def test_a_long_number_never_takes_the_fast_way(number: str) -> None:
    assert number.encode() not in canonical({"note": f"卡{number}"})

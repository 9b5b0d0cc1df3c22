"""What a careless site does to a text before it stores it."""

from __future__ import annotations

import re

from demobank.control.faults import Faults

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]", re.UNICODE)
SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")
RISK = ("风险", "谨慎")


def altered(faults: Faults, text: str) -> str:
    """The text as it is stored."""
    if faults.take("truncate_next"):
        text = text[: max(1, len(text) // 2)]
    if faults.take("strip_emoji_next"):
        text = EMOJI.sub("", text)
    if faults.take("drop_sentence_next"):
        text = without_sentence(text)
    return text


def without_sentence(text: str) -> str:
    """The text without its sentence of risk, or its last one; of a lone sentence the first half is left."""
    sentences = [found for found in SENTENCE.findall(text) if found.strip()]
    if len(sentences) < 2:
        return text[: max(1, len(text) // 2)]
    risky = [s for s in sentences if any(word in s for word in RISK)]
    dropped = (risky or sentences)[-1]
    before, _, after = text.rpartition(dropped)
    return before + after

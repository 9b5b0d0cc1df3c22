"""Words that the window's tests forbid."""

from __future__ import annotations

from typing import Any

from robot.domain import views
from robot.domain.views import SegmentKind

#: Word -> rule, severity, approved wording.
WORDS = {
    "保本": ("lexicon.promise", "block", "历史业绩不预示未来"),
    "稳赚": ("lexicon.promise", "block", ""),
    "放心": ("words.safety_hint", "review", ""),
    "最好": ("words.absolute", "block", "请以产品说明书为准。"),
}
LAW = "银发〔2019〕316号"


def judge(script: views.ScriptPreview, original: views.ScriptPreview) -> dict[str, Any]:
    found = [f for f in original.findings if f.end == f.start]
    at = 0
    for segment in script.segments:
        if segment.kind is SegmentKind.FREE:
            for word, (rule, severity, better) in WORDS.items():
                if word in segment.text:
                    start = at + segment.text.index(word)
                    found.append(
                        views.Finding(
                            rule=rule,
                            severity=severity,
                            params={"word": word, "slot": segment.slot, "law": LAW},
                            start=start,
                            end=start + len(word),
                            replacement=better,
                        )
                    )
            if len(segment.text) > segment.max_length:
                params = {"slot": segment.slot, "max_length": str(segment.max_length)}
                found.append(views.Finding(rule="slot.too_long", severity="block", params=params))
        at += len(segment.text)
    verdict = "deny" if any(f.severity == "block" for f in found) else "review" if found else "allow"
    return {"findings": tuple(found), "verdict": verdict}

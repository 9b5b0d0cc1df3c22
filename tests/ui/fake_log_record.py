"""One record of the fake log, and what a test did to it."""

from __future__ import annotations

import base64
import io
import json
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from robot.domain.errors import EnvironmentFault, InputRefused, NotPermitted, TandemError
from robot.domain.log_views import (
    OWN_LOG,
    LogExported,
    LogFact,
    LogMarkMade,
    LogPicture,
    LogProof,
    LogRecord,
    LogRow,
    LogRuleText,
    LogSignedIn,
    LogSignIn,
    LogSource,
    LogStep,
    LogUnmasked,
    LogVerifying,
)
from robot.domain.views import Done
from robot.governance.reviewer_sessions import ReviewerSession
from tests.ui.fake_log_rows import HOSTILE, NEWEST, make_row

_STEPS = ("open", "identify", "fill", "read_back", "recheck", "click", "echo", "witness")


class FakeLogRecord:
    """The verbs about one record, about who reviews, and about files."""

    def __init__(self, records: int) -> None:
        """:param records: in the log."""
        self.records = records
        self.log_begun_with = records
        self.log_marks: dict[int, list[LogMarkMade]] = {}
        self.log_break: dict[str, TandemError] = {}
        #: The same for the next question only, so that no second one is refused before a test can look.
        self.log_break_once: dict[str, TandemError] = {}
        self.may_review = True
        #: Fingerprint of a key -> reviewer.
        self.log_readers: dict[str, str] = {}
        self.log_verify: LogVerifying = LogVerifying(source=OWN_LOG, state="idle", done=0, records=records)
        self.log_bad_seq = -1
        self.log_sources = ["this"]
        self.log_written: list[dict[str, Any]] = []
        #: Held back until set, to see what is shown meanwhile: verb -> event.
        self.log_gates: dict[str, threading.Event] = {}
        #: Rows of the results that were opened: number -> total.
        self.log_totals: dict[int, int] = {}
        self.log_pictures: dict[str, str] = {}

    def _come(self, verb: str) -> None:
        if gate := self.log_gates.get(verb):
            gate.wait(10)
        if error := self.log_break_once.pop(verb, None) or self.log_break.get(verb):
            raise error

    def log_row(self, seq: int) -> LogRow:
        """A row with the marks it was given."""
        marks = self.log_marks.get(seq, [])
        return replace(
            make_row(seq, self.log_begun_with),
            mark=next((made.mark for made in reversed(marks) if made.mark), ""),
            has_comment=any(made.comment for made in marks),
        )

    # --- one record --------------------------------------------------------------------------------------

    def do_log_record(self, source: str, seq: int) -> LogRecord:
        """All of it."""
        self._come("log_record")
        row = self.log_row(seq)
        begin = seq - seq % 12
        steps = self._steps(row)
        return LogRecord(
            row=row,
            facts=(
                LogFact(name="task", value=row.task),
                LogFact(name="customer", value=row.customer),
                LogFact(name="text_sha256", value="9f2c" * 16),
                LogFact(name="note", value=HOSTILE),
            ),
            is_sealed=True,
            sealed_month="2026-11",
            rules=(
                LogRuleText(
                    rule=row.rule,
                    zh="不得明示或暗示保本、无风险或保收益",
                    en="Must not promise capital or returns, openly or by hint",
                    source="银发〔2019〕316号 第四条",
                ),
            )
            if row.rule.startswith("words.")
            else (),
            talk_track="new-wealth-wecom",
            talk_track_title="新客理财邀约",
            talk_track_version=3,
            text_sha256="9f2c" * 16,
            proof=LogProof(
                hash=f"{seq:064x}",
                prev_hash=f"{max(seq - 1, 0):064x}",
                records=self.records,
                checkpoint=min((seq // 1000 + 1) * 1000, self.records),
                checkpoint_at=row.at + timedelta(seconds=40),
                witnessed="witnessed",
                is_anchored=seq % 2 == 0,
            ),
            marks=tuple(self.log_marks.get(seq, ())),
            picture_before=steps[4].picture,
            picture_after=steps[5].picture,
            steps=steps,
            related=tuple(self.log_row(n) for n in range(begin, min(begin + 12, self.records))),
            anomaly_detail="dwell_ms=412" if row.anomaly == "pace" else "",
        )

    def _steps(self, row: LogRow) -> tuple[LogStep, ...]:
        at = row.at - timedelta(seconds=4)
        made = []
        for nth, step in enumerate(_STEPS):
            at += timedelta(milliseconds=180 + nth * 90)
            made.append(
                LogStep(
                    seq=row.seq - 8 + nth,
                    step=step,
                    state="failed" if row.result == "halted" and nth == len(_STEPS) - 1 else "done",
                    at=at,
                    ms=180 + nth * 90,
                    detail="",
                    picture=f"{nth:02x}" * 32 if nth not in (1, 3) else "",
                    click_box=(905, 545, 120, 44) if step == "click" else None,
                )
            )
        return tuple(made)

    def do_log_picture(self, source: str, name: str) -> LogPicture:
        """A page as the robot sees it, masked."""
        self._come("log_picture")
        if name not in self.log_pictures:
            self.log_pictures[name] = _page(int(name[:2], 16))
        return LogPicture(name=name, jpeg_base64=self.log_pictures[name])

    # --- who reviews -------------------------------------------------------------------------------------

    def do_log_sign_in_ask(self) -> LogSignIn:
        """A question for a key."""
        self._come("log_sign_in_ask")
        asked = ReviewerSession(log="ab" * 16, nonce="cd" * 16).encode().decode()
        return LogSignIn(asked=asked, signers=self.log_readers, now=NEWEST)

    def do_log_sign_in(self, signature: str) -> LogSignedIn:
        """Signatures are verified by the agent's own tests; here it is enough whose it says to be."""
        self._come("log_sign_in")
        person = str(json.loads(signature)["person"])
        self.may_review = True
        return LogSignedIn(person=person, name="周敏", until=NEWEST + timedelta(minutes=30))

    def do_log_sign_out(self) -> Done:
        """Nobody reviews."""
        self.may_review = False
        return Done()

    # --- what is journalled ------------------------------------------------------------------------------

    def _made(self, seq: int, mark: str, comment: str) -> Done:
        self.records += 1
        made = LogMarkMade(seq=self.records - 1, at=NEWEST, mark=mark, by="zhou.min", comment=comment)
        self.log_marks.setdefault(seq, []).append(made)
        return Done(detail=str(made.seq))

    def do_log_mark(self, source: str, seq: int, mark: str, comment: str) -> Done:
        """A mark."""
        self._come("log_mark")
        if not self.may_review:
            raise NotPermitted("no supervisor", code="review.no_supervisor")
        return self._made(seq, str(mark), comment)

    def do_log_comment(self, source: str, seq: int, comment: str) -> Done:
        """A comment."""
        self._come("log_comment")
        return self._made(seq, "", comment)

    def do_log_unmask(self, source: str, seq: int, reason: str) -> LogUnmasked:
        """Open the seal."""
        self._come("log_unmask")
        self.records += 1
        facts = (
            LogFact(name="name", value="王芳"),
            LogFact(name="text", value=f"王女士您好，{HOSTILE}本产品保本保收益"),
        )
        return LogUnmasked(source=source, seq=seq, facts=facts, noted=self.records - 1)

    def do_log_verify_start(self, source: str) -> LogVerifying:
        """Begin."""
        self._come("log_verify_start")
        self.log_verify = LogVerifying(source=source, state="running", done=0, records=self.records)
        return self.log_verify

    def do_log_verify_state(self, source: str) -> LogVerifying:
        """A third further each time."""
        told = self.log_verify
        if told.state == "running":
            done = min(told.done + self.records // 3 + 1, self.records)
            self.log_verify = replace(told, done=done)
            if self.log_bad_seq >= 0 and done > self.log_bad_seq:
                bad = self.log_bad_seq
                self.log_verify = replace(told, state="broken", done=bad, bad_seq=bad, layer="mac")
            elif done == self.records:
                self.log_verify = replace(told, state="good", done=done, is_anchored=True)
        return self.log_verify

    def do_log_verify_cancel(self, source: str) -> LogVerifying:
        """Stop."""
        self.log_verify = replace(self.log_verify, state="cancelled")
        return self.log_verify

    def do_log_import(self, path: str) -> LogSource:
        """Another source."""
        self._come("log_import")
        if not Path(path).name.endswith(".zip"):
            raise InputRefused("not a bundle", code="log.not_a_bundle")
        self.log_sources.append("cd" * 16)
        return LogSource(
            source=self.log_sources[-1],
            log_id="cd" * 16,
            label="branch-7",
            records=self.records,
            indexed=0,
            first_at=None,
            last_at=None,
        )

    def do_log_export(
        self, result: int, path: str, kind: str, limit: int, reason: str, language: str
    ) -> LogExported:
        """Nothing is written; what was asked is kept."""
        self._come("log_export")
        if "/nowhere/" in path:
            raise EnvironmentFault("cannot write", code="report.unwritable")
        asked = {"path": path, "kind": kind, "limit": limit, "reason": reason, "language": language}
        self.log_written.append(asked)
        rows = min(self.log_totals[result], limit)
        return LogExported(path=path, rows=rows, size_bytes=rows * 140, sha256="5e" * 32)


def _page(nth: int) -> str:
    picture = Image.new("RGB", (1280, 720), (244, 246, 249))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1280, 64), fill=(28, 66, 120))
    draw.rectangle((0, 64, 250, 720), fill=(255, 255, 255))
    for line in range(8):
        draw.rectangle((30, 100 + line * 52, 190 - line * 9, 118 + line * 52), fill=(214, 220, 230))
    for line in range(2 + nth):
        left = 560 if line % 2 else 300
        top = 100 + line * 56
        draw.rounded_rectangle(
            (left, top, left + 380, top + 38), 10, fill=(222, 235, 255) if line % 2 else "white"
        )
        draw.rectangle((left + 20, top + 14, left + 90, top + 26), fill=(30, 34, 44))
    draw.rectangle((280, 480, 1040, 610), outline=(190, 198, 210), fill="white", width=2)
    draw.rounded_rectangle((905, 545, 1025, 589), 8, fill=(29, 91, 214))
    draw.rectangle((940, 562, 990, 572), fill="white")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=70)
    return base64.b64encode(buffer.getvalue()).decode()

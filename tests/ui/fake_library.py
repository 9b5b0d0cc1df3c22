"""The talk-track library and one candidate release in memory, for the window's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from robot.domain import library_views as lib
from robot.domain import release_views as rel
from robot.domain.errors import StateConflict, TandemError
from robot.domain.views import Segment, SegmentKind

SHA = "ab" * 32
MADE = datetime(2026, 11, 23, 0, 40, tzinfo=UTC)
#: Where the one release lies that can be reviewed.
FOLDER = "/srv/releases/r8"
PINYIN = {"存款到期提醒": "ckdqtx\ncunkuandaoqitixing", "新产品信息告知": "xcpxxgz\nxinchanpinxinxigaozhi"}


class FakeLibrary:
    """The verbs of the Strategy page."""

    def __init__(self, today: date) -> None:
        """Four talk tracks, one of them expired; a release that lacks the approver's signature."""
        self.library_today = today
        self.tracks = make_rows(today)
        self.in_use: lib.ReleaseInUse | None = lib.ReleaseInUse(
            release_id="r7",
            version=7,
            expires_on=date(2026, 12, 31),
            manifest_sha256=SHA,
            signers=(signer("author", "li.ming", "李明哲"), signer("compliance", "wang.jing", "王静宜")),
            refusal="",
        )
        self.candidate = make_review(today)
        #: What the next of these verbs is answered with.
        self.library_fault: TandemError | None = None
        self.sign_fault: TandemError | None = None

    def do_library(self) -> lib.LibraryView:
        """All rows."""
        if self.library_fault is not None:
            error, self.library_fault = self.library_fault, None
            raise error
        since = self.library_today - timedelta(days=29)
        return lib.LibraryView(rows=self.tracks, today=self.library_today, since=since, release=self.in_use)

    def do_library_track(self, talk_track: str) -> lib.TrackDetail:
        """One whole."""
        row = next(row for row in self.tracks if row.id == talk_track)
        return make_detail(row)

    def do_release_review(self, path: str) -> rel.ReleaseReview:
        """The candidate."""
        if path != FOLDER:
            raise StateConflict("there is no release", code="release.not_found")
        return self.candidate

    def do_release_sign(
        self, path: str, manifest_sha256: str, key: str, secret: str, side: str
    ) -> rel.ReleaseSigned:
        """Sign it."""
        if self.sign_fault is not None:
            error, self.sign_fault = self.sign_fault, None
            raise error
        signers = (*self.candidate.candidate.signers, signer("compliance", "wang.jing", "王静宜"))
        self.candidate = replace(
            self.candidate, candidate=replace(self.candidate.candidate, signers=signers), refusal=""
        )
        return rel.ReleaseSigned(
            side=side,
            person="wang.jing",
            name="王静宜",
            release_id="r8",
            version=8,
            manifest_sha256=manifest_sha256,
        )


def signer(side: str, person: str, name: str, *, is_checked: bool = True) -> rel.SignerView:
    return rel.SignerView(side=side, person=person, name=name, signed_at=MADE, is_checked=is_checked)


def make_rows(today: date) -> tuple[lib.LibraryRow, ...]:
    much = lib.TrackUse(
        talk_track="deposit-maturity-wecom",
        tasks=140,
        by_outcome={"confirmed": 125, "refused": 9, "needs_person": 3},
        reached=120,
        opted_out=3,
        calls={},
        arms=(
            lib.ArmUse(variant="", tasks=100, confirmed=90),
            lib.ArmUse(variant="2", tasks=40, confirmed=35),
        ),
    )
    little = replace(much, tasks=12, by_outcome={"confirmed": 10}, reached=10, opted_out=1, arms=())
    return (
        _row("deposit-maturity-wecom", "存款到期提醒", use=much),
        _row("new-wealth-wecom", "新产品信息告知", product_line="wealth", use=little),
        _row("deposit-call", "存款到期电话", channel="phone", purpose="service"),
        _row("large-cd-info", "大额存单信息告知", valid_until=today - timedelta(days=8)),
    )


def _row(track_id: str, title: str, **changes: Any) -> lib.LibraryRow:
    usual: dict[str, Any] = {
        "pack": "deposit",
        "pack_title": "存款类话术",
        "channel": "wecom",
        "product_line": "deposit",
        "purpose": "marketing",
        "sensitivity": "S3",
        "tiers": ("mass", "gold"),
        "version": 2,
        "author": "零售金融部",
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2027, 12, 31),
        "variants": 2,
        "haystacks": (track_id, title, "", PINYIN.get(title, ""), "您好，我是客户经理"),
        "use": None,
    }
    return lib.LibraryRow(id=track_id, title=title, **{**usual, **changes})


def make_example(variant: str, label: str, name: str = "王芳女士") -> rel.ExampleView:
    segments = (
        Segment(kind=SegmentKind.DATA, text=name, slot="customer"),
        Segment(kind=SegmentKind.FIXED, text=f"您好，{label}。"),
        Segment(kind=SegmentKind.FREE, text="您方便时", slot="call_time", max_length=16),
        Segment(kind=SegmentKind.REQUIRED, text="存款利率以我行当日公告为准"),
    )
    return rel.ExampleView(variant=variant, label=label, segments=segments, findings=(), max_length=300)


def make_detail(row: lib.LibraryRow) -> lib.TrackDetail:
    slot = lib.SlotView(
        name="call_time",
        type="text",
        source="",
        text_class="time_phrase",
        max_length=16,
        default="您方便时",
        is_optional=False,
        is_free=True,
    )
    return lib.TrackDetail(
        id=row.id,
        version=row.version,
        pack_owner="存款团队",
        change_note="初版。",
        examples=(make_example("1", "温和"), make_example("2", "数据")),
        slots=(slot,),
        required_spans=("存款利率以我行当日公告为准",),
        sha256=SHA,
    )


def make_review(today: date) -> rel.ReleaseReview:
    candidate = rel.ReleaseFacts(
        folder=FOLDER,
        release_id="r8",
        version=8,
        created_at=MADE,
        expires_on=date(2027, 3, 31),
        minimum_product="0.1.0",
        authors=("零售金融部",),
        files=89,
        size=600_000,
        manifest_sha256=SHA,
        signers=(signer("author", "li.ming", "李明哲"),),
    )
    return rel.ReleaseReview(
        candidate=candidate,
        in_use=replace(candidate, release_id="r7", version=7, folder="/home/release"),
        checks=(
            rel.CheckView(name="files", state="ok", code="", said=""),
            rel.CheckView(name="people", state="failed", code="release.unsigned", said="compliance"),
            rel.CheckView(name="expiry", state="not_looked_at", code="", said=""),
        ),
        refusal="release.unsigned",
        tracks=(_changed(), _removed()),
        tracks_in_all=61,
        not_compared="",
        files=(
            rel.FileChange(
                path="policy/policy.yaml",
                part="policy",
                kind="changed",
                rows=(rel.RowChange(key="monthly_cap", before="4", after="3", runs=()),),
                rows_left_out=0,
            ),
        ),
        lint=(_fault(),),
        lint_files=67,
        touched=(rel.Touched(tier="gold", product_line="deposit", customers=3, tasks=4),),
        tasks_in_all=46,
        customers_in_all=40,
        today=today,
    )


def _changed() -> rel.TrackChange:
    runs = (
        rel.TextRun(kind="same", text="{customer}您好，"),
        rel.TextRun(kind="removed", text="推荐"),
        rel.TextRun(kind="added", text="介绍"),
        rel.TextRun(kind="same", text="一款产品。"),
    )
    words = rel.TrackField(
        subject="words",
        key="variants.1.text",
        before="{customer}您好，推荐一款产品。",
        after="{customer}您好，介绍一款产品。",
        runs=runs,
    )
    channel = rel.TrackField(subject="rule", key="channel", before="wecom", after="push", runs=())
    return rel.TrackChange(
        id="deposit-maturity-wecom",
        title="存款到期提醒",
        channel="wecom",
        product_line="deposit",
        kind="changed",
        old_version=2,
        new_version=2,
        is_version_raised=False,
        fields=(words, channel),
        examples=(make_example("1", "温和"),),
        tasks=4,
        customers=3,
    )


def _removed() -> rel.TrackChange:
    return replace(
        _changed(),
        id="large-cd-info",
        title="大额存单信息告知",
        kind="removed",
        new_version=None,
        is_version_raised=True,
        fields=(),
        tasks=0,
        customers=0,
    )


def _fault() -> rel.LintRow:
    text = "    text: 您好，这款产品稳赚不赔。"
    return rel.LintRow(
        file="talktracks/deposit/deposit-maturity-wecom.yaml",
        line=31,
        column=text.index("稳赚") + 1,
        length=4,
        severity="error",
        rule="words.guarantee",
        what="says “稳赚不赔”",
        why="承诺收益",
        source="《广告法》",
        suggestion="say it another way",
        text=text,
    )

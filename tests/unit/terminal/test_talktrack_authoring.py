"""The tools of authors at the command line: what they print, and their exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.terminal.conftest import Tandem

Capture = pytest.CaptureFixture[str]
SHIPPED = Path(__file__).parents[3] / "resources" / "talktracks"
SAMPLE_LIST = (
    "任务编号,业务日期,客户经理工号,客户经理,网点,客户号,客户姓名,称谓,"
    "外部联系人ID,渠道,策略,产品线,退订,话术编号\n"
)
ROW = "T20261123-0001,2026-11-23,1001,李明,滨江支行,C00010001,欧阳娜娜,女士,wm01,企业微信,{id},服务,否,{id}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of a shipped pack."""
    return Path(shutil.copytree(SHIPPED / "service", tmp_path / "packs" / "service"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_new_writes_a_skeleton_that_wants_filling_in(
    tandem: Tandem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ("talktrack", "new", "loan-reminder-wecom", "--channel", "wecom", "--line", "loan")
    assert tandem(*arguments) == 0
    said = capsys.readouterr().out
    path = Path("loan/loan-reminder-wecom.yaml")
    assert str(path) in said
    assert path.is_file()
    assert Path("loan/pack.yaml").is_file()
    assert tandem("talktrack", "lint", "loan", "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert {fault["rule"] for fault in report["faults"]} == {"file.blank"}
    # What is there is left as it is.
    before = path.read_bytes()
    assert tandem(*arguments) == 2
    assert "exists already; it was left" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "track_id", ["../x-wecom", "Loan-x", "ab", "a--b", "x" * 65, "con/x", "-x-y", "借款-x"]
)
def test_an_id_that_no_file_may_have_writes_nothing(
    track_id: str, tandem: Tandem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tandem("talktrack", "new", "--channel", "wecom", "--line", "loan", "--", track_id) == 2
    assert not list(tmp_path.rglob("*.yaml"))


def test_lint_points_at_the_words_with_a_caret(tandem: Tandem, pack: Path, capsys: Capture) -> None:
    path = pack / "birthday-wecom.yaml"
    edit(path, "祝您生日快乐，身体健康", "祝您生日快乐，{wish}")
    assert tandem("talktrack", "lint", str(path)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{path}:")
    assert "error[slot.unknown]: names a slot that is not described: wish" in lines[0]
    shown, caret = lines[1], lines[2]
    # Chinese characters take two columns of a terminal.
    columns = sum(2 if ord(character) > 0x2E80 else 1 for character in shown[: shown.index("{wish}")])
    assert caret.index("^") == columns
    assert caret.count("^") == len("{wish}")
    assert any(line.startswith("  why: ") for line in lines)
    assert any(line.startswith("  source: ") for line in lines)
    assert any(line.startswith("  try: ") for line in lines)
    assert lines[-1] == "1 files: 1 errors, 0 warnings."


def test_lint_of_warnings_alone_is_no_failure(tandem: Tandem, pack: Path, capsys: Capture) -> None:
    edit(pack / "birthday-wecom.yaml", "title: 生日祝福\n", "")
    assert tandem("talktrack", "lint", str(pack)) == 0
    assert "warning[track.title]" in capsys.readouterr().out


def test_preview_marks_who_owns_which_words(tandem: Tandem, capsys: Capture) -> None:
    assert tandem("talktrack", "preview", "birthday-wecom", "--variant", "1") == 0
    said = capsys.readouterr().out
    assert "王芳女士您好，我是滨江支行客户经理李明。值此生日之际" in said
    assert "variant 2" not in said
    for owner in ("fixed", "data"):
        assert owner in said
    assert tandem("talktrack", "preview", "birthday-wecom", "--sample", "--json") == 0
    renderings = json.loads(capsys.readouterr().out)
    assert [one["variant"] for one in renderings] == ["1", "2"]


def test_preview_takes_a_task_of_a_list_and_a_file_of_a_draft(
    tandem: Tandem, pack: Path, tmp_path: Path, capsys: Capture
) -> None:
    tasks = tmp_path / "list.csv"
    tasks.write_text(SAMPLE_LIST + ROW.format(id="birthday-wecom"), encoding="utf-8")
    draft = pack / "birthday-wecom.yaml"
    edit(draft, "身体健康", "万事如意")
    assert tandem("talktrack", "preview", str(draft), "--task", str(tasks)) == 0
    said = capsys.readouterr().out
    assert "欧阳娜娜女士您好" in said
    assert "万事如意" in said
    assert tandem("talktrack", "preview", "churn-warning-wecom", "--task", str(tasks)) == 2
    assert "no task for churn-warning-wecom" in capsys.readouterr().err


def test_preview_of_nothing_known_says_what_is_near(tandem: Tandem, capsys: Capture) -> None:
    assert tandem("talktrack", "preview", "birthday") == 2
    assert "did you mean birthday-wecom?" in capsys.readouterr().err
    assert tandem("talktrack", "preview", "birthday-wecom", "--variant", "9") == 2


def test_diff_shows_words_and_wants_the_version_raised(tandem: Tandem, pack: Path, capsys: Capture) -> None:
    path = pack / "birthday-wecom.yaml"
    edit(path, "身体健康", "万事如意")
    assert tandem("talktrack", "diff", str(SHIPPED / "service"), str(pack)) == 1
    said = capsys.readouterr().out
    assert "birthday-wecom changed v2 → v2" in said
    assert "the version was not raised" in said
    assert "[-身体健康-]" in said
    assert "{+万事如意+}" in said
    assert "1 changed, 0 added, 0 removed." in said
    edit(path, "version: 2", "version: 3")
    assert tandem("talktrack", "diff", str(SHIPPED / "service"), str(pack), "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["new_version"] == 3


def test_test_says_how_many_were_rendered(tandem: Tandem, pack: Path, capsys: Capture) -> None:
    assert tandem("talktrack", "test", str(pack / "birthday-wecom.yaml")) == 0
    assert "26 rendered: 1 talk tracks, 2 variants; 0 failed." in capsys.readouterr().out
    edit(pack / "birthday-wecom.yaml", "max_length: 300", "max_length: 110")
    assert tandem("talktrack", "test", str(pack / "birthday-wecom.yaml")) == 1
    said = capsys.readouterr().out
    assert "birthday-wecom variant" in said
    assert "longest name" in said
    assert "talktrack.too_long" in said


def test_the_commands_load_no_words_before_they_are_asked_for() -> None:
    # `tandem stop` must not wait for a dictionary.
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys, robot.terminal.talktrack_authoring;"
        "print([name for name in ('pypinyin', 'opencc', 'robot.compliance.loading') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

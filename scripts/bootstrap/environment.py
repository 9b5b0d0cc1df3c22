"""Makes .venv from the hash-pinned lock, and knows when there is nothing to do."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass

from bootstrap.debian import tail
from bootstrap.places import CACHE, ROOT, VENV, venv_program
from bootstrap.processes import Failed, run, say

LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".tandem-made-from.json"
UNFINISHED = VENV / ".tandem-unfinished"
LOG = CACHE / "setup.log"

#: Here by other ways than the lock.
_NOT_FROM_LOCK = {"pip", "setuptools", "wheel", "tandem"}

PIP_INSTALL = [
    "-m",
    "pip",
    "--disable-pip-version-check",
    "--no-input",
    "install",
    "--progress-bar=off",
    "--no-deps",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """What an environment was made from; when that is unchanged, there is nothing to do."""

    #: version and place of the interpreter
    python: str
    #: digest of requirements.lock
    lock: str
    #: digest of the parts of pyproject.toml that decide what is installed
    project: str

    @classmethod
    def now(cls) -> MadeFrom:
        """As the files are at this moment."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        deciding = [project.get("project"), project.get("build-system"), project.get("tool", {}).get("hatch")]
        return cls(
            python=f"{sys.version_info.major}.{sys.version_info.minor}",
            lock=_digest(LOCK.read_bytes()),
            project=_digest(json.dumps(deciding, sort_keys=True).encode()),
        )


def ensure_environment() -> None:
    """Make .venv, bring it up to date, or see that it is.

    :raises Failed: a step did not work.
    """
    wanted = asdict(MadeFrom.now())
    made = _read_stamp()
    if made == wanted and venv_program("tandem").exists():
        return
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_bytes(b"")
    if UNFINISHED.exists() or made.get("python", wanted["python"]) != wanted["python"] or not _starts():
        made = {}
        _make_empty(reason="unfinished" if UNFINISHED.exists() else "none that fits")
    if made.get("lock") != wanted["lock"]:
        UNFINISHED.touch()
        STAMP.unlink(missing_ok=True)
        _install_lock()
        UNFINISHED.unlink()
        _write_stamp({"python": wanted["python"], "lock": wanted["lock"]})
    say("installing the project itself")
    editable = ["--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    _python([*PIP_INSTALL, *editable], failure="the project itself was not installed; the packages are kept")
    _write_stamp(wanted)


def _make_empty(*, reason: str) -> None:
    say(f"making .venv ({reason})" if VENV.exists() else "making .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    # From here on: whoever finds this file after an interruption starts anew.
    UNFINISHED.touch()
    if run([sys.executable, "-m", "venv", VENV], log=LOG) != 0:
        raise _failed("python -m venv did not work; is the venv module installed?")


def _install_lock() -> None:
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE))
    say(f"installing up to {len(names)} packages from requirements.lock; the first time takes a minute")
    # The lock is complete, so nothing is resolved; wheels only, so no package runs code of its own here.
    from_lock = ["--require-hashes", "--only-binary=:all:", "--requirement", str(LOCK)]
    _python(
        [*PIP_INSTALL, *from_lock], failure="the packages were not all installed; those that were are kept"
    )
    left_over = sorted(_installed() - {_canonical(name) for name in names} - _NOT_FROM_LOCK)
    if left_over:
        say(f"removing what the lock no longer names: {' '.join(left_over)}")
        command = ["-m", "pip", "--disable-pip-version-check", "uninstall", "--yes", *left_over]
        _python(command, failure="left-over packages could not be removed")


def _installed() -> set[str]:
    listing = subprocess.run(
        [venv_program("python"), "-m", "pip", "--disable-pip-version-check", "list", "--format=json"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return {_canonical(package["name"]) for package in json.loads(listing)}


def _starts() -> bool:
    """Whether .venv has a Python of our version with pip in it."""
    python = venv_program("python")
    if not python.exists():
        return False
    code = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([python, "-c", code], check=False, capture_output=True, text=True)
    return answer.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def _python(arguments: list[str], *, failure: str) -> None:
    if run([venv_program("python"), *arguments], log=LOG, directory=ROOT) != 0:
        # pip gave up by itself and left things whole; only an interrupted one may have left halves.
        UNFINISHED.unlink(missing_ok=True)
        raise _failed(failure)


def _failed(what: str) -> Failed:
    return Failed(f"{what}.\n{tail(LOG)}\nThe whole story is in {LOG}. Put it right and run this again.")


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stamp


def _write_stamp(made_from: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(made_from, indent=2), encoding="utf-8")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

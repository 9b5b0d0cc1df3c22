"""The frame of every page: one file, no scripts, nothing from outside, and the page tells the browser so."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from robot.domain.errors import EnvironmentFault
from robot.reporting.pieces import escaped
from robot.reporting.words import Language


def document(title: str, body: str, language: Language, *, styles: tuple[str, ...] = ("report.css",)) -> str:
    """The whole document.

    :param body: markup.
    :param styles: files of this package, in order.
    """
    style = "".join(_style(name) for name in styles)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{allowed}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    spoken = "zh-CN" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">'
        f"<title>{escaped(title)}</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


@cache
def _style(name: str) -> str:
    return files("robot.reporting").joinpath(name).read_text(encoding="utf-8")


def own_version() -> str:
    """The version of Tandem that writes."""
    try:
        return version("tandem")
    except PackageNotFoundError:
        return "(not installed)"


def write_page(path: Path, content: str) -> Path:
    """Put a page in its place, whole or not at all; may run in any thread.

    :raises EnvironmentFault: if the folder or disk refuses; an earlier page stays.
    """
    try:
        _put(path, content)
    except OSError as err:
        raise EnvironmentFault(
            f"the page {path} cannot be written ({err.strerror}); an earlier one was kept: "
            "free some space or name another file",
            code="report.unwritable",
        ) from err
    return path


def _put(path: Path, content: str) -> None:
    """In its place in one move and readable by this account only: nobody ever sees half a page."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise

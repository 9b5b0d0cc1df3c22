"""The machine itself: interpreter, disk, clock, and who may reach the agent's socket."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from robot.agent.checks.workplace import Workplace, existing, failed, ok, warning
from robot.domain.clock import BANK_ZONE
from robot.domain.views import DoctorItem
from robot.policy.rules import clock_behind
from robot.store.database import connect

_OLDEST_PYTHON = (3, 11)
_MIB = 1024 * 1024
_NEEDED_FREE = 200 * _MIB
_WANTED_FREE = 2048 * _MIB
_PLAUSIBLE_YEARS = range(2026, 2100)
#: A journal that was last written so long ago deserves a second look at the clock.
_LONG_SILENCE = timedelta(days=90)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def check_python(_place: Workplace) -> DoctorItem:
    """New enough for Tandem."""
    found = f"Python {sys.version.split()[0]} at {sys.executable}"
    if sys.version_info[:2] < _OLDEST_PYTHON:
        return failed("python", found, "Install Python 3.11 or newer and Tandem with it.")
    return ok("python", found)


def check_disk(place: Workplace) -> DoctorItem:
    """The home takes a file, keeps it through a flush, and has room."""
    home = place.home.path
    spot = existing(home)
    try:
        with tempfile.NamedTemporaryFile(dir=spot, prefix=".tandem-doctor-") as file:
            file.write(b"tandem")
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(spot).free
    except OSError as err:
        remedy = f"Give this account the right to write to {spot}, or set TANDEM_HOME to another folder."
        return failed("disk", f"{spot} cannot be written: {err.strerror or type(err).__name__}", remedy)
    found = f"{home} is writable, {free // _MIB:,} MiB free"
    if free < _NEEDED_FREE:
        return failed("disk", found, "Free at least 2 GiB; without room for its log the robot does nothing.")
    if free < _WANTED_FREE:
        return warning("disk", found, "Free at least 2 GiB; evidence pictures need room.")
    if not place.is_windows and home.exists() and home.stat().st_mode & _OTHERS:
        return warning("disk", f"{found}; other accounts may enter", f"Run: chmod 700 '{home}'")
    return ok("disk", found)


def check_clock(place: Workplace) -> DoctorItem:
    """A plausible year, not before the last journal record, in the bank's zone."""
    now = place.now
    bank = now.astimezone(BANK_ZONE)
    found = f"{bank:%Y-%m-%d %H:%M:%S} in {BANK_ZONE.key}"
    if now.year not in _PLAUSIBLE_YEARS:
        return failed("clock", found, "Set the system's clock and switch on time synchronisation (NTP).")
    last = _last_record(place.home.database)
    if last is not None:
        moment, source = last
        behind = moment - now
        if behind > clock_behind.TOLERANCE:
            lag = f"{found}; {_span(behind)} before the last journal record ({source} time)"
            remedy = "Set the system's clock right; until then nothing is sent."
            if source == "simulated":
                remedy = "This home was used with simulated time; use another TANDEM_HOME for real work."
            return failed("clock", lag, remedy)
        if now - moment > _LONG_SILENCE:
            gap = f"{found}; {_span(now - moment)} after the last journal record"
            return warning("clock", gap, "Make sure that the date is right before anything is sent.")
    local = now.astimezone()
    if local.utcoffset() != bank.utcoffset():
        other = f"{found}; this machine is set to {local:%Z (UTC%z)}"
        return warning(
            "clock", other, "Tandem counts in the bank's zone; set the machine to it to avoid confusion."
        )
    return ok("clock", found)


def _last_record(database: Path) -> tuple[datetime, str] | None:
    """When the newest journal record was written, and by which clock."""
    if not database.is_file():
        return None
    with closing(connect(database, read_only=True)) as db:
        row = db.execute("SELECT header FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return None
    fields = json.loads(row[0])
    return datetime.fromtimestamp(int(fields["wall_us"]) / 1e6, BANK_ZONE), str(fields["clock"])


def _span(span: timedelta) -> str:
    if span >= timedelta(days=1):
        return f"{span.days} days"
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def check_socket(place: Workplace) -> DoctorItem:
    """Only this account may reach the agent."""
    if place.is_windows:
        return ok("socket", place.home.address)
    folder = Path(place.home.address).parent
    try:
        seen = folder.lstat()
    except FileNotFoundError:
        return ok("socket", f"{folder} is made at the agent's start, for this account only")
    if stat.S_ISLNK(seen.st_mode) or seen.st_uid != os.geteuid():
        found = (
            f"{folder} is a link" if stat.S_ISLNK(seen.st_mode) else f"{folder} belongs to another account"
        )
        return failed("socket", found, f"Have an administrator look at {folder} and remove it.")
    rights, mend = f"{stat.S_IMODE(seen.st_mode):04o}", f"Run: chmod 700 '{folder}'"
    if seen.st_mode & _OTHERS_WRITE:
        # The agent refuses to start here.
        return failed("socket", f"{folder} can be written by others ({rights})", mend)
    if seen.st_mode & _OTHERS:
        return warning("socket", f"{folder} can be entered by others ({rights})", mend)
    return ok("socket", f"{folder} is open to this account only (0700)")

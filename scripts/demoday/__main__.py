"""`scripts/demo`: one relationship manager's day on a real browser at a pretend bank."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console

from demoday.day import Day, run_day
from demoday.keyring_choice import usable_keyring
from demoday.private_keyring import KeyringDidNotStartError
from demoday.programs import ROOT, ProgramDidNotStartError, demo_agent, pretend_bank
from demoday.window import show_window
from demoday.workstation import store_accounts, write_settings
from robot.domain.clock import BANK_ZONE
from robot.domain.errors import EnvironmentFault, TandemError

_SCREEN = Console(stderr=True, highlight=False, emoji=False)


def main() -> int:
    """Run what the arguments ask for; returns the exit code."""
    options = _parse()
    # Ctrl+C and a polite kill both end the day in order.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = ROOT / ".demo" / datetime.now().astimezone().strftime(f"%Y%m%d-%H%M%S-{os.getpid()}")
    try:
        return _serve(folder, options) if options.serve else _show(folder, options)
    except KeyboardInterrupt:
        _SCREEN.print(
            "interrupted; every program is stopped, what was done is kept in", str(folder), markup=False
        )
        return 130
    except (ProgramDidNotStartError, KeyringDidNotStartError, TandemError) as err:
        _SCREEN.print(str(err), style="red", markup=False)
        return 2


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--tasks", type=_count, default=60, metavar="N", help="tasks of the day (60)")
    parser.add_argument("--seed", type=int, default=20260101, metavar="N", help="decides customers and tasks")
    parser.add_argument("--headed", action="store_true", help="show the browser (needs a screen)")
    parser.add_argument(
        "--window", action="store_true", help="open the tray application on the demo bank instead"
    )
    parser.add_argument(
        "--serve", action="store_true", help="only start the demo bank and print addresses and logins"
    )
    parser.add_argument("--json", action="store_true", help="end with one line of machine-readable summary")
    return parser.parse_args()


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 5000:  # noqa: PLR2004 - what the bank's list may hold
        raise argparse.ArgumentTypeError("between 1 and 5000")
    return number


def _bank_arguments(options: argparse.Namespace) -> list[str]:
    return [
        "--tasks",
        str(options.tasks),
        "--seed",
        str(options.seed),
        "--today",
        datetime.now(BANK_ZONE).date().isoformat(),
    ]


def _serve(folder: Path, options: argparse.Namespace) -> int:
    with pretend_bank(folder / "bank", _bank_arguments(options)) as bank:
        lines = {
            "企业微信 WeCom": f"{bank.wecom}   {_login(bank.logins['wecom'])}",
            "客户关系管理 CRM": f"{bank.crm}   {_login(bank.logins['crm'])}",
            "CRM API token": bank.api_token,
            "control (tests only)": f"{bank.control}   bearer {bank.control_token}",
        }
        for title, text in lines.items():
            print(f"{title}: {text}", flush=True)
        print("Ctrl+C ends it.", flush=True)
        threading.Event().wait()
    return 0


def _login(login: dict[str, str]) -> str:
    return f"{login['username']} / {login['password']}"


def _refuse_without_screen(options: argparse.Namespace) -> None:
    wanted = "--window" if options.window else "--headed" if options.headed else ""
    has_screen = sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    if wanted and not has_screen:
        raise EnvironmentFault(
            f"there is no screen for {wanted}; nothing was started: use a desktop session or leave it out",
            code="screen.missing",
        )


def _show(folder: Path, options: argparse.Namespace) -> int:
    _refuse_without_screen(options)
    folder.mkdir(parents=True, mode=0o700)
    home = folder / "home"
    began = time.monotonic()
    with usable_keyring(folder / "keyring") as (variables, kind):
        if kind == "private":
            _SCREEN.print(
                "no keyring of this computer answers, so the demo started a private, real one for itself"
            )
        with pretend_bank(folder / "bank", _bank_arguments(options)) as bank:
            write_settings(home, bank, headless=not options.headed, pictures="always")
            with demo_agent(home, bank.today, variables):
                store_accounts(home, bank)
                _SCREEN.print(
                    f"bank and agent stand after {time.monotonic() - began:.1f} s; simulated time, 10:00"
                )
                if options.window:
                    return show_window(home)
                return run_day(Day(home=home, bank=bank, screen=_SCREEN, as_json=options.json))


if __name__ == "__main__":
    sys.exit(main())

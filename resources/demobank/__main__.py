"""Command line of the pretend bank, so that one command brings up every site."""

from __future__ import annotations

from demobank.options import parse_options
from demobank.server import serve


def main() -> int:
    """Start the bank and stay until it is told to stop; returns the exit code."""
    return serve(parse_options())


if __name__ == "__main__":
    raise SystemExit(main())

"""Start the window with `python -m ui`."""

from __future__ import annotations

import os
import sys

#: On Linux the toolkit ends the process without a plain word where none of these is set.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def start() -> int:
    """The window, or a plain word where there is no screen for it."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        sys.stderr.write(
            "there is no screen for the window; use a desktop session, or the verbs of `tandem --help`\n"
        )
        return 2
    from ui.app import main  # noqa: PLC0415 - loads the toolkit

    return main(sys.argv)


if __name__ == "__main__":
    sys.exit(start())

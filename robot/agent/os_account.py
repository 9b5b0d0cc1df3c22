"""Under whose account of the operating system the agent runs, by the system's own word."""

from __future__ import annotations

import os
import sys

#: Longest account name of Windows, with its closing zero.
_NAME_LENGTH = 257


def os_account() -> str:
    """The account's name; a number where it has none.

    Not from `LOGNAME` or `USERNAME`: whoever starts the agent can set a variable.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        name = ctypes.create_unicode_buffer(_NAME_LENGTH)
        length = ctypes.c_ulong(_NAME_LENGTH)
        if not ctypes.windll.advapi32.GetUserNameW(name, ctypes.byref(length)):
            raise ctypes.WinError()
        return name.value
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())

"""Installs the real chat client that the acceptance tests drive, from its committed lock."""

from __future__ import annotations

import hashlib
import shutil

from bootstrap.debian import tail
from bootstrap.places import CACHE, CONVERSE, CONVERSE_SOURCE
from bootstrap.processes import Failed, run, say

STAMP = CONVERSE / ".made-from"
LOG = CACHE / "npm.log"


def ensure_chat_client() -> None:
    """Have .cache/converse/node_modules as the lock says; without npm, say that it is not there.

    :raises Failed: npm did not work.
    """
    lock = CONVERSE_SOURCE / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    npm = shutil.which("npm")
    if npm is None:
        say("npm is not here: tests against the real chat client will be skipped")
        return
    say("installing the chat client for the acceptance tests")
    CONVERSE.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(CONVERSE_SOURCE / name, CONVERSE / name)
    LOG.write_bytes(b"")
    # No scripts of packages are run, and `ci` starts from nothing: an interrupted one does no harm.
    # The client names a folder of its own as a dependency; npm 9 would look for it before it is unpacked.
    quiet = ["--no-audit", "--no-fund", "--install-links=false"]
    command = [npm, "ci", "--ignore-scripts", "--omit=dev", *quiet]
    if run(command, log=LOG, directory=CONVERSE) != 0:
        raise Failed(f"npm did not install the chat client.\n{tail(LOG)}\nThe whole story is in {LOG}.")
    STAMP.write_text(wanted, encoding="utf-8")

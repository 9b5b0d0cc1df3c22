"""Whether secrets can be kept: a throw-away secret is written, read and deleted, with a limit on the wait."""

from __future__ import annotations

import threading

from robot.agent.checks.workplace import Workplace, failed, ok
from robot.domain.views import DoctorItem
from robot.vault import KeyringLocked, KeyringUnavailable, VaultError

#: A keyring that asks for a password on another screen would hold the doctor for ever.
_TIMEOUT_S = 20.0
_UNLOCK = (
    "Log in at the desktop once, or unlock the keyring in 'Passwords and Keys' (Login, right click, Unlock); "
    "for a robot account without a desktop, unlock it in its start script. Then run `tandem doctor` again."
)
_REMEDIES = {
    "no_session_bus": "Start Tandem inside a desktop session, or under `dbus-run-session`.",
    "no_secret_service": "Install and start gnome-keyring or KWallet with Secret Service.",
    "no_default_collection": "Create a default keyring in 'Passwords and Keys'.",
    "no_answer": "The keyring did not answer in time; it may show a password window on the screen.",
    "not_installed": "Tandem's installation is not complete; install it again.",
    "platform": "This operating system has no keyring that Tandem may use; use Windows, macOS or Linux.",
}


def check_keyring(place: Workplace) -> DoctorItem:
    """The vault's own probe, in a thread that may be left behind."""
    outcome: list[DoctorItem] = []
    thread = threading.Thread(target=lambda: outcome.append(_probe(place)), name="keyring-probe", daemon=True)
    thread.start()
    thread.join(_TIMEOUT_S)
    return outcome[0] if outcome else failed("keyring", "the keyring does not answer", _REMEDIES["no_answer"])


def _probe(place: Workplace) -> DoctorItem:
    try:
        vault = place.open_vault()
        vault.probe()
    except KeyringLocked:
        return failed("keyring", "the keyring is locked", _UNLOCK)
    except KeyringUnavailable as err:
        reason = err.parameters.get("reason", "")
        remedy = _REMEDIES.get(reason, "Ask the workstation's administrator to repair the system's keyring.")
        return failed("keyring", f"no keyring can be used ({reason or 'unknown'})", remedy)
    except VaultError as err:
        return failed(
            "keyring",
            f"the keyring did not keep a test secret ({err.code})",
            _REMEDIES["no_default_collection"],
        )
    except Exception as err:  # noqa: BLE001 - a thread's border: what is raised here would be lost
        return failed(
            "keyring", f"the keyring failed ({type(err).__name__})", "Ask the workstation's administrator."
        )
    name = getattr(vault, "backend_name", type(vault).__name__)
    return ok("keyring", f"{name}: a test secret was written, read and deleted")

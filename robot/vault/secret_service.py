"""Asks the Secret Service whether it is open, because keyring would wait for ever on a password prompt."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from robot.vault.errors import KeyringLocked, KeyringUnavailable

if TYPE_CHECKING:
    from jeepney import Message

BACKEND = "secret-service"
ANSWER_TIMEOUT_SECONDS = 10.0
_UNKNOWN_SERVICE = "org.freedesktop.DBus.Error.ServiceUnknown"


def refuse_if_locked() -> None:
    """Return when the default collection exists and is open; nobody is prompted for anything.

    :raises KeyringUnavailable: no session bus, no service, no collection, or no answer in time.
    :raises KeyringLocked: the collection is locked.
    """
    reply = _ask_whether_locked()
    if reply.header.message_type.name == "error":
        name = str(
            next((value for key, value in reply.header.fields.items() if key.name == "error_name"), "")
        )
        service_missing = name == _UNKNOWN_SERVICE or ".Spawn." in name
        raise _unavailable("no_secret_service" if service_missing else "no_default_collection")
    ((_signature, is_locked),) = reply.body
    if is_locked:
        raise KeyringLocked(backend=BACKEND)


def _ask_whether_locked() -> Message:
    try:
        from jeepney import DBusAddress, Properties  # noqa: PLC0415 - Linux only
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
    except ImportError as err:
        raise _unavailable("not_installed") from err
    try:
        connection = open_dbus_connection(bus="SESSION")
    # The address comes from the environment: a missing variable is a KeyError, a bad one any of the others.
    except (KeyError, ValueError, RuntimeError, OSError) as err:
        raise _unavailable("no_session_bus") from err
    collection = DBusAddress(
        "/org/freedesktop/secrets/aliases/default",
        bus_name="org.freedesktop.secrets",
        interface="org.freedesktop.Secret.Collection",
    )
    with closing(connection):
        try:
            return connection.send_and_get_reply(
                Properties(collection).get("Locked"), timeout=ANSWER_TIMEOUT_SECONDS
            )
        except TimeoutError as err:
            raise _unavailable("no_answer") from err
        except OSError as err:
            raise _unavailable("no_session_bus") from err


def _unavailable(reason: str) -> KeyringUnavailable:
    return KeyringUnavailable(backend=BACKEND, reason=reason)

"""Whether what is kept can be opened: here with the keyring, elsewhere by somebody with a reading key."""

from __future__ import annotations

from robot.agent.checks.workplace import Workplace, failed, ok, warning
from robot.agent.store_keys import KEK_REF, has_data_keys, keys_beside, reading_keys
from robot.domain.clock import business_date
from robot.domain.errors import EnvironmentFault
from robot.domain.views import DoctorItem
from robot.vault import SecretNotFound, VaultError

_RESTORE = (
    "Restore this account's keyring from its backup; until then the agent does not start. A supervisor opens"
    " the data elsewhere with a reading key: docs/privacy.md."
)
_NAME_READER = (
    "Make one with `tandem journal reading-key new` and have it entered for a reviewer or supervisor in the"
    " role document; without one, data is lost with this account's keyring."
)


def check_store_key(place: Workplace) -> DoctorItem:
    """The keyring holds the key that this home's store is encrypted under."""
    try:
        vault = place.open_vault()
        vault.load(KEK_REF)
    except SecretNotFound:
        if has_data_keys(place.home.database):
            return failed("store_key", "the store is encrypted and the keyring holds no key for it", _RESTORE)
        return ok("store_key", "made at the agent's first start")
    except VaultError as err:
        return failed(
            "store_key", f"the keyring gives no key ({err.code})", "See the line about the keyring."
        )
    try:
        keys = keys_beside(place.home, vault) if place.home.database.is_file() else None
    except EnvironmentFault as err:
        return failed("store_key", str(err), _RESTORE)
    months = len(keys.months) if keys is not None else 0
    return ok("store_key", f"the keyring's key opens this home's store ({months} months)")


def check_reading_keys(place: Workplace) -> DoctorItem:
    """Somebody besides this account can open what is kept."""
    held = reading_keys(place.home, place.trust, business_date(place.now))
    if not held:
        return warning("reading_keys", "nobody holds a reading key", _NAME_READER)
    names = ", ".join(key.fingerprint[:16] for key in held)
    return ok("reading_keys", f"{len(held)} reading key{'s' if len(held) > 1 else ''}: {names}")

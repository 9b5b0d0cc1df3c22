"""A throw-away release with throw-away keys, for demonstrations and tests; it proves nothing and says so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from demoday.programs import ROOT
from robot.domain.clock import BANK_ZONE
from robot.governance.building import Desk, ReleaseFacts, build, collect, sign_release
from robot.governance.manifest import NAME as MANIFEST
from robot.governance.private_keys import SigningKey
from robot.governance.revocations import NONE
from robot.governance.roles import NAME as ROLES
from robot.governance.roles import SIGNATURES as ROLES_SIGNATURES
from robot.governance.roles import RoleDocument, read_roles
from robot.governance.signatures import SUFFIX, Purpose, Side, sign
from robot.governance.trust import ROOT_KEYS, TrustPlace
from robot.journal.reading_keys import OpenedReadingKey, ReadingKey

#: Stands beside the keys, for whoever finds them.
WARNING = (
    "THROW-AWAY TRUST of a demonstration or a test: made on the spot, protected from nobody. 仅供演示。\n"
)
#: Reads the log of a demonstration.
READER = "demo-reader"
#: Days before the business date from which everything is valid, so that a clock at ten finds it valid.
_BEFORE = timedelta(days=1)
_AFTER = timedelta(days=3650)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRelease:
    """Where it lies, and whom it trusts."""

    folder: Path
    trust: TrustPlace


def throw_away_trust(home: Path) -> TrustPlace:
    """Where `make_release` puts the keys of a home."""
    return TrustPlace(folder=home / "trust", is_throwaway=True)


def make_release(  # noqa: PLR0913 - what a test furnishes otherwise
    home: Path,
    today: date,
    *,
    source: Path = ROOT / "resources",
    policy: str = "demo.yaml",
    replaced: Mapping[str, bytes] | None = None,
    left_out: Sequence[str] = (),
    supervisor: SigningKey | None = None,
    reader: ReadingKey | None = None,
) -> DemoRelease:
    """Build and sign a release from `source` into `home/release`, with its trust in `home/trust`.

    One that lies there already is replaced by the next version.

    :param today: the business date by the demonstration's clock.
    :param policy: which file of `policy/` is the policy.
    :param replaced: path in the release -> content, in place of or beside the files of `source`.
    :param left_out: patterns of files of `source` that are not taken.
    :param supervisor: key of somebody who may decide on single texts; without it nobody may.
    :param reader: reading key of a reviewer; a throw-away one by default.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder, trust = home / "release", home / "trust"
    files = collect(source, left_out)
    chosen = files.get(f"policy/{policy}")
    files = {path: content for path, content in files.items() if not path.startswith("policy/")}
    if chosen is not None:
        files["policy/policy.yaml"] = chosen
    files |= replaced or {}
    version = _version_at(folder) + 1
    for old in (folder, trust):
        shutil.rmtree(old, ignore_errors=True)
    made_at = datetime.combine(today, time(0), BANK_ZONE)
    facts = ReleaseFacts(
        release_id="demo",
        version=version,
        created_at=made_at,
        expires_on=today + _AFTER,
        minimum_product="0.1.0",
    )
    build(files, facts, folder)
    author, compliance = SigningKey.throw_away(), SigningKey.throw_away()
    keys = {"demo-author": author, "demo-compliance": compliance}
    keys |= {"demo-supervisor": supervisor} if supervisor is not None else {}
    reading = reader or OpenedReadingKey.throw_away().public
    roles = _write_trust(trust, version, keys, reading, made_at)
    desk = Desk(roles=roles, revocations=NONE, now=made_at)
    sign_release(folder, Side.AUTHOR, author, desk)
    sign_release(folder, Side.COMPLIANCE, compliance, desk)
    return DemoRelease(folder=folder, trust=throw_away_trust(home))


def _write_trust(
    trust: Path, version: int, keys: Mapping[str, SigningKey], reading: ReadingKey, made_at: datetime
) -> RoleDocument:
    """People with a role each, signed by two root keys that are forgotten at once."""
    span = {"from": str((made_at - _BEFORE).date()), "until": str((made_at + _AFTER).date())}
    people: list[dict[str, object]] = [
        {
            "id": person,
            "name": f"{person} (throw-away)",
            "roles": [{"role": person.removeprefix("demo-"), **span}],
            "keys": [{"public_key": key.public.text, "fingerprint": key.public.fingerprint, **span}],
        }
        for person, key in keys.items()
    ]
    people.append(
        {
            "id": READER,
            "name": f"{READER} (throw-away)",
            "roles": [{"role": "reviewer", **span}],
            "reading_keys": [{"public_key": reading.text, "fingerprint": reading.fingerprint, **span}],
        }
    )
    document = {"kind": "tandem.roles", "format": 1, "version": version, "people": people}
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    roots = (SigningKey.throw_away(), SigningKey.throw_away())
    (trust / ROLES_SIGNATURES).mkdir(parents=True, mode=0o700)
    (trust / "README.txt").write_text(WARNING, encoding="utf-8")
    (trust / ROLES).write_bytes(content)
    lines = [root.public.line(f"throw-away-{number}") for number, root in enumerate(roots, start=1)]
    (trust / ROOT_KEYS).write_text("\n".join(lines) + "\n", encoding="ascii")
    for number, root in enumerate(roots, start=1):
        signed = sign(
            content, Purpose.ROLES, Side.ROOT, person=f"throw-away-{number}", key=root, signed_at=made_at
        )
        (trust / ROLES_SIGNATURES / f"{number}{SUFFIX}").write_bytes(signed.encode())
    return read_roles(content, tuple(root.public for root in roots))


def _version_at(folder: Path) -> int:
    try:
        return int(json.loads((folder / MANIFEST).read_bytes())["version"])
    except FileNotFoundError:
        return 0

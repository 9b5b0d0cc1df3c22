"""A bank's keys, people and releases in a folder; every test departs from a good one in one point."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from robot.domain.clock import BANK_ZONE
from robot.governance.building import Desk, ReleaseFacts, build, sign_release
from robot.governance.documents import encode
from robot.governance.memory import ForgetfulMemory, VersionMemory
from robot.governance.private_keys import SigningKey
from robot.governance.revocations import NONE, Revocations
from robot.governance.roles import read_roles
from robot.governance.rollback import RollbackOrder
from robot.governance.signatures import Purpose, Side, sign
from robot.governance.trust import TrustPlace
from robot.governance.verifier import ReleaseVerifier, VerifiedRelease

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BANK_ZONE)
EXPIRES = date(2026, 12, 31)
SPAN = {"from": "2026-01-01", "until": "2027-06-30"}
FILES = {
    "talktracks/wealth/fixed.yaml": "text: 理财非存款、产品有风险、投资须谨慎\n".encode(),
    "talktracks/deposit/maturity.yaml": b"text: hello\n",
    "policy/policy.yaml": b"version: 1\n",
    "lexicons/promise.txt": "保本\n".encode(),
    "profiles/wecom.yaml": b"site: wecom\n",
    "strategies/empty.yaml": b"",
}
#: Who works in this bank, and as what.
STAFF = {
    "an.author": "author",
    "shi.signer": "signer",
    "co.compliance": "compliance",
    "ou.operator": "operator",
    "re.reviewer": "reviewer",
    "cu.custodian": "custodian",
}


class House:
    """One bank."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trust = path / "trust"
        self.release = path / "release"
        self.roots = (SigningKey.throw_away(), SigningKey.throw_away())
        self.keys = {person: SigningKey.throw_away() for person in STAFF}
        self.memory: VersionMemory = ForgetfulMemory()
        self.roles_version = 1
        self.people = [self.person(who, role) for who, role in STAFF.items()]

    # --- people --------------------------------------------------------------------------------------------

    def person(self, who: str, *roles: str, **changes: Any) -> dict[str, Any]:
        """A person of the role document with the key of that name."""
        key = self.keys.setdefault(who, SigningKey.throw_away()).public
        usual: dict[str, Any] = {
            "id": who,
            "name": f"name of {who}",
            "roles": [{"role": role, **SPAN} for role in roles],
            "keys": [{"public_key": key.text, "fingerprint": key.fingerprint, **SPAN}],
            "accounts": [f"account of {who}"],
        }
        return {**usual, **changes}

    def change(self, who: str, **changes: Any) -> None:
        """A person otherwise than usual; the role document is signed anew."""
        self.people = [{**each, **changes} if each["id"] == who else each for each in self.people]
        self.install_roles()

    def roles_bytes(self) -> bytes:
        document = {
            "kind": "tandem.roles",
            "format": 1,
            "version": self.roles_version,
            "people": self.people,
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    def install_roles(self) -> None:
        """Write the trust folder, signed with both root keys."""
        content = self.roles_bytes()
        folder = self.trust / "roles-signatures"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        lines = [root.public.line(f"root{number}") for number, root in enumerate(self.roots)]
        (self.trust / "root-keys.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
        (self.trust / "roles.json").write_bytes(content)
        for number, root in enumerate(self.roots):
            signed = sign(content, Purpose.ROLES, Side.ROOT, person=f"root{number}", key=root, signed_at=NOW)
            (folder / f"root{number}.sig.json").write_bytes(signed.encode())

    def desk(self, now: datetime = NOW, revoked: Revocations = NONE) -> Desk:
        roots = tuple(root.public for root in self.roots)
        return Desk(roles=read_roles(self.roles_bytes(), roots), revocations=revoked, now=now)

    # --- releases ------------------------------------------------------------------------------------------

    def unsigned(self, name: str = "release", files: Mapping[str, bytes] | None = None, **facts: Any) -> Path:
        """A release that nobody signed yet."""
        usual: dict[str, Any] = {
            "release_id": "r7",
            "version": 7,
            "created_at": NOW,
            "expires_on": EXPIRES,
            "minimum_product": "0.1.0",
        }
        build(files or FILES, ReleaseFacts(**{**usual, **facts}), self.path / name)
        return self.path / name

    def signed(self, name: str = "release", **facts: Any) -> Path:
        """A good release."""
        folder = self.unsigned(name, **facts)
        sign_release(folder, Side.AUTHOR, self.keys["an.author"], self.desk())
        sign_release(folder, Side.COMPLIANCE, self.keys["co.compliance"], self.desk())
        return folder

    def forge(self, folder: Path, side: Side, who: str, **how: Any) -> Path:
        """A signature made by hand, without the tool that refuses.

        `claims` names another person, `key` is another's, `over` other bytes, `purpose` another kind.
        """
        content = how.get("over", (folder / "manifest.json").read_bytes())
        signature = sign(
            content,
            how.get("purpose", Purpose.RELEASE),
            side,
            person=how.get("claims", who),
            key=how.get("key", self.keys[who]),
            signed_at=how.get("at", NOW),
        )
        path = folder / "signatures" / f"{how.get('name', side)}.sig.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(signature.encode())
        return path

    # --- papers of the trust folder ------------------------------------------------------------------------

    def install_paper(self, stem: str, content: bytes, purpose: Purpose, signers: Mapping[Side, str]) -> None:
        """A signed paper as an administrator installs it."""
        folder = self.trust / f"{stem}-signatures"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (self.trust / f"{stem}.json").write_bytes(content)
        for side, who in signers.items():
            signed = sign(content, purpose, side, person=who, key=self.keys[who], signed_at=NOW)
            (folder / f"{side}.sig.json").write_bytes(signed.encode())

    def install_revocations(self, serial: int = 1, who: str = "co.compliance", **listed: Any) -> None:
        content = Revocations(serial=serial, **listed).encode()
        self.install_paper("revocations", content, Purpose.REVOCATIONS, {Side.COMPLIANCE: who})

    def install_rollback(self, order: RollbackOrder, **signers: str) -> None:
        chosen = {"author": "an.author", "compliance": "co.compliance", **signers}
        by_side = {Side(side): who for side, who in chosen.items() if who}
        self.install_paper("rollback", order.encode(), Purpose.ROLLBACK, by_side)

    # --- looking -------------------------------------------------------------------------------------------

    def verifier(self, *, version: str = "0.1.0") -> ReleaseVerifier:
        place = TrustPlace(folder=self.trust, is_throwaway=True)
        return ReleaseVerifier(place, self.memory, product_version=version)

    def load(self, folder: Path | None = None, today: date = TODAY) -> VerifiedRelease:
        return self.verifier().load(folder or self.release, today)


def rewritten(path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """A JSON file with something changed, in the canonical spelling."""
    document = json.loads(path.read_bytes())
    change(document)
    path.write_bytes(encode(document))


def day(text: str) -> date:
    return date.fromisoformat(text)


LATER = TODAY + timedelta(days=1)

"""`tandem release …`: releases are built, signed, verified and compared here. Needs no agent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from robot.agent.endpoint import Home
from robot.compliance.loading import load_checker
from robot.domain.clock import SystemClock, business_date
from robot.governance import CheckState, Examination, ReleaseVerifier, Side, TrustPlace
from robot.governance.building import Desk, ReleaseFacts, build, collect, read_unsigned, sign_release
from robot.governance.memory import ForgetfulMemory
from robot.governance.private_keys import open_key
from robot.governance.trust import read_authority
from robot.policy.loading import load_policy
from robot.reporting.document import own_version
from robot.sites.profile import load_profile
from robot.store.releases import remembered
from robot.talktracks.library import load_library
from robot.terminal import release_diff
from robot.terminal.options import AsJson
from robot.terminal.printing import complain, out, print_json, say, table, text
from robot.terminal.release_keys import key_commands, read_passphrase, role_commands
from robot.terminal.release_orders import OrderCommands

_STYLES = {CheckState.OK: "green", CheckState.FAILED: "bold red", CheckState.NOT_LOOKED_AT: "dim"}
_HELP = "Signed releases of talk tracks and rules. A stop of the robot is lifted with `tandem stop --lift`."

Folder = Annotated[Path, typer.Argument(help="Folder of the release.")]
KeyFile = Annotated[Path, typer.Option("--key", help="Your private key's file.")]
AsSide = Annotated[Side, typer.Option("--as", help="The side that you sign for.")]


def make_commands(trust: Callable[[], TrustPlace] = TrustPlace.of_system) -> typer.Typer:
    """The commands, all of them over one trust.

    :param trust: the system's; only a demonstration or a test passes another.
    """
    commands = typer.Typer(no_args_is_help=True, help=_HELP)
    desk = ReleaseCommands(trust)
    orders = OrderCommands(desk.desk, desk.memory, trust)
    commands.command("build")(build_release)
    commands.command("sign")(desk.sign)
    commands.command("verify")(desk.verify)
    commands.command("diff")(diff)
    commands.command("revoke")(orders.revoke)
    commands.command("rollback")(orders.rollback)
    commands.add_typer(key_commands, name="key")
    commands.add_typer(role_commands, name="roles")
    return commands


def build_release(
    source: Annotated[Path, typer.Argument(help="Folder with talktracks/, policy/, profiles/ and so on.")],
    version: Annotated[int, typer.Option("--version", min=1, help="Higher than every release before.")],
    expires: Annotated[datetime, typer.Option("--expires", formats=["%Y-%m-%d"], help="Its last day.")],
    to: Annotated[Path, typer.Option("--out", help="Folder to make; must not exist.")],
    release_id: Annotated[str, typer.Option("--id", help="Name of the release; r and the version.")] = "",
    minimum: Annotated[
        str, typer.Option("--minimum-product", help="The oldest Tandem that understands it; this one.")
    ] = "",
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="Pattern of a path, such as policy/demo.yaml.")
    ] = None,
) -> None:
    """Make a release without signatures; everything in it is loaded once before."""
    files = collect(source, leave_out or ())
    now = SystemClock().now()

    def facts(authors: tuple[str, ...] = ()) -> ReleaseFacts:
        return ReleaseFacts(
            release_id=release_id or f"r{version}",
            version=version,
            created_at=now,
            expires_on=expires.date(),
            minimum_product=minimum or own_version(),
            authors=authors,
        )

    # Once without authors, to have the files as they will stand; whoever wrote them is read from there.
    draft = to.with_name(f"{to.name}.draft")
    build(files, facts(), draft)
    try:
        authors = _loaded(draft)
        made = build(files, facts(authors), to)
    finally:
        shutil.rmtree(draft)
    say(f"Release {made.release_id}, version {made.version}, {len(made.files)} files, lies in {to}.")
    say("It is not signed yet: `tandem release sign` by the authors' side, then by compliance.")


def _loaded(folder: Path) -> tuple[str, ...]:
    """Load everything as the robot would; returns the talk tracks' authors.

    :raises InputRefused: naming what cannot be used; a release of it would stop every robot.
    """
    if (folder / "policy").is_dir():
        load_policy(folder / "policy" / "policy.yaml")
    for profile in sorted((folder / "profiles").glob("*.yaml")):
        load_profile(profile)
    if (folder / "lexicons").is_dir():
        load_checker(folder / "lexicons")
    if not (folder / "talktracks").is_dir():
        return ()
    return tuple(track.author for track in load_library(folder / "talktracks").tracks)


def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the release in use.")],
    new: Annotated[Path, typer.Argument(help="Folder of the next one.")],
    *,
    as_json: AsJson = False,
) -> None:
    """What changes from one release to the next: talk tracks by meaning, all else line by line."""
    found = release_diff.compare(old, new)
    if as_json:
        print_json(found)
        return
    for part in release_diff.shown(found):
        out().print(part, soft_wrap=True)


class ReleaseCommands:
    """The commands that ask who may sign."""

    def __init__(self, trust: Callable[[], TrustPlace]) -> None:
        """:param trust: where the keys lie."""
        self._trust = trust

    def memory(self) -> ForgetfulMemory:
        """What this workstation accepted before."""
        return remembered(Home.of_user().database)

    def desk(self) -> Desk:
        """Roles and revocations as they are now.

        :raises ReleaseRefused: they cannot be used.
        """
        now = SystemClock().now()
        authority = read_authority(self._trust().folder, self.memory(), business_date(now))
        return Desk(roles=authority.roles, revocations=authority.revocations, now=now)

    def sign(self, folder: Folder, key: KeyFile, side: AsSide) -> None:
        """Put your signature under a release. Exit code 2 if you may not."""
        manifest, _content, files, present = read_unsigned(folder)
        desk = self.desk()
        say(
            f"Release {manifest.release_id}, version {manifest.version}, {len(files)} files,"
            f" until {manifest.expires_on.isoformat()}; signatures so far: {len(present)}."
        )
        signed = sign_release(folder, side, open_key(key, read_passphrase("Passphrase of your key: ")), desk)
        say(f"Signed for the side {signed.side} by {signed.person.name} ({signed.person.id}).", "green")

    def verify(self, folder: Folder, *, as_json: AsJson = False) -> None:
        """Every check of a release, as the robot makes it on this workstation. Exit code 1 on a refusal."""
        verifier = ReleaseVerifier(self._trust(), self.memory(), product_version=own_version())
        examined = verifier.examine(folder, business_date(SystemClock().now()))
        if as_json:
            print_json(_as_view(examined))
        else:
            rows = (
                (check.name, text(check.state.replace("_", " "), _STYLES[check.state]), check.said)
                for check in examined.checks
            )
            out().print(table(("check", "state", "found"), rows))
            if examined.refusal is None:
                say("The release is good: it may be used on this workstation.", "green")
            else:
                complain(f"NOT USED ({examined.refusal.code}): {examined.refusal}")
        raise typer.Exit(0 if examined.refusal is None else 1)


def _as_view(examined: Examination) -> dict[str, object]:
    manifest = examined.manifest
    return {
        "good": examined.refusal is None,
        "refusal": examined.refusal.code if examined.refusal is not None else "",
        "release_id": manifest.release_id if manifest is not None else "",
        "version": manifest.version if manifest is not None else 0,
        "expires_on": manifest.expires_on.isoformat() if manifest is not None else "",
        "manifest_sha256": examined.manifest_sha256,
        "checks": [
            {"name": check.name, "state": check.state.value, "code": check.code, "said": check.said}
            for check in examined.checks
        ],
    }


commands = make_commands()

"""A site described as data: where it may go, how to log in, what is where, and what its words mean.

The YAML file is the whole knowledge of a site; flows name elements, never selectors.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from robot.compliance import strict_yaml
from robot.compliance.strict_yaml import YamlUnreadableError
from robot.domain.errors import InputRefused

ElementName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Origin = Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?$")]
Signal = Literal["external_id", "name", "remark", "tag"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as err:
        raise ValueError(f"not a regular expression: {err}") from err
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class LocatorSpec(_Model):
    """One way to find an element; exactly one of the kinds is given, the rest refine it."""

    role: str = ""
    label: str = ""
    placeholder: str = ""
    text: str = ""
    test_id: str = ""
    css: str = ""
    #: Accessible name for `role`, compared exactly.
    name: str = ""
    #: Regular expression for the accessible name, where the exact one varies.
    name_matches: Pattern = ""
    #: Only inside this other element.
    within: ElementName | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> LocatorSpec:
        kinds = [self.role, self.label, self.placeholder, self.text, self.test_id, self.css]
        if sum(bool(kind) for kind in kinds) != 1:
            raise ValueError("give exactly one of role, label, placeholder, text, test_id, css")
        if (self.name or self.name_matches) and not self.role:
            raise ValueError("name and name_matches refine a role")
        return self


class FieldSpec(_Model):
    """One way to read a value inside a row: a descendant (or the row itself), its text or an attribute."""

    css: str = ""
    attribute: str = ""
    #: Regular expression; its first group (or whole match) is the value.
    matches: Pattern = ""


class Collection(_Model):
    """Rows of a list, and how to read each field of a row; alternatives are tried in order."""

    row: tuple[LocatorSpec, ...] = Field(min_length=1)
    fields: dict[ElementName, tuple[FieldSpec, ...]]


class Step(_Model):
    """One act of a login."""

    click: ElementName | None = None
    fill: ElementName | None = None
    value: Literal["username", "secret"] | None = None
    press: str | None = None
    #: Skipped when the element is not there.
    optional: bool = False

    @model_validator(mode="after")
    def _one_act(self) -> Step:
        if sum(act is not None for act in (self.click, self.fill, self.press)) != 1:
            raise ValueError("a step is one of click, fill, press")
        if (self.fill is None) != (self.value is None):
            raise ValueError("fill needs value: username or secret")
        return self


class Login(_Model):
    """How a session begins, and how to see that it ended."""

    #: Shown only when nobody is logged in.
    form: ElementName
    #: Shown only when somebody is.
    done: ElementName
    steps: tuple[Step, ...]
    #: Texts of the page that mean the account was refused.
    refused_texts: tuple[str, ...] = ()
    #: Where the page says whose session it is; compared with the account's user name when given.
    account: ElementName | None = None
    #: Regular expression over that text; its first group is the user name.
    account_matches: Pattern = ""
    #: `scan`: nobody types, a person scans the code with a telephone.
    by: Literal["password", "scan"] = "password"
    #: The code on the login page; it is shown to the person, nothing else of the page.
    scan: ElementName | None = None
    #: Texts of the page that mean the code is no longer good, so the page is loaded anew.
    expired_texts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _can_be_scanned(self) -> Login:
        if self.by == "scan" and self.scan is None:
            raise ValueError("by: scan needs scan, the element of the code")
        return self


class SignalSpec(_Model):
    """Where an open chat shows one of the recipient's signals."""

    element: ElementName
    #: Read this attribute instead of the text.
    attribute: str = ""


class Own(_Model):
    """Which message rows are the account's own."""

    field: ElementName
    equals: str = ""
    #: `{username}` stands for the account's user name.
    starts_with: str = ""


class Chat(_Model):
    """A conversation page: choosing a contact, proving who it is, writing and sending."""

    #: Box that filters the contacts; None where the list is short.
    search: ElementName | None = None
    #: What is typed into it.
    search_by: Signal = "external_id"
    #: Collection of contacts; its fields are named like signals.
    contacts: ElementName
    #: Where the open chat shows the recipient's signals.
    signals: dict[Signal, SignalSpec] = Field(min_length=2)
    #: How many must match; the external id, where shown, always must.
    quorum: int = Field(default=2, ge=2, le=4)
    #: Shown once the open chat's history stands; without it the composer is taken for that sign.
    history_loaded: ElementName | None = None
    #: Collection of messages with fields `id`, `text`, `state` (optional) and what `own` names.
    messages: ElementName
    own: Own
    composer: ElementName
    #: Where the page has no word for 'sent', it is watched so long for a late refusal, seconds.
    refusal_window_s: float = Field(default=0.0, ge=0, le=10)
    #: Clicked to send; None means that Enter in the composer sends.
    send: ElementName | None = None
    #: Must not stand beside it: a button that sends to many.
    send_unless: ElementName | None = None
    #: The part of the page that is photographed.
    picture: ElementName


class Refusals(_Model):
    """Words of the site for 'no', by what they mean."""

    quota_reached: tuple[str, ...] = ()
    already_received: tuple[str, ...] = ()
    not_a_friend: tuple[str, ...] = ()
    #: Taken at first and rejected later.
    rejected: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class Texts(_Model):
    """Words of the site for the states of a message."""

    sending: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    refused: Refusals = Refusals()
    #: How customers say that they want no more messages: regular expressions, sought in their message after
    #: `robot.channels.opt_out.clauses` put every clause on a line of its own.
    opt_out: tuple[Pattern, ...] = ()


class WitnessSpec(_Model):
    """How another session reads from the server what was sent."""

    #: `list`: a page that lists what was sent. `chat`: the conversation itself, opened anew.
    kind: Literal["list", "chat"]
    #: For `list`: path of the page; `{business_date}` is replaced.
    path: str = ""
    #: For `list`: collection with fields `id`, `external_id`, `text`, and `state` where the site has one.
    rows: ElementName | None = None
    #: For `list`: shown once the page stands, also when it is empty.
    ready: ElementName | None = None
    #: For `list`: shows how many rows the list has in all, so that rows which cannot be read are missed.
    total: ElementName | None = None
    #: For `list`: leads to older rows.
    next_page: ElementName | None = None
    #: For `chat`: what makes the page read from the server again: a new login or a reload.
    refresh: Literal["login", "reload"] = "login"
    #: The sender's list also holds what the site refused, so there a refusal on the page is believed.
    keeps_refused: bool = False
    #: Longest wait for a message to appear, seconds.
    deadline_s: float = Field(default=30.0, gt=0, le=3600)


class RecordForm(_Model):
    """A portal page on which a contact is recorded."""

    #: Path of the form; `{customer_id}` is replaced after percent-encoding.
    path: str
    #: Where the form shows whose record it is; both must match.
    customer_id: ElementName
    customer_name: ElementName
    #: Form fields; values come from the contact record.
    fill: dict[Literal["content", "talk_track"], ElementName]
    #: Select boxes and the option label for each value.
    choose: dict[Literal["channel", "result"], ElementName] = Field(default_factory=dict)
    options: dict[str, str] = Field(default_factory=dict)
    submit: ElementName
    #: Texts that mean the record was taken.
    saved_texts: tuple[str, ...]
    #: Page on which another session reads the records; `{customer_id}` is replaced.
    records_path: str
    #: Collection with fields `id`, `content`, `talk_track`.
    records: ElementName
    #: Shown once that page stands.
    records_ready: ElementName
    picture: ElementName | None = None


class Interruption(_Model):
    """A layer that is harmless and may be closed."""

    shown: ElementName
    close: ElementName


class SiteProfile(_Model):
    """One site."""

    site: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
    title: str = Field(min_length=1, max_length=40)
    version: int = Field(ge=1)
    #: The first is where the site is opened; all may be visited. A workstation may re-point them.
    origins: tuple[Origin, ...] = Field(min_length=1)
    #: Path opened first.
    start: str = "/"
    login: Login
    elements: dict[ElementName, tuple[LocatorSpec, ...]]
    collections: dict[ElementName, Collection] = Field(default_factory=dict)
    chat: Chat | None = None
    record: RecordForm | None = None
    witness: WitnessSpec | None = None
    texts: Texts = Texts()
    harmless: tuple[Interruption, ...] = ()
    #: Elements that are blacked out in pictures.
    masks: tuple[ElementName, ...] = ()
    #: Longest wait for a page or element, seconds.
    patience_s: float = Field(default=10.0, gt=0, le=120)
    browser_locale: str = "zh-CN"

    @model_validator(mode="after")
    def _names_exist(self) -> SiteProfile:
        missing = sorted(name for name in self._named_elements() if name not in self.elements)
        missing += sorted(name for name in self._named_collections() if name not in self.collections)
        if missing:
            raise ValueError(f"named but not described: {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _fields_suffice(self) -> SiteProfile:
        lacking = [
            f"{collection}.{field}"
            for collection, field in self._needed_fields()
            if field not in self.collections[collection].fields
        ]
        if lacking:
            raise ValueError(f"a field is missing: {', '.join(lacking)}")
        if (
            self.witness
            and self.witness.kind == "list"
            and not (self.witness.path and self.witness.rows and self.witness.ready)
        ):
            raise ValueError("a witness of kind list needs path, rows and ready")
        return self

    def _needed_fields(self) -> list[tuple[str, str]]:
        needed: list[tuple[str, str]] = []
        if self.chat:
            needed += [(self.chat.messages, name) for name in ("id", "text", self.chat.own.field)]
        if self.witness and self.witness.rows:
            needed += [(self.witness.rows, name) for name in ("id", "external_id", "text")]
        if self.record:
            needed.append((self.record.records, "content"))
        return needed

    def _named_elements(self) -> set[str]:
        found: set[str | None] = {*self.masks, self.login.form, self.login.done, self.login.account}
        found.add(self.login.scan)
        for step in self.login.steps:
            found |= {step.click, step.fill}
        for layer in self.harmless:
            found |= {layer.shown, layer.close}
        rows = [collection.row for collection in self.collections.values()]
        for specs in (*self.elements.values(), *rows):
            found |= {spec.within for spec in specs}
        if self.chat:
            chat = self.chat
            found |= {chat.search, chat.history_loaded, chat.composer, chat.send, chat.picture}
            found.add(chat.send_unless)
            found |= {spec.element for spec in chat.signals.values()}
        if self.record:
            form = self.record
            found |= {form.customer_id, form.customer_name, form.submit, form.records_ready}
            found |= {*form.fill.values(), *form.choose.values()}
        if self.witness:
            found |= {self.witness.ready, self.witness.total, self.witness.next_page}
        return {name for name in found if name is not None}

    def _named_collections(self) -> set[str]:
        found: set[str | None] = set()
        if self.chat:
            found |= {self.chat.contacts, self.chat.messages}
        if self.record:
            found.add(self.record.records)
        if self.witness:
            found.add(self.witness.rows)
        return {name for name in found if name is not None}

    def pointed_at(self, origin: str) -> SiteProfile:
        """The same site at another origin, as a workstation's settings say."""
        return SiteProfile.model_validate({**self.model_dump(), "origins": (origin, *self.origins[1:])})


def load_profile(path: Path) -> SiteProfile:
    """Read one profile.

    :raises InputRefused: naming the file, the key and what is wrong; nothing is loaded then.
    """
    try:
        content = path.read_bytes()
    except OSError as err:
        raise _unreadable(path, err) from err
    return profile_of(content, path)


def _unreadable(path: PurePath, why: Exception) -> InputRefused:
    return InputRefused(f"the site profile {path} cannot be read: {why}", code="profile.unreadable")


def profile_of(content: bytes, path: PurePath) -> SiteProfile:
    """The profile that a file's content says.

    :param path: where it was read, for messages; it is not opened.
    :raises InputRefused: as `load_profile`.
    """
    try:
        return SiteProfile.model_validate(strict_yaml.parse(content))
    except YamlUnreadableError as err:
        raise _unreadable(path, err) from err
    except ValidationError as err:
        first = err.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InputRefused(
            f"the site profile {path} is not used: {where}: {first['msg']}", code="profile.invalid"
        ) from err

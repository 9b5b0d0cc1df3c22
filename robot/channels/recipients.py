"""Who is this? Judging the signals that a page shows against the ones that the bank's list gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from robot.domain.customer import Recipient
from robot.sites.wording import as_read

_SIGNALS = ("external_id", "name", "remark", "tag")
#: What tells one customer from another; a tag is shared by hundreds.
_PERSONAL = frozenset({"name", "remark"})
#: The chat shows what the ledger confirmed earlier.
MESSAGE_SIGNAL = "last_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the signals say."""

    matched: tuple[str, ...]
    differing: tuple[str, ...]
    is_proved: bool

    @classmethod
    def none(cls) -> Standing:
        """Nothing was seen yet."""
        return cls(matched=(), differing=(), is_proved=False)

    def describe(self) -> str:
        """For the log: which signals, never their values."""
        return f"matched {'+'.join(self.matched) or 'none'}, differing {'+'.join(self.differing) or 'none'}"


def judge(
    recipient: Recipient, shown: Mapping[str, str | None], quorum: int, *, knows_message: bool = False
) -> Standing:
    """Whether the signals shown prove the recipient.

    The platform's own id, where both sides have one, must match. Without a matching id nothing may differ;
    with it, a name or tag that the customer changed does not stop, as long as the quorum stands. If name and
    remark both speak against it, a tag does not outweigh them: the list may carry another customer's id.

    :param knows_message: the chat shows a message that the ledger confirmed for this customer. That is one
        more signal; that it is missing means nothing, since histories are cut.
    """
    matched: list[str] = []
    differing: list[str] = []
    for name in _SIGNALS:
        wanted, seen = getattr(recipient, name), shown.get(name)
        if not wanted or seen is None:
            continue
        (matched if as_read(seen) == as_read(wanted) else differing).append(name)
    has_id = "external_id" in matched
    if knows_message:
        matched.append(MESSAGE_SIGNAL)
    personal = _PERSONAL.intersection(matched + differing)
    is_contradicted = bool(personal) and personal.isdisjoint(matched) and not knows_message
    enough = len(matched) >= quorum and not is_contradicted
    return Standing(
        matched=tuple(matched), differing=tuple(differing), is_proved=enough and (has_id or not differing)
    )


def matching_rows(recipient: Recipient, rows: Sequence[Mapping[str, str]]) -> list[int]:
    """Indices of contact rows that fit: by the platform's id where rows carry it, else by other signals."""
    # A customer of whom the list knows no id must not fit a row merely because it shows none either.
    if recipient.external_id and any(row.get("external_id") for row in rows):
        return [index for index, row in enumerate(rows) if row.get("external_id") == recipient.external_id]
    return [index for index, row in enumerate(rows) if _fits(recipient, row)]


def _fits(recipient: Recipient, row: Mapping[str, str]) -> bool:
    compared = [
        as_read(row[name]) == as_read(getattr(recipient, name))
        for name in ("name", "remark", "tag")
        if row.get(name) and getattr(recipient, name)
    ]
    return bool(compared) and all(compared)

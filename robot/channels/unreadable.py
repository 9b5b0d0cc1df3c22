"""Rows that a list shows and nobody can read: a page that changed, never proof that something is absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def missing_fields(
    rows: Sequence[Mapping[str, str | None]], *, always: Sequence[str], sometimes: Sequence[str] = ()
) -> str:
    """Names of the fields that cannot be read; empty if all is well.

    :param always: every row must give a value for these.
    :param sometimes: these may be empty (a picture has no text), and in some rows not even be there, but
        not in all of them.
    """
    missing = [name for name in always if any(not row.get(name) for row in rows)]
    if rows:
        missing += [name for name in sometimes if all(row.get(name) is None for row in rows)]
    return ", ".join(missing)

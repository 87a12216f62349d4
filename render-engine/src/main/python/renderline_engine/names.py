"""Names out of strangers' files, as they are told to a person."""

from __future__ import annotations

_SHOWN = 5
_LONGEST = 200


def some(names: list[str]) -> str:
    """The first of the names, for a sentence that stays short and can be stored, whatever they are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(_readable, names[:_SHOWN])) + more


def _readable(name: str) -> str:
    # No database takes a NUL, which a STEP file may well hold
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name[:_LONGEST])
    return plain + ("…" if len(name) > _LONGEST else "")

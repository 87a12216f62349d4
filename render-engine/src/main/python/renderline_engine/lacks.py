"""Sentences on what something was made without.

They name no upload: all jobs with the same content are told them, whatever each of them calls its file.
"""

from __future__ import annotations

from . import names


def parts(missing: list[str]) -> list[str]:
    """On files that hold some of the model's geometry."""
    return _note("The model refers to files that did not come with it, and is made without them", missing)


def linked(left_out: list[str], owner: str) -> list[str]:
    """On libraries that the `.blend` of the `owner` links."""
    return _note(f"What the {owner} links from other files is left out", left_out)


def textures(missing: list[str], owner: str) -> list[str]:
    """On textures of the `owner`, such as `model`."""
    return _note(f"Textures that did not come with the {owner} are left out", missing)


def textures_of_usdc(left_out: list[str]) -> list[str]:
    """On what a USDC cannot hold."""
    return _note("A USDC holds no textures, so these are left out (a GLB or USDZ holds them)", left_out)


def _note(sentence: str, missing: list[str]) -> list[str]:
    return [f"{sentence}: {names.some(missing)}."] if missing else []

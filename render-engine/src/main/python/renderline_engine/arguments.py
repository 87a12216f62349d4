"""Reads a request's arguments, and says which field is wrong when one is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import colours
from .errors import InvalidParametersError


class Arguments:
    """A typed view of the `args` object of a request.

    Every reader raises `InvalidParametersError` naming the field when the value is absent without a
    default, of another type, or out of range.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def only(self, *allowed: str) -> None:
        """Refuses fields that the operation does not know, so that a misspelt one is not ignored."""
        unknown = sorted(set(self._values) - set(allowed))
        if unknown:
            raise InvalidParametersError(
                f"Unknown argument {', '.join(unknown)}; known are {', '.join(sorted(allowed))}."
            )

    def text(self, name: str, default: str | None = None) -> str:
        """Reads a string that is not empty."""
        value = self._get(name, default)
        if not isinstance(value, str) or not value:
            raise InvalidParametersError(f"{name} must be a text that is not empty, but is {value!r}.")
        return value

    def choice(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Reads one of the allowed words."""
        value = self._get(name, default)
        if value not in allowed:
            raise InvalidParametersError(f"{name} must be one of {', '.join(allowed)}, but is {value!r}.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        """Reads true or false."""
        value = self._get(name, default)
        if not isinstance(value, bool):
            raise InvalidParametersError(f"{name} must be true or false, but is {value!r}.")
        return value

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """Reads a whole number from low to high, both included."""
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise InvalidParametersError(
                f"{name} must be a whole number from {low} to {high}, but is {value!r}."
            )
        return value

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        """Reads a finite number from low to high, both included."""
        value = self._get(name, default)
        sound = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not sound or not low <= value <= high:
            raise InvalidParametersError(
                f"{name} must be a number from {low:g} to {high:g}, but is {value!r}."
            )
        return float(value)

    def optional_text(self, name: str) -> str | None:
        """Reads a string that is not empty; None when it is absent or null."""
        return None if self._values.get(name) is None else self.text(name)

    def optional_integer(self, name: str, low: int, high: int) -> int | None:
        """Reads a whole number from low to high; None when it is absent or null."""
        return None if self._values.get(name) is None else self.integer(name, low, high)

    def colour(self, name: str) -> tuple[float, float, float] | None:
        """Reads a colour as seen, `#rrggbb`, as numbers from 0 to 1; None when there is none."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not colours.HEX.fullmatch(value):
            raise InvalidParametersError(f"{name} must be a colour such as #f2f2f2, but is {value!r}.")
        return colours.parse(value)

    def optional_number(self, name: str, low: float, high: float) -> float | None:
        """Reads a finite number from low to high; None when it is absent or null."""
        return None if self._values.get(name) is None else self.number(name, low, high)

    def texts(self, name: str) -> dict[str, str]:
        """Reads an object of strings; empty when there is none."""
        value = self._values.get(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
            raise InvalidParametersError(f"{name} must be an object of texts, but is {value!r}.")
        return dict(value)

    def objects(self, name: str) -> list[Arguments]:
        """Reads a list of objects; empty when there is none."""
        value = self._values.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            raise InvalidParametersError(f"{name} must be a list of objects, but is {value!r}.")
        return [Arguments(entry) for entry in value]

    def existing_file(self, name: str) -> Path:
        """Reads the path of a file that is there."""
        path = Path(self.text(name))
        if not path.is_file():
            raise InvalidParametersError(f"{name} names a file that is not there: {path}.")
        return path

    def existing_folder(self, name: str) -> Path:
        """Reads a path of a folder that is there."""
        path = Path(self.text(name))
        if not path.is_dir():
            raise InvalidParametersError(f"{name} is no folder: {path}.")
        return path

    def new_file(self, name: str) -> Path:
        """Reads a path to write to, whose folder is there."""
        path = Path(self.text(name))
        if not path.parent.is_dir():
            raise InvalidParametersError(f"{name} lies in a folder that is not there: {path.parent}.")
        return path

    def _get(self, name: str, default: Any) -> Any:
        value = self._values.get(name)
        if value is None:
            value = default
        if value is None:
            raise InvalidParametersError(f"{name} is missing.")
        return value

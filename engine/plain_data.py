"""Plain data of a file as the types that they stand for."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError


def as_type(kind: Any, data: Any, what: str) -> Any:
    """Return what numbers, texts, lists and tables stand for, such as a dataclass of them.

    Names that the type does not know are left out.

    Raises:
        ValueError: they do not; half a sentence about the file ("its ... cannot be read").
    """
    try:
        return _adapter(kind).validate_python(data)
    except (ValidationError, RecursionError):
        raise ValueError(f"its {what} cannot be read") from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)

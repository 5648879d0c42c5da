"""A result as plain data, for JSON and for freezing."""

from dataclasses import fields, is_dataclass
from math import isinf

from nybrott.core.designs.model import Design, Effect, TooFew


def plain(value: object) -> object:
    """A result as dictionaries, lists, texts, numbers and None, in the order of its fields.

    A design becomes its name with what it leans on and what it cannot rule out beside it; an interval without a limit has
    None there, since JSON has no word for infinity.
    """
    if isinstance(value, Design):
        return {"name": value.code, "assumptions": list(value.assumptions), "rivals": list(value.rivals)}
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Effect):
            told["clear"] = value.clear
        return {"too_few": True, **told} if isinstance(value, TooFew) else told
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, float) and isinf(value):
        return None
    return value

"""The shapes every answer of the public API shares, whatever room it is from."""

from typing import Any

from ninja import Field, Schema

LARGEST_PAGE = 200


class Problem(Schema):
    """What is wrong, in one sentence."""

    detail: str


REFUSALS: dict[frozenset[int], Any] = {frozenset({400, 404, 422}): Problem}


class Paged(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="From 1. A page past the end is empty.")
    size: int = Field(50, ge=1, le=LARGEST_PAGE, description="Rows on a page.")


class Part(Schema):
    """A page of a list: `total` is how many there are in all."""

    total: int
    page: int
    size: int

"""What is said is held against English sentences."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language outside requests."""
    with override("en"):
        yield

"""What the tests of this room share."""

import pytest
from pytest_django import Settings


@pytest.fixture
def quick_passwords(settings: Settings) -> None:
    """A hash that takes no time, for tests that sign in often."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

"""What is logged of an address with a private key in it."""

import logging
from secrets import token_urlsafe

import pytest
from django.conf import settings
from django.test import Client

from nybrott.web.discretion import HideKeys


def logged(*args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", args, None)
    assert HideKeys().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("before", ["/dialogues/mine/", "/needs/mine/", "/answer/", "/heard/"])
def test_keys_are_hidden_and_the_rest_stays(before: str) -> None:
    for _each in range(50):
        key = token_urlsafe(32)
        assert logged("Not Found", f"{before}{key}/input/3/") == f"Not Found: {before}…/input/3/"


def test_addresses_without_a_key_stay_as_they_are() -> None:
    for address in ("/dialogues/tryggere-natt-hjemme-for-eldre-i-egen-bolig/input/", "/observatory/2026/", "/settings/people/12/"):  # fmt: skip
        assert logged("Forbidden", address) == f"Forbidden: {address}"


@pytest.mark.django_db
def test_what_the_site_writes_down_goes_through_it(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["keys"]
    key = token_urlsafe(32)
    handler = next(one for one in logging.getLogger().handlers if any(isinstance(each, HideKeys) for each in one.filters))  # fmt: skip
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Gone", f"/answer/{key}/"), None)
    assert handler.filter(record)
    assert key not in handler.format(record)

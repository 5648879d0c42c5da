"""From where somebody asks: what a reader writes into a header is not believed."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from nybrott.ui.asking import address_of, network_of


@pytest.mark.parametrize(
    ("proxies", "told", "passed", "address"),
    [
        (0, "192.0.2.7", "", "192.0.2.7"),
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (1, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "127.0.0.1", "<script>", ""),
        (0, "", "", ""),
        (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (1, "", "[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_wrote(
    rf: RequestFactory, settings: Settings, proxies: int, told: str, passed: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    asked = rf.get("/", REMOTE_ADDR=told, **({"HTTP_X_FORWARDED_FOR": passed} if passed else {}))
    assert address_of(asked) == address


def test_a_network_is_an_address_or_the_half_of_one(rf: RequestFactory) -> None:
    def of(address: str) -> str:
        return network_of(rf.get("/", REMOTE_ADDR=address))

    assert of("192.0.2.7") == "192.0.2.7" != of("192.0.2.8")
    assert of("2001:db8:1:2:3:4:5:6") == of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert of("2001:db8:1:3::1") != of("2001:db8:1:2::1")

"""Who asks for a page, from where, and for which part of a list."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

from nybrott.core.actor import VISITOR, Actor


def who(request: HttpRequest) -> Actor:
    """The actor of this request; a visitor when nobody has signed in. `people.middleware` puts it in place."""
    actor = getattr(request, "actor", VISITOR)
    if not isinstance(actor, Actor):
        raise TypeError("request.actor must be an Actor")
    return actor


def address_of(request: HttpRequest) -> str:
    """The network address of whoever asks; "" when it cannot be known.

    Behind `ALLAUTH_TRUSTED_PROXY_COUNT` proxies it is the entry of `X-Forwarded-For` that the outermost of them wrote;
    what stands before it was written by the reader and is not believed.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = request.META.get("REMOTE_ADDR", "")
    if proxies:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        told = passed[-proxies] if len(passed) >= proxies else told
    try:
        address = ip_address(told.strip("[]"))
    except ValueError:
        return ""
    if not isinstance(address, IPv4Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)


def network_of(request: HttpRequest) -> str:
    """What one household or office has: an IPv4 address, or the /64 of an IPv6 address. For counting tries."""
    address = address_of(request)
    if ":" not in address:
        return address
    return str(IPv6Network((address, 64), strict=False))


def asked_page(request: HttpRequest) -> int:
    """The page number asked for; anything that is none is the first."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1


def asked_sort(request: HttpRequest, allowed: Sequence[str], default: str) -> str:
    """The sorting asked for if it is one of `allowed` (with or without a minus), else `default`."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in allowed else default


def query_of(request: HttpRequest) -> dict[str, list[str]]:
    """The address's own query, which sort and page links keep."""
    return dict(request.GET.lists())


def is_loopback(address: str) -> bool:
    """Whether an address is this machine itself."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False

"""Sign-in services (OpenID Connect), read from a TOML file and checked whole before the site starts.

docs/operate/sign-in.md shows the file. What comes out is what django-allauth wants to have in its settings.
"""

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nybrott.people.roles import ROLES

KNOWN = {
    "id", "name", "issuer", "client_id", "secret_file", "key_file", "scope", "acr_levels", "acr_floor", "trusted_domains",
    "email_always_verified", "links_by_email", "creates_accounts", "roles",
}  # fmt: skip
NEEDED = ("id", "name", "issuer", "client_id")
ROLE = {"claim", "value", "organisation", "role"}


class WrongProviders(ValueError):
    """The file cannot be used; the message is a sentence that says where and why."""


def read_providers(path: Path) -> list[dict[str, Any]]:
    """The services in a file, as apps of django-allauth. Raises `WrongProviders`."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as trouble:
        raise WrongProviders(f"NYBROTT_SIGN_IN names {path}, which cannot be read ({trouble.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise WrongProviders(f"{path} is not TOML: {trouble}.") from None
    if unknown := set(said) - {"provider"}:
        raise WrongProviders(f"{path}: nobody knows “{min(unknown)}”; a service begins with [[provider]].")
    apps = [_app(one, path) for one in said.get("provider", [])]
    names = [app["provider_id"] for app in apps]
    if double := {name for name in names if names.count(name) > 1}:
        raise WrongProviders(f"{path}: two services are called “{min(double)}”.")
    return apps


def _app(said: dict[str, Any], path: Path) -> dict[str, Any]:
    where = f"{path}, service “{said.get('id', '?')}”"
    if unknown := set(said) - KNOWN:
        raise WrongProviders(f"{where}: nobody knows “{min(unknown)}”.")
    for name in NEEDED:
        if not said.get(name):
            raise WrongProviders(f"{where}: “{name}” is missing.")
    if not str(said["id"]).isidentifier():
        raise WrongProviders(f"{where}: an id has letters, digits and underscores; it stands in addresses.")
    _issuer(str(said["issuer"]), where)
    levels, floor = said.get("acr_levels", []), said.get("acr_floor", "")
    if bool(levels) != bool(floor) or (floor and floor not in levels):
        raise WrongProviders(f"{where}: acr_levels names the levels, the lowest first, and acr_floor is one of them.")
    domains = [str(domain).lower() for domain in said.get("trusted_domains", [])]
    if (said.get("links_by_email") or said.get("creates_accounts")) and not domains:
        raise WrongProviders(f"{where}: say in trusted_domains which e-mail addresses the service answers for.")
    if bool(said.get("secret_file")) and bool(said.get("key_file")):
        raise WrongProviders(f"{where}: secret_file or key_file, not both.")
    return {
        "provider_id": said["id"],
        "name": _name(said["name"], where),
        "client_id": said["client_id"],
        "secret": _file(said.get("secret_file"), where),
        "settings": {
            "server_url": said["issuer"],
            "issuer": said["issuer"],
            "key": _file(said.get("key_file"), where),
            "scope": said.get("scope", ["openid", "profile", "email"]),
            "acr_levels": levels,
            "acr_floor": floor,
            "trusted_domains": domains,
            "email_always_verified": bool(said.get("email_always_verified")),
            "links_by_email": bool(said.get("links_by_email")),
            "creates_accounts": bool(said.get("creates_accounts")),
            "roles": [_role(one, where) for one in said.get("roles", [])],
        },
    }


def _issuer(issuer: str, where: str) -> None:
    parts = urlsplit(issuer)
    near = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or parts.query or not (parts.scheme == "https" or (parts.scheme == "http" and near)):
        raise WrongProviders(f"{where}: the issuer is an address that begins with https://.")


def _name(name: Any, where: str) -> str:
    if isinstance(name, str):
        return name
    raise WrongProviders(f"{where}: the name is one text, as people know the service.")


def _file(name: str | None, where: str) -> str:
    if not name:
        return ""
    try:
        return Path(name).read_text("utf-8").strip()
    except OSError as trouble:
        raise WrongProviders(f"{where}: {name} cannot be read ({trouble.strerror}).") from None


def _role(said: dict[str, Any], where: str) -> dict[str, str]:
    if set(said) != ROLE or not all(isinstance(value, str) and value for value in said.values()):
        raise WrongProviders(f"{where}: a role says claim, value, organisation (its name in addresses) and role.")
    if said["role"] not in ROLES:
        raise WrongProviders(f"{where}: there is no role “{said['role']}”; there are: {', '.join(ROLES)}.")
    return said

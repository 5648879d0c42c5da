"""The file of sign-in services is checked whole, and what is wrong is said in a sentence that names the place."""

from pathlib import Path

import pytest

from nybrott.web.providers import WrongProviders, read_providers
from nybrott.web.tests.test_settings import WHOLE, load

GOOD = """
[[provider]]
id = "entra"
name = "Alvik kommune"
issuer = "https://login.example/tenant/v2.0"
client_id = "abc"
acr_levels = ["low", "high"]
acr_floor = "high"
trusted_domains = ["Alvik.kommune.example"]
links_by_email = true

[[provider.roles]]
claim = "groups"
value = "g-1"
organisation = "alvik"
role = "driver"
"""


def read(folder: Path, text: str) -> list[dict[str, object]]:
    file = folder / "sign-in.toml"
    file.write_text(text, "utf-8")
    return read_providers(file)


def test_a_file_becomes_settings(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    (app,) = read(tmp_path, GOOD.replace('client_id = "abc"', f'client_id = "abc"\nsecret_file = "{tmp_path}/secret"'))
    assert (app["provider_id"], app["name"], app["secret"]) == ("entra", "Alvik kommune", "hush")
    said = app["settings"]
    assert isinstance(said, dict)
    assert said["trusted_domains"] == ["alvik.kommune.example"]
    assert said["scope"] == ["openid", "profile", "email"]
    assert (said["creates_accounts"], said["email_always_verified"]) == (False, False)
    assert said["roles"][0]["role"] == "driver"
    assert read(tmp_path, "") == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("[[provider]]", "[[providers]]", "nobody knows “providers”"),
        ('id = "entra"\n', "", "“id” is missing"),
        ('name = "Alvik kommune"\n', "", "“name” is missing"),
        ('client_id = "abc"\n', "", "“client_id” is missing"),
        ('client_id = "abc"', 'client_id = "abc"\nclient_secret = "x"', "nobody knows “client_secret”"),
        ('"entra"', '"../x"', "letters, digits and underscores"),
        ("https://login.example", "http://login.example", "begins with https://"),
        ("https://login.example/tenant/v2.0", "javascript:alert(1)", "begins with https://"),
        ('acr_floor = "high"', 'acr_floor = "highest"', "acr_floor is one of them"),
        ('acr_levels = ["low", "high"]\n', "", "acr_floor is one of them"),
        ('trusted_domains = ["Alvik.kommune.example"]\n', "", "say in trusted_domains"),
        ('role = "driver"', 'role = "king"', "there is no role “king”; there are: driver, mentor"),
        ('value = "g-1"\n', "", "a role says claim, value, organisation"),
        ('client_id = "abc"', 'client_id = "abc"\nsecret_file = "/nowhere/x"', "/nowhere/x cannot be read"),
        ('client_id = "abc"', 'client_id = "abc"\nsecret_file = "/a"\nkey_file = "/b"', "not both"),
        ('name = "Alvik kommune"', "name = 5", "the name is one text"),
        ('id = "entra"', 'id = "entra', "is not TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    assert before in GOOD
    with pytest.raises(WrongProviders, match=r"sign-in\.toml") as trouble:
        read(tmp_path, GOOD.replace(before, after))
    assert sentence in str(trouble.value)


def test_two_of_a_name_and_no_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(WrongProviders, match="two services are called “entra”"):
        read(tmp_path, GOOD + GOOD)
    with pytest.raises(WrongProviders, match="cannot be read"):
        read_providers(tmp_path / "none.toml")


def test_the_site_does_not_start_with_a_wrong_file(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[[provider]]\n")
    done = load(WHOLE | {"NYBROTT_SIGN_IN": str(tmp_path / "wrong.toml")})
    assert done.returncode == 1
    assert "“id” is missing" in done.stderr

"""The frame, and the pages for when something is wrong."""

import gzip

import pytest
from django.template.loader import get_template, render_to_string

from nybrott.ui.frame import ACCENTS, Choice, Frame, Language, Link, Me
from nybrott.ui.tests.factories import STATIC, Elements, text_of, tokens

FRAME = Frame(
    organisation="Bjørkelia kommune",
    home_url="/o/bjorkelia/",
    accent="sea",
    menu=(Link("Needs", "/needs/"), Link("Figures", "/observatory/", current=True)),
    footer=(Link("Privacy", "/privacy/"),),
    languages=(Language("nb", "Bokmål", "/?l=nb", current=True), Language("en", "English", "/?l=en")),
    enter=Link("Sign in", "/in/"),
    notice="Invented.",
)


def page(name: str = "404.html", frame: Frame = FRAME, **context: object) -> str:
    return render_to_string(name, {"frame": frame, **context})


def test_frame_shows_what_it_is_given() -> None:
    found = Elements(page())
    links = {link["href"]: link for link in found.named("a")}
    assert {"/o/bjorkelia/", "/needs/", "/observatory/", "/privacy/", "/in/", "/?l=en"} <= set(links)
    assert links["/observatory/"]["aria-current"] == "page"
    assert "/?l=nb" not in links  # one is there already
    assert (links["/?l=en"]["lang"], links["/?l=en"]["hreflang"]) == ("en", "en")
    assert found.named("html")[0]["data-accent"] == "sea"


def test_who_has_signed_in_has_a_menu_of_their_own() -> None:
    me = Me("Kari <b>", (Link("My account", "/account/"),), (Choice("Fjellvik", "7"),), "/choose/", "/leave/")
    markup = page(frame=Frame(organisation="Bjørkelia kommune", me=me, enter=Link("Sign in", "/in/")))
    found = Elements(markup)
    assert "Kari &lt;b&gt;" in markup
    assert {form["action"]: form["method"] for form in found.named("form")} == {"/choose/": "post", "/leave/": "post"}
    assert [button["value"] for button in found.named("button") if button.get("name") == "organisation"] == ["7"]
    assert "/in/" not in {link["href"] for link in found.named("a")}
    assert len(found.named("details")) == 1, "opens without JavaScript"


def test_empty_frame_has_no_empty_landmarks() -> None:
    found = Elements(page(frame=Frame()))
    assert not found.named("nav")
    assert "nb-notice" not in page(frame=Frame())


def test_menu_opens_without_javascript() -> None:
    found = Elements(page())
    (button,) = [attrs for attrs in found.named("button") if "popovertarget" in attrs]
    (menu,) = [attrs for attrs in found.named("div") if attrs.get("id") == button["popovertarget"]]
    assert "popover" in menu


def test_colour_scheme_switch_is_hidden_until_it_works() -> None:
    (switch,) = [attrs for attrs in Elements(page()).named("button") if "data-scheme-switch" in attrs]
    assert "hidden" in switch
    assert Elements(page()).named("html")[0]["data-color-scheme"] == "auto"


def test_messages_keep_their_kind() -> None:
    class Message:
        level_tag = "error"

        def __str__(self) -> str:
            return "It was not saved."

    markup = page(messages=[Message()])
    assert 'data-color="danger"' in markup
    assert "It was not saved." in markup


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_pages_for_the_worst_need_no_context(name: str) -> None:
    markup = get_template(name).render()
    assert "<h1>" in markup
    assert "None" not in text_of(markup)
    assert Elements(markup).named("link")


def test_the_worst_page_stands_without_its_static_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str) -> str:
        raise ValueError(path)

    monkeypatch.setattr("nybrott.ui.templatetags.ui.static", broken)
    assert "<h1>" in get_template("500.html").render()


def test_refusals_say_why() -> None:
    assert "Only the need owner can." in text_of(page("403.html", reason="Only the need owner can."))
    assert "Not your unit." in text_of(page("403.html", exception=PermissionError("Not your unit.")))
    assert "role you have now" in text_of(page("403.html"))


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_accent_has_its_colours(accent: str) -> None:
    assert any(f'[data-accent="{accent}"]' in selector for selector in tokens())


def test_first_visit_is_light() -> None:
    """The files of a page without special elements, compressed, leave room for the page under 150 kB."""
    fetched = [
        attrs.get("href") or attrs.get("src") or ""
        for name, attrs in Elements(page()).found
        if name in {"link", "script"}
    ]
    names = {address.split("/static/ui/")[-1] for address in fetched} | {"vendor/icons/icons.svg"}
    weight = sum(
        len(data) if name.endswith("woff2") else len(gzip.compress(data))
        for name in names
        for data in [(STATIC / name).read_bytes()]
    )
    assert len(names) > 10
    assert weight < 100_000

"""The gallery shows every component, without anything the content security policy refuses."""

import re
from pathlib import Path

import pytest
from django.http import Http404, QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from nybrott.gallery.content import content
from nybrott.gallery.views import gallery
from nybrott.ui.templatetags.ui import register
from nybrott.ui.tests.factories import UI, Elements

ROOM = Path(__file__).resolve().parent.parent
NOT_SHOWN = {"asset", "previous_page", "next_page"}  # parts of components, not components


def markup(query: str = "") -> str:
    return render_to_string("gallery/gallery.html", content(QueryDict(query)))


def test_every_tag_stands_in_the_gallery() -> None:
    places = [*(ROOM / "templates").rglob("*.html"),
              UI / "templates" / "ui" / "page.html", UI / "templates" / "ui" / "components" / "tag.html"]  # fmt: skip
    templates = "".join(path.read_text(encoding="utf-8") for path in places)
    used = set(re.findall(r"{% (\w+)", templates))
    shown_by_others = {"errorsummary"} & set(re.findall(r"{% (\w+)", (UI / "templates/ui/forms/form.html").read_text()))
    assert set(register.tags) - NOT_SHOWN <= used | shown_by_others


def test_every_component_template_belongs_to_a_tag() -> None:
    names = {path.stem for path in (UI / "templates" / "ui" / "components").glob("*.html")}
    assert names - {"pages"} <= set(register.tags)


def test_every_filter_stands_in_the_gallery_or_a_component() -> None:
    templates = "".join(
        path.read_text(encoding="utf-8") for room in (UI, ROOM) for path in (room / "templates").rglob("*.html")
    )
    assert set(register.filters) <= set(re.findall(r"\|(\w+)", templates))


@pytest.mark.parametrize("query", ["", "accent=forest&sort=-count&page=1", "accent=pink&q=æ"])
def test_no_inline_style_or_script(query: str) -> None:
    found = Elements(markup(query))
    for name, attrs in found.found:
        assert "style" not in attrs, (name, attrs)
        assert not [key for key in attrs if key.startswith("on")], (name, attrs)
        assert name != "style"
    assert all(attrs.get("src") for attrs in found.named("script"))


def test_ids_are_unique_and_references_lead_somewhere() -> None:
    found = Elements(markup())
    ids = [attrs["id"] for _, attrs in found.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in found.found:
        for key in ("aria-labelledby", "aria-describedby", "for", "commandfor", "popovertarget", "data-dialog"):
            for target in (attrs.get(key) or "").split():
                assert target in ids, (key, target)


def test_page_has_one_heading_one_main_and_a_way_past_the_menu() -> None:
    found = Elements(markup())
    assert len(found.named("h1")) == len(found.named("main")) == 1
    assert next(attrs["href"] for attrs in found.named("a")) == "#main"
    assert found.named("html")[0]["data-accent"] == "fjord"
    assert Elements(markup("accent=sea")).named("html")[0]["data-accent"] == "sea"


def test_gallery_is_for_development_only(settings: object, rf: RequestFactory) -> None:
    settings.DEBUG = False  # type: ignore[attr-defined]
    with pytest.raises(Http404):
        gallery(rf.get("/gallery/"))

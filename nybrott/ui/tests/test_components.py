"""The smaller components, one by one."""

import pytest

from nybrott.ui.frame import Link
from nybrott.ui.tests.factories import Elements, draw, text_of

CRUMBS = (Link("Home", "/"), Link("Figures", "/figures/"), Link("Bjørkelia"))


def test_breadcrumbs_end_here() -> None:
    found = Elements(draw("{% breadcrumbs crumbs %}", crumbs=CRUMBS))
    assert [link["href"] for link in found.named("a")] == ["/figures/", "/", "/figures/"]  # the first is the way back
    (here,) = [attrs for attrs in found.named("span") if attrs.get("aria-current") == "page"]
    assert here


def test_one_breadcrumb_has_no_way_back() -> None:
    assert not Elements(draw("{% breadcrumbs crumbs %}", crumbs=CRUMBS[2:])).named("a")


@pytest.mark.parametrize("variant", ["primary", "secondary", "tertiary", "next"])
def test_buttons_say_their_verb(variant: str) -> None:
    link = draw("{% linkbutton 'Invite suppliers' '/invite/' variant %}", variant=variant)
    assert (text_of(link), Elements(link).named("a")[0]["href"]) == ("Invite suppliers", "/invite/")
    button = draw("{% button 'Save' variant name='do' value='save' %}", variant=variant)
    (attrs,) = Elements(button).named("button")
    assert (attrs["type"], attrs["name"], attrs["value"], attrs["data-variant"]) == ("submit", "do", "save", variant)


def test_decorations_are_silent_and_named_icons_speak() -> None:
    (silent,) = Elements(draw("{% icon 'done' %}")).named("svg")
    (named,) = Elements(draw("{% icon 'done' title='Finished' %}")).named("svg")
    assert (silent["aria-hidden"], silent.get("role")) == ("true", None)
    assert (named["role"], named["aria-label"], named.get("aria-hidden")) == ("img", "Finished", None)


@pytest.mark.parametrize(("lens", "shape"), [("strict", "circle"), ("declared", "rect"), ("behavioural", "path")])
def test_lenses_have_a_mark_and_a_word(lens: str, shape: str) -> None:
    markup = draw("{% tag 'Word' lens %}", lens=lens)
    assert [name for name, _ in Elements(markup).found] == ["span", "svg", shape]
    assert text_of(markup) == "Word"


def test_legend_keeps_the_order_of_the_lenses() -> None:
    found = Elements(draw("{% lenslegend %}"))
    assert [item["data-lens"] for item in found.named("li")] == ["strict", "declared", "behavioural"]


def test_card_leads_by_its_heading() -> None:
    markup = draw("{% card title='Same need' url='/same/' level=2 %}<p>Three.</p>{% endcard %}")
    assert '<h2><a href="/same/">Same need</a></h2>' in markup
    assert "<p>Three.</p>" in markup
    assert not Elements(draw("{% card title='Same' %}x{% endcard %}")).named("a")


def test_alert_has_its_kind_and_title() -> None:
    markup = draw("{% alert 'warning' 'Two could not be read' level=3 %}<p>x</p>{% endalert %}")
    assert 'data-color="warning"' in markup
    assert "<h3>Two could not be read</h3>" in markup
    assert "<h" not in draw("{% alert %}<p>x</p>{% endalert %}")


def test_tabs_name_their_parts_in_order_and_hold_everything() -> None:
    line = "{% tabs 'Need' %}{% tab one %}<p>a</p>{% endtab %}{% tab 'Two' %}<p>b</p>{% endtab %}{% endtabs %}"
    markup = draw(line * 2, one="One")
    found = Elements(markup)
    assert [len(found.named(name)) for name in ("ds-tabs", "ds-tab", "ds-tabpanel", "h3")] == [2, 4, 4, 4]
    assert text_of(markup) == "One Two One a Two b " * 2 + "" or text_of(markup) == ("One Two One a Two b " * 2).strip()


def test_tabs_of_pages_mark_the_current_one() -> None:
    links = (Link("Overview", "/a/", current=True), Link("Notices", "/b/"))
    found = Elements(draw("{% tabnav 'Parts' links %}", links=links))
    assert [link.get("aria-current") for link in found.named("a")] == ["page", None]


def test_many_tabs_fold_where_the_screen_is_narrow() -> None:
    def tabs(number: int) -> Elements:
        links = [Link(f"Part {n}", f"/{n}/", current=n == 2) for n in range(number)]
        return Elements(draw("{% tabnav 'Parts' links %}", links=links))

    assert not tabs(5).named("details")
    many = tabs(6)
    assert len(many.named("details")) == 1
    # the same links both ways; the style sheet shows one of them
    assert [link["href"] for link in many.named("a")] == [f"/{n}/" for n in range(6)] * 2
    assert sum(link.get("aria-current") == "page" for link in many.named("a")) == 2
    markup = draw("{% tabnav 'Parts' links %}", links=[Link(str(n), f"/{n}/", current=n == 2) for n in range(6)])
    assert text_of(markup).startswith("Parts: 2")


def test_dialog_is_named_and_closes_and_has_a_page_instead() -> None:
    markup = draw("{% dialogbutton 'Delete' 'd' '/delete/' %}{% dialog 'd' 'Delete it?' %}<p>x</p>{% enddialog %}")
    found = Elements(markup)
    (opener,) = found.named("a")
    (dialog,) = found.named("dialog")
    assert (opener["href"], opener["data-dialog"]) == ("/delete/", dialog["id"])
    assert dialog["aria-labelledby"] in {attrs.get("id") for attrs in found.named("h2")}
    assert found.named("button")[0]["commandfor"] == "d"


def test_empty_state_teaches() -> None:
    markup = draw("{% emptystate 'No dialogues yet' 'Here …' 'Invite' '/invite/' 'See one' '/one/' level=3 %}")
    assert text_of(markup) == "No dialogues yet Here … Invite See one"
    assert [link["href"] for link in Elements(markup).named("a")] == ["/invite/", "/one/"]
    assert not Elements(draw("{% emptystate 'Nothing' 'Here …' %}")).named("a")


def test_definitions_pair_words_and_meanings() -> None:
    pairs = [("Unit", "Home care"), ("Who", "<b>")]
    markup = draw("{% definitions pairs %}", pairs=pairs)
    assert text_of(markup) == "Unit Home care Who &lt;b&gt;"
    assert draw("{% definitions pairs %}", pairs=dict(pairs)) == markup


def test_progress_says_how_far_and_how_long() -> None:
    markup = draw("{% progress 'Reading' 412 1200 started='10:14' left='2 minutes' poll_url='/p/' %}")
    (bar,) = Elements(markup).named("progress")
    assert (bar["value"], bar["max"], bar["aria-label"]) == ("34", "100", "Reading")
    assert text_of(markup) == "Reading 412 of 1\u202f200 Started 10:14 About 2 minutes left".replace("\u202f", " ")
    assert Elements(markup).named("div")[0]["hx-get"] == "/p/"


def test_progress_without_an_end_says_what_is_done() -> None:
    markup = draw("{% progress 'Looking' 38 %}")
    assert "value" not in Elements(markup).named("progress")[0]
    assert text_of(markup) == "Looking 38 so far"


def test_progress_never_passes_its_end() -> None:
    assert Elements(draw("{% progress 'Reading' 7 5 %}")).named("progress")[0]["value"] == "100"

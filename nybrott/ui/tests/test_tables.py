"""Tables: sort links, page links, the first column as heading, and the same for narrow screens and screen readers."""

from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nybrott.ui.tables import Cell, Column, Pages, address, headings
from nybrott.ui.templatetags.ui import page_links
from nybrott.ui.tests.factories import Elements, a_table, draw, text_of


def query(url: str) -> dict[str, list[str]]:
    return parse_qs(url.removeprefix("?"))


def test_first_column_is_the_rows_heading_and_link() -> None:
    markup = draw("{% table table %}", table=a_table())
    found = Elements(markup)
    assert [head["role"] for head in found.named("th") if head["scope"] == "row"] == ["rowheader", "rowheader"]
    assert '<a href="/aerfugl/">Ærfugl kommune</a> <span class="nb-quiet">Østmark</span>' in markup
    assert "Buyers by name" in text_of(markup)


def test_cells_carry_their_heading_for_narrow_screens() -> None:
    cells = Elements(draw("{% table table %}", table=a_table())).named("td")
    assert [(cell["data-label"], cell["data-align"], cell["role"]) for cell in cells] == [("Number", "end", "cell")] * 2


def test_sorting_turns_round_keeps_the_rest_and_starts_at_page_one() -> None:
    by_name, by_number = headings(a_table())
    assert (by_name.sorted, query(by_name.url)) == ("ascending", {"q": ["sykehus"], "sort": ["-buyer"]})
    assert (by_number.sorted, query(by_number.url)) == ("", {"q": ["sykehus"], "sort": ["-count"]})
    by_name, _ = headings(a_table(sort="-buyer"))
    assert (by_name.sorted, query(by_name.url)["sort"]) == ("descending", ["buyer"])


def test_sorted_column_says_so_and_plain_columns_have_no_link() -> None:
    table = a_table(columns=[Column("buyer", "Buyer", sortable=True), Column("count", "Number")])
    found = Elements(draw("{% table table %}", table=table))
    heads = [head for head in found.named("th") if head["scope"] == "col"]
    assert [head.get("aria-sort") for head in heads] == ["ascending", None]
    assert [link["id"] for link in found.named("a") if "id" in link] == ["buyers-sort-buyer"]


def test_sorting_is_kept_for_the_filter_form() -> None:
    (hidden,) = Elements(draw("{% table table %}", table=a_table())).named("input")
    assert (hidden["name"], hidden["value"], hidden["form"]) == ("sort", "buyer", "buyers-filters")


def test_a_list_that_may_be_empty_is_swapped_with_what_is_around_it() -> None:
    found = Elements(draw("{% table table %}", table=a_table(id="buyers-table", swap="buyers")))
    targets = {link.get("hx-target") for link in found.named("a")} - {None}
    (pages,) = found.named("nav")
    assert targets == {"#buyers"} == {pages["hx-target:inherited"], pages["hx-select:inherited"]}
    assert found.named("input")[0]["form"] == "buyers-filters"
    assert found.named("div")[0]["id"] == "buyers-table"


def test_page_links_keep_the_query() -> None:
    links = page_links(a_table())
    assert [link["number"] for link in links] == [1, 2, 3, 4, None, 31]
    assert query(links[0]["url"]) == {"q": ["sykehus"]}
    assert query(links[5]["url"]) == {"q": ["sykehus"], "page": ["31"]}
    assert [link["number"] for link in links if link["current"]] == [3]


def test_pages_say_where_one_stands() -> None:
    markup = draw("{% table table %}", table=a_table())
    links = Elements(markup).named("a")
    assert "Page 3 of 31" in text_of(markup)
    assert [link["aria-label"] for link in links if link.get("aria-current") == "page"] == ["Page 3"]
    assert [query(link["href"] or "")["page"] for link in links if link.get("rel") in {"prev", "next"}] == [
        ["2"],
        ["4"],
    ]


@pytest.mark.parametrize(("current", "rels"), [(1, ["next"]), (31, ["prev"])])
def test_ends_have_one_way_to_go(current: int, rels: list[str]) -> None:
    markup = draw("{% table table %}", table=a_table(pages=Pages(current, 31, 1204)))
    assert [link["rel"] for link in Elements(markup).named("a") if "rel" in link] == rels


@pytest.mark.parametrize("pages", [None, Pages(1, 1, 2)])
def test_one_page_needs_no_links(pages: Pages | None) -> None:
    assert "nb-pages" not in draw("{% table table %}", table=a_table(pages=pages))


def test_figures_scroll_in_a_named_place_the_keyboard_reaches() -> None:
    found = Elements(draw("{% table table %}", table=a_table(stack=False)))
    (place,) = [attrs for attrs in found.named("div") if attrs.get("role") == "group"]
    assert (place["tabindex"], place["aria-labelledby"]) == ("0", "buyers-caption")
    assert "role" not in found.named("table")[0]


def test_a_list_is_reached_by_its_links_and_one_without_links_by_itself() -> None:
    """Where a list is wider than its place it scrolls, and the keyboard must get there."""
    for rows, reached in (([[Cell("Fjordvik", "/1/"), "12"]], False), ([[Cell("Fjordvik"), "12"]], True), ([["Fjordvik", "12"]], True)):  # fmt: skip
        found = Elements(draw("{% table table %}", table=a_table(rows=rows)))
        (place,) = [attrs for attrs in found.named("div") if "nb-table-scroll" in (attrs.get("class") or "")]
        assert ("tabindex" in place) is reached, rows


def test_words_in_cells_are_escaped() -> None:
    markup = draw("{% table table %}", table=a_table(rows=[[Cell("<b>x</b>", "/?a=1&b=2"), "<i>"]]))
    assert "<b>" not in markup
    assert "<i>" not in markup
    assert 'href="/?a=1&amp;b=2"' in markup


def test_rows_must_fit_the_columns() -> None:
    with pytest.raises(ValueError, match="zip"):
        draw("{% table table %}", table=a_table(rows=[["alone"]]))


@given(st.integers(1, 400), st.data())
def test_page_numbers_are_few_rising_and_hold_the_ends(total: int, data: st.DataObject) -> None:
    current = data.draw(st.integers(1, total))
    shown = Pages(current, total, total * 50).numbers()
    numbers = [number for number in shown if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, current, total} <= set(numbers)
    assert len(shown) <= 9
    for before, after in pairwise(shown):
        assert before is None or after is None or after - before == 1


@given(st.dictionaries(st.text(min_size=1), st.lists(st.text(), min_size=1), max_size=4), st.text(min_size=1))
def test_addresses_change_only_what_is_asked(kept: dict[str, list[str]], value: str) -> None:
    made = parse_qs(address(kept, sort=value, page=None)[1:], keep_blank_values=True)
    assert made == {key: values for key, values in kept.items() if key not in {"sort", "page"}} | {"sort": [value]}

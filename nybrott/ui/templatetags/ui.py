"""The components as template tags: {% load ui %}. How each is used: docs/develop/components.md."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.core.files.storage import Storage, storages
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from nybrott.ui import formats, tables
from nybrott.ui.figures import CONFIRMED, LENSES, Figure
from nybrott.ui.frame import Link
from nybrott.ui.highlight import Mark, pieces
from nybrott.ui.thread import NextStep, Stop, curve

register = template.Library()
FEW_TABS = 5  # tabs that a narrow screen can be asked to hold

TABS = "nybrott.ui.tabs"  # the titles of the {% tab %} blocks drawn so far

for _format in (
    formats.number,
    formats.percent,
    formats.money,
    formats.money_exact,
    formats.day,
    formats.day_year,
    formats.day_short,
    formats.month,
    formats.moment,
    formats.moment_short,
):
    register.filter(_format.__name__, _format)


def _draw(component: str, /, **values: object) -> SafeString:
    return render_to_string(f"ui/components/{component}.html", values)


# -- small things ------------------------------------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=1_000, typed=True)  # typed: what is safe is not what is said alike and is not
def icon(name: str, title: str = "") -> SafeString:
    """One icon of the sprite. Decoration unless `title` gives it a name of its own."""
    return _draw("icon", name=name, title=title, sprite=static("ui/vendor/icons/icons.svg"))


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file, or nothing when the list of static files itself is broken (error pages)."""
    try:
        return _address(path, storages["staticfiles"])
    except ValueError:
        return ""


@lru_cache(maxsize=1_000)
def _address(path: str, storage: Storage) -> str:
    return str(storage.url(path))


@register.simple_tag
def linkbutton(label: str, url: str, variant: str = "primary", icon: str = "", download: bool = False) -> SafeString:
    """A link that looks like a button. `variant`: primary, secondary, tertiary, or next for the one next step."""
    return _draw("linkbutton", label=label, url=url, variant=variant, icon=icon, download=download)


@register.simple_tag
def button(  # noqa: PLR0917  (a tag names them)
    label: str,
    variant: str = "primary",
    icon: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
) -> SafeString:
    """A button in a form. Variants as for linkbutton, and danger for what cannot be undone."""
    return _draw("button", label=label, variant=variant, icon=icon, type=type, name=name, value=value)


@register.simple_tag
@lru_cache(maxsize=1_000, typed=True)
def tag(label: str, kind: str = "neutral", icon: str = "") -> SafeString:
    """A small word about a thing. `kind`: neutral, accent, info, success, warning, danger, confirmed (by people),
    or a lens: strict, declared, behavioural (with its mark)."""
    return _draw("tag", label=label, kind=kind, icon=icon)


@register.simple_tag
def lensmark(lens: str) -> SafeString:
    """The mark of a lens alone: a circle, a square or a triangle in its hue. Decoration: say the lens in words too."""
    return _draw("lensmark", lens=lens)


@register.simple_tag
def lenslegend(confirmed: bool = False) -> SafeString:
    """The three lenses in their fixed order, with mark, name and one sentence each; and what people have confirmed, where
    it is shown."""
    return _draw("lenslegend", lenses=(*LENSES, CONFIRMED) if confirmed else LENSES)


# -- moving about ------------------------------------------------------------------------------------------------


@register.simple_tag
def breadcrumbs(crumbs: Sequence[Link]) -> SafeString:
    """The way here; the last one is this page and needs no address."""
    back = next((crumb for crumb in reversed(crumbs[:-1]) if crumb.url), None)
    return _draw("breadcrumbs", crumbs=crumbs, back=back)


@register.simple_tag
def tabnav(label: str, links: Sequence[Link]) -> SafeString:
    """Tabs that are pages of their own. `label` names the set for screen readers.

    They go on in a second line where they have no room; on a narrow screen many of them fold into a list that opens.
    """
    here = next((link.label for link in links if link.current), label) if len(links) > FEW_TABS else ""
    return _draw("tabnav", label=label, links=links, here=here)


@register.simple_block_tag(takes_context=True)
def tabs(context: template.Context, content: SafeString, label: str) -> SafeString:
    """Parts of one page, one at a time: holds {% tab %} blocks. Without JavaScript all stand under each other."""
    titles = context.render_context.get(TABS) or []
    context.render_context[TABS] = []
    return _draw("tabs", label=label, titles=titles, content=content)


@register.simple_block_tag(takes_context=True)
def tab(context: template.Context, content: SafeString, title: str, level: int = 3) -> SafeString:
    """One part inside {% tabs %}."""
    context.render_context[TABS] = [*(context.render_context.get(TABS) or []), title]
    return _draw("tab", title=title, content=content, level=level)


# -- containers --------------------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content: SafeString, title: str = "", url: str = "", level: int = 3, note: str = "") -> SafeString:
    """A box that groups. With `url` the whole card leads there. At most one level of cards."""
    return _draw("card", content=content, title=title, url=url, level=level, note=note)


@register.simple_block_tag
def alert(content: SafeString, kind: str = "info", title: str = "", level: int = 2) -> SafeString:
    """A message in the page. `kind`: info, success, warning or danger."""
    return _draw("alert", content=content, kind=kind, title=title, level=level)


@register.simple_block_tag
def dialog(content: SafeString, id: str, title: str) -> SafeString:
    """A dialogue over the page, opened by {% dialogbutton %}."""
    return _draw("dialog", content=content, id=id, title=title)


@register.simple_tag
def dialogbutton(label: str, dialog: str, url: str, variant: str = "secondary") -> SafeString:
    """Opens the dialogue with that id; without JavaScript it leads to `url`, a page that asks the same."""
    return _draw("dialogbutton", label=label, dialog=dialog, url=url, variant=variant)


@register.simple_tag
def emptystate(  # noqa: PLR0917  (a tag names them)
    title: str,
    text: str,
    label: str = "",
    url: str = "",
    example_label: str = "",
    example_url: str = "",
    level: int = 2,
) -> SafeString:
    """An empty page teaches: what comes here and why it helps, one button to begin, an example to look at."""
    return _draw(
        "emptystate",
        title=title,
        text=text,
        label=label,
        url=url,
        example_label=example_label,
        example_url=example_url,
        level=level,
    )


@register.simple_tag
def definitions(items: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> SafeString:
    """Words and what they are here: pairs of (term, text)."""
    return _draw("definitions", items=list(items.items() if isinstance(items, Mapping) else items))


@register.simple_tag
def progress(  # noqa: PLR0917  (a tag names them)
    label: str, done: int, total: int | None = None, started: str = "", left: str = "", poll_url: str = ""
) -> SafeString:
    """Long work: what, how far, when it began, how long is left. `total` None: not known yet.
    With `poll_url` htmx fetches the same component again every two seconds."""
    share = min(100, round(100 * done / total)) if total else None
    return _draw(
        "progress", label=label, done=done, total=total, share=share, started=started, left=left, poll_url=poll_url
    )


# -- the thread --------------------------------------------------------------------------------------------------


@register.simple_tag
def thread(stops: Sequence[Stop], label: str = "", rise: bool = False) -> SafeString:
    """The red thread. `label` names it for screen readers; `rise` draws it climbing (front page, reports)."""
    drawn, ahead = curve(stops) if rise and stops else ("", "")
    height = max(len(stops) - 1, 1)
    return _draw("thread", stops=stops, label=label, rise=rise, drawn=drawn, ahead=ahead, height=height)


@register.simple_tag
def nextstep(step: NextStep) -> SafeString:
    """The state of a thing and its one next step: who can take it, and if not the reader, why."""
    return _draw("nextstep", step=step)


# -- text, tables, figures, forms ---------------------------------------------------------------------------------


@register.simple_tag
def highlight(text: str, marks: Sequence[Mark], lang: str = "") -> SafeString:
    """A text with places marked, each with its label. `lang` is the text's own language."""
    return _draw("highlight", pieces=pieces(text, marks), lang=lang, language=formats.language())


@register.simple_tag
def table(table: tables.Table) -> SafeString:
    """A table with caption, sort links and page links."""
    rows = [
        [
            (column, cell if isinstance(cell, tables.Cell) else tables.Cell(cell))
            for column, cell in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    return _draw("table", table=table, headings=tables.headings(table), rows=rows, pages=page_links(table))


def page_links(table: tables.Table) -> list[dict[str, Any]]:
    """What the page numbers under a table lead to; a gap has no number."""
    if table.pages is None or table.pages.total < 2:
        return []
    return [
        {
            "number": number,
            "url": "" if number is None else tables.address(table.query, page=number if number > 1 else None),
            "current": number == table.pages.current,
        }
        for number in table.pages.numbers()
    ]


@register.simple_tag
def previous_page(table: tables.Table) -> str:
    """The address of the page before, or nothing on the first."""
    if table.pages is None or table.pages.current < 2:
        return ""
    before = table.pages.current - 1
    return tables.address(table.query, page=before if before > 1 else None)


@register.simple_tag
def next_page(table: tables.Table) -> str:
    """The address of the page after, or nothing on the last."""
    if table.pages is None or table.pages.current >= table.pages.total:
        return ""
    return tables.address(table.query, page=table.pages.current + 1)


@register.simple_tag(takes_context=True)
def filters(context: template.Context, form: BaseForm, target: str = "table", clear_url: str = "") -> SafeString:
    """A form that narrows a list (GET). With JavaScript the element with id `target` is swapped as one chooses;
    without, the button does it. `clear_url` takes all filters away. How the table of that id is sorted is kept, and
    the list starts at page one again."""
    path = context["request"].path if "request" in context else ""
    return _draw("filters", form=form, target=target, clear_url=clear_url, path=path)


@register.simple_tag
def errorsummary(form: BaseForm) -> SafeString:
    """What is wrong in a form, with a link to each field; takes the focus. {{ form }} already begins with it."""
    return _draw("errorsummary", form=form)


@register.simple_tag
def figure(figure: Figure, level: int = 2) -> SafeString:
    """A figure: the sentence that says what one sees, the picture, how it was counted, and the numbers as a table."""
    return _draw("figure", figure=figure, level=level)


@register.filter
def safe_svg(svg: str) -> SafeString:
    """A picture drawn by nybrott.ui.charts, which makes and cleans the markup itself."""
    return mark_safe(svg)  # noqa: S308

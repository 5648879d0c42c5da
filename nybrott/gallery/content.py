"""What the component gallery shows: invented people, an invented municipality, plausible figures."""

from typing import Any

from django import forms
from django.http import QueryDict

from nybrott.ui import charts
from nybrott.ui.figures import Figure, numbers
from nybrott.ui.forms import DayField
from nybrott.ui.frame import ACCENTS, Choice, Frame, Language, Link, Me
from nybrott.ui.graphs import Box, Line, graph
from nybrott.ui.highlight import Mark
from nybrott.ui.icons import ICONS
from nybrott.ui.tables import Cell, Column, Pages, Table
from nybrott.ui.thread import NextStep, Stop
from nybrott.ui.trends import Bar, bars

TEXT = (
    "Kommunen inviterer leverandører til en dialogkonferanse om trygghet hjemme.\n"
    "Vi beskriver behovet og ikke løsningen, og ønsker innspill til hvordan nye løsninger kan utvikles sammen med "
    "beboerne. Etter konferansen tilbys én-til-én-møter med dem som ønsker det."
)


class NeedForm(forms.Form):
    """Every kind of field, as in describing a need."""

    title = forms.CharField(label="What do you struggle with?", help_text="One sentence, in your own words.")
    told = forms.CharField(
        label="Tell a little more", widget=forms.Textarea, max_length=400, required=False,
        help_text="Leave out names and other things that point to a person.",
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="Unit", choices=[("", "Choose a unit"), ("home", "Home care"), ("tech", "Technical")]
    )
    people = forms.IntegerField(label="How many people does it touch?", required=False, min_value=1)
    since = DayField(label="Since when?", required=False)
    seen = forms.ChoiceField(
        label="How do you know?",
        choices=[("seen", "We have seen it"), ("told", "Users have told us"), ("guess", "We assume it")],
        widget=forms.RadioSelect,
    )
    touched = forms.MultipleChoiceField(
        label="Who is touched?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("users", "Users"), ("relatives", "Relatives"), ("staff", "Employees")],
    )  # fmt: skip
    contact = forms.BooleanField(label="You may contact me about this", required=False)


class FilterForm(forms.Form):
    """Narrow a list."""

    q = forms.CharField(label="Search", required=False)
    year = forms.ChoiceField(
        label="Year", required=False, choices=[("", "All years"), ("2025", "2025"), ("2024", "2024")]
    )
    lens = forms.ChoiceField(
        label="Lens", required=False, choices=[("", "All lenses"), ("strict", "Strict"), ("declared", "Declared")]
    )


STOPS = (
    Stop("Voices", "done", "#voices", "12 people asked", "Heard"),
    Stop("Need", "done", "#need", "14 October", "Verified"),
    Stop("Problem statement", "done", "#problem"),
    Stop("Market dialogue", "now", "#dialogue", "9 suppliers signed up"),
    Stop("Requirements", "assumption", note="Written before the dialogue"),
    Stop("Contract", "missing"),
    Stop("Benefit", "missing"),
)
STOPPED = (
    Stop("Challenge", "done", "#challenge"),
    Stop("Need", "done", "#need", word="Verified"),
    Stop("Market dialogue", "stopped", note="Another municipality had solved it"),
    Stop("Reuse", "now", "#reuse"),
)
FORM_STEPS = (
    Stop("The struggle", "done", "#1"),
    Stop("Who it touches", "now", "#2", "About 4 minutes left"),
    Stop("What is known", "missing"),
    Stop("Read through", "missing"),
)


def _years(values: list[float], counts: list[int]) -> list[charts.Point]:
    points = []
    for place, (value, n) in enumerate(zip(values, counts, strict=True)):
        reach = (value * (1 - value) / n) ** 0.5 * 1.96
        points.append(charts.Point(2019 + place, value, max(0, value - reach), value + reach, n))
    return points


def _counts(values: list[int]) -> list[charts.Point]:
    return [charts.Point(2019 + place, value) for place, value in enumerate(values)]


def _series() -> list[charts.Series]:
    counts = [41, 63, 18, 88, 97, 121, 104]
    return [
        charts.Series("strict", "Strict", _years([0.02, 0.016, 0.03, 0.023, 0.021, 0.033, 0.029], counts)),
        charts.Series("declared", "Declared", _years([0.05, 0.06, 0.07, 0.08, 0.11, 0.1, 0.125], counts)),
        charts.Series("behavioural", "Behavioural", _years([0.1, 0.14, 0.17, 0.16, 0.2, 0.24, 0.27], counts)),
    ]


def _share_figure() -> Figure:
    series = _series()
    sentence = "One in four procurements now shows innovation in what it does"
    description = "Three lines by year, 2019 to 2025, one for each lens, with 95 % intervals."
    return Figure(
        sentence,
        charts.lines(series, title=sentence, description=description),
        numbers(series, caption=sentence, unit="share", year="Year", id="share-numbers"),
        period="2019–2025",
        coverage="94 % of notices could be read",
        n="532 procurements",
        uncertainty="95 % intervals are drawn",
        definition=Link("How we count", "#definitions"),
        rows=Link("532 procurements", "#rows"),
    )


def _count_figure() -> Figure:
    series = [
        charts.Series("confirmed", "Confirmed", _counts([1, 2, 2, 4, 7, 9, 14])),
        charts.Series("behavioural", "Behavioural", _counts([4, 9, 3, 14, 19, 29, 28])),
    ]
    sentence = "People have confirmed half of what the signs point to"
    return Figure(
        sentence,
        charts.lines(series, title=sentence, description="Two lines by year, 2019 to 2025.", unit="count"),
        numbers(series, caption=sentence, unit="count", year="Year", id="count-numbers"),
        period="2019–2025",
        n="106 procurements",
        definition=Link("How we count", "#definitions"),
    )


def _dot_figure() -> Figure:
    found = {"strict": {2022: 1, 2025: 2}, "declared": {2021: 1, 2023: 2, 2024: 4, 2025: 3}, "behavioural": {
        2019: 2, 2020: 5, 2021: 3, 2022: 6, 2023: 9, 2024: 11, 2025: 14}}  # fmt: skip
    names = {"strict": "Strict", "declared": "Declared", "behavioural": "Behavioural"}
    rows = [
        charts.Row(
            key,
            names[key],
            [
                charts.Dot(year, f"{names[key]}, {year}: notice {number}", f"#notice-{key}-{year}-{number}")
                for year, many in years.items()
                for number in range(1, many + 1)
            ],
        )
        for key, years in found.items()
    ]
    sentence = "Three procurements have used a procedure made for innovation"
    description = "A band of dots for each lens; every dot is a procurement and leads to it."
    series = [
        charts.Series(key, names[key], [charts.Point(year, many) for year, many in years.items()])
        for key, years in found.items()
    ]
    return Figure(
        sentence,
        charts.dots(rows, title=sentence, description=description),
        numbers(series, caption=sentence, unit="count", year="Year", id="dot-numbers"),
        period="2019–2025",
        n="63 procurements",
        definition=Link("How we count", "#definitions"),
    )


def _graph() -> charts.Chart:
    boxes = [
        Box(1, "Those who have fallen: be found before half an hour has passed", "Home care · Expressed", "#fallen"),
        Box(2, "Whoever has fallen at night: be found soon", "Sheltered housing · Verified", "#found", "done"),
        Box(3, "Relatives: sleep without listening", "Home care · Assumption", "#sleep", "assumption", here=True),
        Box(4, "Night guards: know who has been up", "Home care · Parked", "#parked", "stopped"),
    ]
    lines = [Line("same", 1, 2), Line("causes", 1, 3), Line("part", 2, 4)]
    words = {"same": "is the same as", "part": "is a part of", "causes": "causes"}
    return graph(
        boxes, lines, words, title="How four needs hang together", description="Boxes with lines between them."
    )


def _trend() -> charts.Chart:
    values = [Bar(f"Q{place % 4 + 1} {2024 + place // 4}", many) for place, many in enumerate([0, 1, 1, 2, 3, 5, 6, 9])]
    return bars(values, title="Up from 2 to 9 since last year", description="A bar for each quarter of 2024 and 2025.")


def _list(query: QueryDict) -> Table:
    columns = [
        Column("buyer", "Buyer", sortable=True),
        Column("place", "County"),
        Column("count", "Procurements", "end", sortable=True),
        Column("share", "Share", "end", sortable=True),
        Column("value", "Value", "end"),
    ]
    rows: list[list[Cell | str]] = [
        [Cell("Bjørkelia kommune", "#1", "Home care and technical"), "Østmark", "1\u202f204", "12,5 %", "1,3 mrd. kr"],
        [Cell("Fjordvik kommune", "#2"), "Vestmark", "311", "8 %", "402 mill. kr"],
        [Cell("Ørnes og omegn innkjøp", "#3"), "Nordmark", "87", Cell("21 %", note="n = 87"), "66,2 mill. kr"],
        [Cell("Åsheim sykehus", "#4"), "Østmark", "1\u202f930", "4,1 %", "3,9 mrd. kr"],
    ]
    return Table(
        columns,
        rows,
        caption="Four of 1\u202f204 buyers, by name",
        id="buyers",
        sort=query.get("sort", "buyer"),
        query=dict(query.lists()),
        pages=Pages(int(query.get("page", 3)), 31, 1204),
    )


def content(query: QueryDict) -> dict[str, Any]:
    """The context of the gallery page."""
    accent = query.get("accent", ACCENTS[0])
    faulty = NeedForm({"title": "", "told": "Nattevakten går tre runder", "people": "-2", "unit": ""})
    faulty.is_valid()
    return {
        "frame": Frame(
            organisation="Bjørkelia kommune",
            home_url="?",
            accent=accent if accent in ACCENTS else ACCENTS[0],
            menu=(Link("Needs", "#needs"), Link("Dialogue", "#dialogue"), Link("Procurements", "#procurements"),
                  Link("Programme", "#programme"), Link("Figures", "?", current=True)),
            footer=(Link("About", "#about"), Link("Privacy", "#privacy"), Link("Accessibility", "#accessibility"),
                    Link("Open data", "#data")),
            languages=(Language("nb", "Bokmål", "?lang=nb"), Language("nn", "Nynorsk", "?lang=nn"),
                       Language("en", "English", "?lang=en", current=True)),
            me=Me("Ingvild Moe", (Link("My account", "#me"),), (Choice("Fjellvik kommune", "2"),), "#choose", "#leave"),
            notice="This is the component gallery. Everything in it is invented.",
        ),
        "breadcrumbs": (Link("Home", "?"), Link("Figures", "?"), Link("Components")),
        "accents": [Link(name, f"?accent={name}", name == accent) for name in ACCENTS],
        "stops": STOPS,
        "stopped": STOPPED,
        "form_steps": FORM_STEPS,
        "mine": NextStep("Nine suppliers have signed up for the dialogue.", "Open the one-to-one meetings",
                         who="You and Amina Dahl", url="#open", due="before Friday 27 November"),
        "theirs": NextStep("The need rests on an assumption.", "Verify the need", who="Need owner in Home care",
                           reason="You can follow it, but only the need owner can verify it."),
        "buyers": _list(query),
        "filter_form": FilterForm(query),
        "form": NeedForm(auto_id="empty_%s"),
        "faulty": faulty,
        "share": _share_figure(), "count": _count_figure(), "small": _dot_figure(), "graph": _graph(), "trend": _trend(),
        "text": TEXT,
        "marks": _marks(),
        "facts": (("Unit", "Home care"), ("Started", "14 October 2026"), ("Who", "Amina Dahl, driver")),
        "pages_of_it": (Link("Overview", "?", current=True), Link("Notices", "#notices"), Link("Contracts", "#own")),
        "amount": 131_245_050,
        "icons": ICONS,
    }  # fmt: skip


def _marks() -> list[Mark]:
    def mark(words: str, label: str, lens: str, url: str = "") -> Mark:
        start = TEXT.index(words)
        return Mark(start, start + len(words), label, lens, url)

    return [
        mark("dialogkonferanse", "market dialogue", "behavioural", "#signal-dialogue"),
        mark("behovet og ikke løsningen", "asks for function", "behavioural"),
        mark("nye løsninger kan utvikles", "development", "declared"),
        mark("én-til-én-møter", "market dialogue", "behavioural", "#signal-dialogue"),
    ]

"""What is shown, as files: the columns of each list, the codebook that goes with them, and the answer that carries them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from nybrott.core import measures
from nybrott.lake.shapes import Coverage, NoticeRow, OrganisationRow, Page, Table
from nybrott.observatory import queries
from nybrott.observatory.feeds import MOST_ROWS, Column, Sheet, Value, csv_parts, json_parts, xlsx_file
from nybrott.observatory.views import sides, words
from nybrott.observatory.views.comparing import Asked, Comparison, Side
from nybrott.ui.formats import day_year, number

Row = TypeVar("Row")

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class Replaced(Exception):
    """The lake was rebuilt while rows were being sent; half of two lakes is worse than a broken file."""


# --- the codebook ---


def licence() -> str:
    """On what terms the data may be used."""
    return _(
        "Notices from Doffin: Norwegian Licence for Open Government Data (NLOD 2.0). Notices from TED: reuse is allowed when the source is named (Commission Decision 2011/833/EU). What is found and counted here may be used on the terms of NLOD 2.0. Name the source and the day."
    )


def about(what: str, coverage: Coverage, more: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """The codebook's first lines: what the file holds, what it rests on, and on what terms."""
    return [
        (_("What this is"), what),
        *more,
        (_("Coverage"), _coverage(coverage)),
        (_("Lenses"), _("Strict, declared and behavioural are three ways to count. They are never added together.")),
        (_("Not counted"), _("A missing code never means that a procurement was not innovative. Candidates are weak signs, not counted until a person has confirmed them.")),
        (_("Rules"), coverage.rules),
        (_("State of the data"), coverage.generation.removeprefix("generation-")),
        (_("Licence"), licence()),
    ]  # fmt: skip


def _coverage(coverage: Coverage) -> str:
    return _("%(notices)s notices from %(first)s to %(last)s. %(errors)s could not be read.") % {
        "notices": number(coverage.notices),
        "first": day_year(coverage.first_on),
        "last": day_year(coverage.last_on),
        "errors": number(coverage.errors),
    }


def _how_many(total: int) -> list[tuple[str, str]]:
    if total <= MOST_ROWS:
        return [(_("Rows"), number(total))]
    said = {"most": number(MOST_ROWS), "total": number(total)}
    return [
        (_("Rows"), _("The first %(most)s of %(total)s. Narrow the list, or take the whole table as Parquet.") % said)
    ]


# --- the answer ---


def file_name(name: str, kind: str, coverage: Coverage) -> str:
    """What a file holds, to which day, and from which state of the data."""
    until = f"-{coverage.last_on.isoformat()}" if coverage.last_on else ""
    return f"nybrott-{name}{until}-{coverage.generation.removeprefix('generation-')[:8]}.{kind}"


def answer(sheet: Sheet, kind: str, coverage: Coverage, *, codebook: bool = True) -> HttpResponseBase:
    """The sheet as CSV, XLSX or JSON, as an attachment."""
    response: HttpResponseBase
    if kind == "xlsx":
        response = FileResponse(xlsx_file(sheet))
    else:
        parts = csv_parts(sheet, codebook=codebook) if kind == "csv" else json_parts(sheet)
        response = StreamingHttpResponse(_in_language(parts, get_language() or "nb"))
    response.headers["Content-Type"] = TYPES[kind]
    response.headers["Content-Disposition"] = content_disposition_header(True, file_name(sheet.name, kind, coverage))
    return response


def _in_language(parts: Iterator[str], language: str) -> Iterator[str]:
    """The parts as they are sent, which is after the request has ended, in the language it was asked in."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


# --- the lists ---


def _everything(ask: Callable[[int], Page[Row]], first: Page[Row], generation: str) -> Iterator[Row]:
    """The rows of a list page by page, up to `MOST_ROWS`."""
    yield from first.rows
    for place in range(2, min(first.pages, MOST_ROWS // queries.LARGEST_PAGE) + 1):
        page = ask(place)
        if queries.lake().generation != generation:
            raise Replaced("The lake was rebuilt while the file was being written; take it again.")
        yield from page.rows


Reader = tuple[Column, Callable[[Row], Value]]


def _sheet(
    name: str, title: str, readers: Sequence[Reader[Row]], rows: Iterable[Row], codebook: list[tuple[str, str]]
) -> Sheet:
    columns = [column for column, _read in readers]
    return Sheet(name, title, columns, ([read(row) for _column, read in readers] for row in rows), codebook)


def _found_columns() -> dict[str, tuple[str, str]]:
    """What was found, as columns of a list of notices: key → heading, meaning."""
    return {
        "market_dialogue": (_("Market dialogue"), _("Whether the notice announces a market dialogue.")),
        "innovation": (_("Signs of innovation"), _("Whether a counted sign of innovation was found.")),
        "partnership": (
            _("Partnership or pre-commercial"),
            _("Whether an innovation partnership or a pre-commercial procurement was found."),
        ),
        "strict": (_("Strict"), _("Whether the strict lens sees it: the procedure is made for innovation.")),
        "declared": (_("Declared"), _("Whether the declared lens sees it: the buyer gave a code.")),
        "behavioural": (_("Behavioural"), _("Whether the behavioural lens sees it: the text shows it.")),
    }


def notices_sheet(wanted: Mapping[str, object], sort: str, coverage: Coverage, address: Callable[[str], str]) -> Sheet:
    """The list of notices, narrowed and sorted as on its page; `address` makes a path whole."""

    def ask(place: int) -> Page[NoticeRow]:
        return queries.notices(wanted, sort=sort, page=place, size=queries.LARGEST_PAGE)

    def page_of(row: NoticeRow) -> str:
        return address(reverse("observatory:notice", args=[row.key]))

    def reader(name: str) -> Callable[[NoticeRow], Value]:
        return lambda row: getattr(row, name)

    readers: list[Reader[NoticeRow]] = [
        (Column("title", _("Notice"), _("The notice's title.")), reader("title")),
        (Column("buyer_name", _("Organisation"), _("The first buyer's name as it stands.")), reader("buyer_name")),
        (Column("buyer", _("Organisation number"), _("The first buyer's number, or a code made from its name.")), reader("buyer")),
        (Column("country", _("Country"), _("The buyer's country, two letters.")), reader("country")),
        (Column("published_on", _("Published"), _("The day of publication, else of dispatch.")), reader("published_on")),
        (Column("stage", _("Stage"), _("Where in the procurement the notice stands.")), lambda row: words.word(words.STAGES, row.stage)),
        *((Column(key, title, means), reader(key)) for key, (title, means) in _found_columns().items()),
        (Column("candidates", _("Candidates"), _("Weak signs in the notice. They are not counted until a person has confirmed them.")), reader("candidates")),
        (Column("cpv_main", _("Main CPV code"), _("What is bought.")), reader("cpv_main")),
        (Column("procedure_key", _("Procurement"), _("Shared by the notices of one procurement.")), reader("procedure_key")),
        (Column("doffin_ref", _("Doffin number"), _("The number in Doffin, where it is known.")), reader("doffin_ref")),
        (Column("publication_ref", _("Publication number"), _("The number in TED, where there is one.")), reader("publication_ref")),
        (Column("url", _("Address"), _("Where the notice stands with the words that were found.")), page_of),
    ]  # fmt: skip
    first = ask(1)
    rows = _everything(ask, first, coverage.generation)
    codebook = about(_("Official notices and what was found in them."), coverage, _how_many(first.total))
    return _sheet("notices", _("Notices"), readers, rows, codebook)


def organisations_sheet(
    wanted: Mapping[str, object], sort: str, coverage: Coverage, address: Callable[[str], str]
) -> Sheet:
    """The list of organisations, narrowed and sorted as on its page."""

    def ask(place: int) -> Page[OrganisationRow]:
        return queries.organisations(wanted, sort=sort, page=place, size=queries.LARGEST_PAGE)

    def page_of(row: OrganisationRow) -> str:
        return address(reverse("observatory:organisation", args=[row.country, row.ref]))

    def reader(name: str) -> Callable[[OrganisationRow], Value]:
        return lambda row: getattr(row, name)

    readers: list[Reader[OrganisationRow]] = [
        (Column("name", _("Organisation"), _("The name it used last.")), reader("name")),
        (Column("ref", _("Organisation number"), _("Its number, or a code made from its name.")), reader("ref")),
        (Column("country", _("Country"), _("Two letters.")), reader("country")),
        (Column("notices", _("Notices"), _("How many notices it has.")), reader("notices")),
        (Column("procedures", _("Procurements"), _("Procurements with a competition or a result.")), reader("procedures")),
        (Column("dialogues", _("Market dialogues"), _("Announced market dialogues.")), reader("dialogues")),
        (Column("strict", _("Strict"), _("Procurements the strict lens sees.")), reader("strict")),
        (Column("declared", _("Declared"), _("Procurements the declared lens sees.")), reader("declared")),
        (Column("behavioural", _("Behavioural"), _("Procurements the behavioural lens sees.")), reader("behavioural")),
        (Column("innovation", _("Signs of innovation"), _("Procurements with a counted sign of innovation.")), reader("innovation")),
        (Column("candidates", _("Candidates"), _("Procurements with a weak sign. They are not counted until a person has confirmed them.")), reader("candidates")),
        (Column("first_year", _("First year"), _("The year of its first notice here.")), reader("first_year")),
        (Column("last_year", _("Last year"), _("The year of its latest notice here.")), reader("last_year")),
        (Column("url", _("Address"), _("Where its figures stand.")), page_of),
    ]  # fmt: skip
    first = ask(1)
    rows = _everything(ask, first, coverage.generation)
    codebook = about(_("Organisations and what was found in their procurements."), coverage, _how_many(first.total))
    return _sheet("organisations", _("Organisations"), readers, rows, codebook)


# --- figures ---


def measure_sheet(table: Table, coverage: Coverage) -> Sheet:
    """A measure's answer with its definition."""
    measure = measures.catalogue()[table.measure]
    language = get_language() or "nb"
    titles = {
        "country": (_("Country"), _("Two letters; ZZ when it is not known.")),
        "buyer": (_("Organisation number"), _("Its number, or a code made from its name.")),
        "buyer_name": (_("Organisation"), _("The name it used last.")),
        "year": (_("Year"), _("The year of the first competition notice, else of the first result.")),
        "cpv": (_("CPV division"), _("What is bought, the first two digits.")),
    }
    units = {
        "share": _("A share of n, from 0 to 1."),
        "count": _("A number."),
        "mean": _("A mean."),
        "median": _("A median."),
    }
    shares = {figure.id: figure.unit == "share" for figure in measure.figures}
    figures = {figure.id: (figure.names[language], units[figure.unit]) for figure in measure.figures}
    known = titles | figures
    columns = [Column(key, *known.get(key, (key, "")), share=shares.get(key, False)) for key in table.columns]
    defined = [
        (_("Counted"), measure.counted[language]),
        (_("Not counted here"), measure.not_counted[language]),
        (_("Share of"), measure.denominator[language]),
        (_("What the data can say"), measure.coverage[language]),
        (_("Version"), f"{measure.version} ({measure.fingerprint})"),
        *_how_many(len(table.rows)),
    ]
    codebook = about(measure.names[language], coverage, defined)
    rows: Iterable[Sequence[Value]] = table.rows[:MOST_ROWS]  # type: ignore[assignment]
    return Sheet(table.measure, measure.names[language], columns, rows, codebook)


def comparison_sheet(asked: Asked, found: Comparison, rows: Sequence[Side], coverage: Coverage) -> Sheet:
    """A comparison: everybody together, the rest, and then each organisation."""
    names = sides.share_names()
    together, rest = sides.together_name(asked, found), sides.rest_name(asked)
    ends = [(together, found.together), *([(rest, found.rest)] if found.rest else [])]

    def counted(name: str) -> Callable[[tuple[str, Side]], Value]:
        return lambda row: getattr(row[1].counts, name)

    def shared(name: str) -> Callable[[tuple[str, Side]], Value]:
        return lambda row: row[1].share(name).value

    readers: list[Reader[tuple[str, Side]]] = [
        (Column("name", _("Organisation"), _("The name it used last.")), lambda row: row[0]),
        (Column("ref", _("Organisation number"), _("Its number, or a code made from its name.")), lambda row: row[1].ref),
        (Column("country", _("Country"), _("Two letters.")), lambda row: row[1].country),
        (Column("procurements", _("Procurements"), _("Procurements with a competition or a result.")), counted("procurements")),
        (Column("competitions", _("Competitions"), _("Procurements with a competition.")), counted("competitions")),
        (Column("dialogues", _("Market dialogues"), _("Announced market dialogues.")), counted("dialogues")),
        (Column("dialogue_share", names["dialogue_share"], _("Market dialogues divided by competitions."), share=True), shared("dialogue_share")),
        *(
            pair
            for lens, word in words.LENSES.items()
            for pair in (
                (Column(lens, str(word), _("Procurements this lens sees.")), counted(lens)),
                (Column(f"{lens}_share", names[f"{lens}_share"], _("Of all procurements, from 0 to 1."), share=True), shared(f"{lens}_share")),
            )
        ),
        (Column("tendered", _("Lots with known tenders"), _("Lots whose result says how many tenders came in.")), counted("tendered")),
        (Column("median_tenders", _("Tenders received, median"), _("Of lots with known tenders. For the rest it is the whole country's.")), lambda row: row[1].median),
        (Column("stated", _("Lots with known size of winner"), _("Lots whose result says how large a winner is.")), counted("stated")),
        (Column("small", _("Won by small suppliers"), _("Lots won by at least one small or medium-sized supplier.")), counted("small")),
        (Column("small_share", names["small_share"], _("Of lots with known size of winner, from 0 to 1."), share=True), shared("small_share")),
    ]  # fmt: skip
    listed = chain(ends, ((side.name or side.ref, side) for side in rows[:MOST_ROWS]))
    more = [(_("CPV division"), asked.cpv)] if asked.cpv else []
    codebook = about(sides.sentence(asked, found), coverage, [*more, *_how_many(len(rows) + len(ends))])
    return _sheet("comparison", _("Comparison"), readers, listed, codebook)

"""The index of notices: what it is made from, searching in it, and the candidates."""

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, reduce
from itertools import combinations
from typing import TypeVar

from django.contrib.postgres.search import SearchQueryField
from django.db import connection, transaction
from django.db.models import BooleanField, Count, F, Func, IntegerField, OrderBy, Q, QuerySet, Value
from django.db.models.functions import Cast

from nybrott.core.language import Lexicon, Query, Sought, Vocabulary
from nybrott.lake.opened import Opened
from nybrott.lake.pages import NOTICE_ROW, notice_row
from nybrott.lake.shapes import Finding, NoticeRow, NoticeText, Page
from nybrott.notices.models import IndexedCandidate, IndexedNotice, NoticeIndex
from nybrott.notices.queries.lakes import lake

PAGE_SIZE = 50
SEARCH_PAGE = 20

Indexed = TypeVar("Indexed", IndexedNotice, IndexedCandidate)


@dataclass(frozen=True, slots=True)
class Contents:
    """A notice as the index is made from it: its row in the lake, its texts and what was found in them."""

    row: NoticeRow
    texts: tuple[NoticeText, ...]
    findings: tuple[Finding, ...]


def everything_in(generation: str, *, size: int = 500) -> Iterator[list[Contents]]:
    """Every notice of one generation of the lake, `size` at a time. Raises when its files are taken away meanwhile."""
    opened = Opened(lake().folder / generation, threads=2, memory="1GB")
    held = opened.ask("select year, country, count(*) from notices group by all order by all nulls last")
    for within, values in _partitions(held, size):
        after = ""
        while heads := opened.ask(
            f"select {NOTICE_ROW} from notices where {within} and key > $after order by key limit {size}",  # noqa: S608
            values | {"after": after},
        ):
            rows = [notice_row(head) for head in heads]
            between = values | {"first": rows[0].key, "last": rows[-1].key}
            yield _joined(opened, rows, f"{within} and key between $first and $last", between)
            after = rows[-1].key


def _partitions(held: Sequence[tuple[int | None, str, int]], size: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Conditions that take the partitions in order, small ones together: each question to the lake costs the same."""
    asked: list[str] = []
    values: dict[str, object] = {}
    notices = 0
    for year, country, count in held:
        if asked and notices + count > size:
            yield f"({' or '.join(asked)})", values
            asked, values, notices = [], {}, 0
        place = len(asked)
        asked.append(f"(country = $country{place} and year {'is null' if year is None else f'= $year{place}'})")
        values |= {f"country{place}": country} | ({} if year is None else {f"year{place}": year})
        notices += count
    if asked:
        yield f"({' or '.join(asked)})", values


def _joined(opened: Opened, rows: list[NoticeRow], within: str, values: Mapping[str, object]) -> list[Contents]:
    texts: dict[str, list[NoticeText]] = {}
    for key, *text in opened.ask(
        f"select key, ordinal, field, lot, language, content from texts where {within} order by key, ordinal",  # noqa: S608
        values,
    ):
        texts.setdefault(key, []).append(NoticeText(*text))
    findings: dict[str, list[Finding]] = {}
    for key, *finding in opened.ask(
        "select key, signal, family, lens, weight, field, words, text, start_at, end_at from findings"  # noqa: S608
        f" where {within} order by key, ordinal",
        values,
    ):
        findings.setdefault(key, []).append(Finding(*finding))
    return [Contents(row, tuple(texts.get(row.key, ())), tuple(findings.get(row.key, ()))) for row in rows]


def notice_index() -> NoticeIndex | None:
    """The index that holds, without its vocabulary; None before the first was made."""
    return NoticeIndex.objects.filter(holds=True).defer("vocabulary").first()


@lru_cache(maxsize=2)
def _lexicon(index: int, _made_at: datetime) -> Lexicon:
    vocabulary = NoticeIndex.objects.values_list("vocabulary", flat=True).get(pk=index)
    return Lexicon(Vocabulary(vocabulary["words"], vocabulary["stems"]))


def lexicon(index: NoticeIndex) -> Lexicon:
    """The words an index was made with, kept for as long as it holds; another one's when it was replaced this moment."""
    try:
        return _lexicon(index.pk, index.made_at)
    except NoticeIndex.DoesNotExist:
        now = NoticeIndex.objects.get(holds=True)
        return _lexicon(now.pk, now.made_at)


class _Holds(Func):
    """Whether a vector holds the words of a query, which are index words already and need no dictionary."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, column: str, words: Iterable[Sought]) -> None:
        sought = " & ".join(
            "("
            + " | ".join([*(f"'{key}'" for key in word.keys), *([f"'{word.beginning}':*"] if word.beginning else [])])
            + ")"
            for word in words
        )
        super().__init__(F(column), Cast(Value(sought), SearchQueryField()))


_IN_INDEX = {"country": "country", "year": "year", "stage": "stage"}


def _narrowed(wanted: Mapping[str, object]) -> QuerySet[IndexedNotice]:
    # the index that holds is looked up in the same statement, so that one taken away meanwhile is never half read
    found = IndexedNotice.objects.filter(index=NoticeIndex.objects.filter(holds=True).values("pk")[:1])
    found = found.filter(**{_IN_INDEX[name]: wanted[name] for name in _IN_INDEX if name in wanted})
    signs = (str(wanted[name]) for name in ("lens", "sign") if name in wanted)
    return found.filter(**{"candidates" if sign == "candidate" else sign: True for sign in signs})


@contextmanager
def _through_the_index() -> Iterator[None]:
    """Let PostgreSQL find words by their index alone. It does not know that reading the words of every row, which it
    prefers when a word is frequent, means unpacking them all."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),"
                " set_config('work_mem', '32MB', true)"
            )
        yield


SEARCH_SORTS: Mapping[str, tuple[str | OrderBy, ...]] = {
    "match": ("-in_title", F("published_on").desc(nulls_last=True), "key"),
    "newest": (F("published_on").desc(nulls_last=True), "key"),
    "oldest": (F("published_on").asc(nulls_last=True), "key"),
    "buyer": ("buyer_sort", F("published_on").desc(nulls_last=True), "key"),
}


def search(
    query: Query, wanted: Mapping[str, object], *, sort: str, page: int, size: int = SEARCH_PAGE
) -> Page[IndexedNotice]:
    """A page of the notices that hold all words of a query. Best match: the more of the words stand in the title the
    earlier, then the newest. Two questions, whatever is found."""
    found = _narrowed(wanted)
    if sort == "match":
        in_title = [Cast(_Holds("title_words", [word]), IntegerField()) for word in query.words]
        found = found.annotate(in_title=reduce(operator.add, in_title, Value(0, output_field=IntegerField())))
    if not query:
        return _page(found.defer("words", "title_words").order_by(*SEARCH_SORTS[sort]), page, size)
    with _through_the_index():
        found = found.filter(_Holds("words", query.words))
        return _page(found.defer("words", "title_words").order_by(*SEARCH_SORTS[sort]), page, size)


def _page(found: QuerySet[Indexed], page: int, size: int) -> Page[Indexed]:
    total = found.count()
    number = min(max(1, page), max(1, -(-total // size)))
    return Page(tuple(found[(number - 1) * size : number * size]), total, number, size)


def notices_with_two(words: Sequence[Sought], *, limit: int) -> list[IndexedNotice]:
    """Notices that hold at least two of these words, those with the most of them in the title first, then the newest;
    at most `limit`. In one query; it grows with the square of the number of words, so ask for few."""
    if len(words) < 2:
        return []
    pairs = reduce(operator.or_, (Q(_Holds("words", pair)) for pair in combinations(words, 2)))
    in_title = [Cast(_Holds("title_words", [word]), IntegerField()) for word in words]
    found = _narrowed({}).annotate(in_title=reduce(operator.add, in_title, Value(0, output_field=IntegerField())))
    with _through_the_index():
        return list(found.filter(pairs).defer("words", "title_words").order_by(*SEARCH_SORTS["match"])[:limit])


def notices_with_each(query: Query, wanted: Mapping[str, object]) -> list[int]:
    """How many notices hold each word of a query by itself, in one query."""
    counted = [
        _narrowed(wanted)
        .filter(_Holds("words", [word]))
        .annotate(place=Value(place))
        .values("place")
        .annotate(n=Count("*"))
        for place, word in enumerate(query.words)
    ]
    if not counted:
        return []
    with _through_the_index():
        found = {row["place"]: row["n"] for row in counted[0].union(*counted[1:], all=True)}
    return [found.get(place, 0) for place in range(len(counted))]


def candidates(wanted: Mapping[str, object], *, page: int, size: int = PAGE_SIZE) -> Page[IndexedCandidate]:
    """A page of the weak signs nobody has judged yet, the newest first: by any of signal, country and year."""
    found = IndexedCandidate.objects.filter(index=NoticeIndex.objects.filter(holds=True).values("pk")[:1], **wanted)
    return _page(found.order_by(F("published_on").desc(nulls_last=True), "key", "signal"), page, size)
